import { learnEnvironment, learnSecrets, problem, renderProblem } from '../problem';
import { guardOutput } from './guard-output';
import { run } from './run';

guardOutput(process.stdout);
guardOutput(process.stderr);
learnEnvironment(process.env);
learnArguments(process.argv);

// Node itself would write the trace of what nobody waits for, past the guard.
process.on('uncaughtException', (error) => {
  tellFault(error);
  process.exit();
});

run(process.argv, process.env)
  .then((code) => {
    process.exitCode = code;
  }, tellFault)
  .then(() => setTimeout(leave, 1));

/** Once all is written, and what went wrong meanwhile is told. Node itself would tidy up first, and wait for what servers still say. */
function leave(): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}

function tellFault(error: unknown): void {
  process.stderr.write(`Error: ${renderProblem(fault(error))}\n`);
  process.exitCode = 1;
}

/** What is given to an option for a secret's variable may be the secret itself, and anything a connection string. */
function learnArguments(argv: readonly string[]): void {
  for (const [index, each] of argv.entries()) {
    const [option = '', joined] = each.split(/=(.*)/s);
    const name = option.replace(/^--/, '').replaceAll('-', '_');
    if (option.startsWith('--')) learnSecrets({ [name]: joined ?? argv[index + 1] }, process.env);
    learnSecrets(each, process.env);
  }
}

/** A fault of this package: its trace is shown only to those who look for it, since it may hold what should stay here. */
function fault(error: unknown) {
  const { name, stack } = error instanceof Error ? error : new Error('thrown');
  const trace = process.env.APONOPG_DEBUG ? `\n${stack}` : '';
  return problem('INTERNAL', [], `aponopg itself failed (${name})${trace}`, {
    next: 'Run it again with APONOPG_DEBUG=1, and report what it shows, without secrets, where this package comes from.',
  });
}
