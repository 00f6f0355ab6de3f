import { CommanderError } from 'commander';
import { ProblemError, problemData } from '../problem';
import { output } from './output';
import { commandLine } from './program';

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done or nothing to do, 1 an error, 2 where asked to tell that something would change, 3 a flag that a review fails on
 */
export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  let code = 0;
  const out = output(env);
  const program = commandLine((load) => async (...args) => {
    require('../metadata/without-jit');
    code = await load()(args, out, env);
  });
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof ProblemError)) throw error;
    out.problems(error.problems);
    if (argv.includes('--json')) out.json({ problems: error.problems.map(problemData) });
    return 1;
  }
}
