import { learnEnvironment, learnSecrets } from '../problem';
import { guardOutput } from './guard-output';
import { run } from './run';

guardOutput(process.stdout);
guardOutput(process.stderr);
learnEnvironment(process.env);
learnArguments(process.argv);

run(process.argv, process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);

/** What is given to an option for a secret's variable may be the secret itself, and anything a connection string. */
function learnArguments(argv: readonly string[]): void {
  for (const [index, each] of argv.entries()) {
    const [option = '', joined] = each.split(/=(.*)/s);
    const name = option.replace(/^--/, '').replaceAll('-', '_');
    if (option.startsWith('--')) learnSecrets({ [name]: joined ?? argv[index + 1] }, process.env);
    learnSecrets(each, process.env);
  }
}
