import { problem, renderProblem } from '../problem';
import { run } from './run';

run(process.argv, process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`Error: ${renderProblem(fault(error))}\n`);
    process.exitCode = 1;
  },
);

/** A fault of this package: its trace is shown only to those who look for it, since it may hold what should stay here. */
function fault(error: unknown) {
  const { name, stack } = error instanceof Error ? error : new Error('thrown');
  const trace = process.env.APONOPG_DEBUG ? `\n${stack}` : '';
  return problem('INTERNAL', [], `aponopg itself failed (${name})${trace}`, {
    next: 'Run it again with APONOPG_DEBUG=1, and report what it shows, without secrets, where this package comes from.',
  });
}
