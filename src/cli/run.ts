import { Command, CommanderError } from 'commander';
import { ProblemError } from '../problem';
import { VERSION } from '../version';
import { type Output, output } from './output';

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done or nothing to do, 1 an error, 2 where asked to tell that something would change
 */
export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  let code = 0;
  const out = output(env);
  const program = new Command('aponopg')
    .description("PostgreSQL under Apono's just-in-time access, as code")
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(see aponopg --help)');
  // Each is loaded when it is asked for: a command line that starts at once is one that is used.
  const act = (load: () => Action) => {
    return async (...args: unknown[]) => {
      code = await load()(args, out, env);
    };
  };

  program
    .command('sandbox')
    .description("run a stand-in for Apono's API, for trials and demos; stop it with Ctrl-C")
    .option('--port <port>', 'port to listen on; 0 takes a free one', '0')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--token <token-env>', 'environment variable with the token to accept', 'APONO_PERSONAL_TOKEN')
    .option('--state <file>', 'keep the state in this file; otherwise in memory')
    .option('--faults <json>', 'faults to begin with, for instance {"latency_ms":500}')
    .option('--json', 'print the URL as JSON')
    .action(act(() => (require('./commands/sandbox') as typeof import('./commands/sandbox')).sandbox));

  program
    .command('install-provider')
    .description('put the Terraform provider, with its lock entry, into a folder of HCL')
    .argument('<dir>', 'folder with the configuration')
    .option('--json', 'print what was done as JSON')
    .action(
      act(
        () => (require('./commands/install-provider') as typeof import('./commands/install-provider')).installProvider,
      ),
    );

  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof ProblemError)) throw error;
    out.problems(error.problems);
    return 1;
  }
}

/** A command: its arguments and options as commander gives them, in this order; gives the exit code. */
export type Action = (args: readonly unknown[], out: Output, env: NodeJS.ProcessEnv) => Promise<number>;
