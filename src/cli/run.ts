import { Command, CommanderError } from 'commander';
import { ProblemError, problemData } from '../problem';
import { VERSION } from '../version';
import type { Action } from './action';
import { output } from './output';

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done or nothing to do, 1 an error, 2 where asked to tell that something would change, 3 a flag that a review fails on
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
    .option(
      '--token <token-env>',
      'environment variable with the token to accept; any is, where it is not set',
      'APONO_PERSONAL_TOKEN',
    )
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

  program
    .command('validate')
    .description('check a document without asking any server')
    .argument('<file>', FILE)
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('./commands/validate') as typeof import('./commands/validate')).validate));

  program
    .command('plan')
    .description('show what apply would do, with its SQL; changes nothing')
    .argument('<file>', FILE)
    .option('--detailed-exitcode', 'exit with 2 when something would change')
    .option('--out <plan>', 'save the plan to this file, for apply')
    .option('--json', 'print the plan as JSON')
    .action(act(() => (require('./commands/plan') as typeof import('./commands/plan')).plan));

  program
    .command('apply')
    .description('make the servers and Apono what the document says')
    .argument('<file>', `a plan saved by \`plan --out\`; or a ${FILE}`)
    .option('--yes', 'do it without asking')
    .option('--json', 'print what was done as JSON; asks nothing')
    .action(act(() => (require('./commands/apply') as typeof import('./commands/apply')).apply));

  program
    .command('review')
    .description(
      'show what a plan changes, for whoever signs it: what to look at first, who gains and loses what, the SQL',
    )
    .argument('<plan>', 'what `terraform show -json PLAN` prints, or a document; - for stdin')
    .option('--format <format>', 'text, markdown, json', 'text')
    .option('--log <file>', 'what `terraform plan -json` printed: its warnings, which a saved plan lacks')
    .option('--fail-on <flags>', 'exit with 3 when one of these flags is raised, separated by commas')
    .option('--out <file>', 'write the JSON to this file as well, for APONOPG_REVIEW')
    .option('--json', 'the same as --format json')
    .action(act(() => (require('./commands/review') as typeof import('./commands/review')).review));

  program
    .command('import')
    .description('have `handle` look after what the document names and somebody else made; changes nothing else')
    .argument('<file>', FILE)
    .option('--json', 'print what was taken over as JSON')
    .action(act(() => (require('./commands/import') as typeof import('./commands/import')).importDocument));

  program
    .command('handle')
    .description(
      'what null_resource runs: APONOPG_REQUEST is the document or its file, APONOPG_EVENT is create, update or delete',
    )
    .option('--json', 'print what was done as JSON')
    .action(act(() => (require('./commands/handle') as typeof import('./commands/handle')).handle));

  program
    .command('doctor')
    .description('check a server, its users and Apono step by step, as one would by hand; changes nothing')
    .argument('[source]', 'document, or folder of a synthesized stack; default: the options below, else PGHOST and kin')
    .option('--host <host>', 'host name, address or socket folder')
    .option('--port <port>', 'port')
    .option('--database <name>', 'database')
    .option('--username <name>', 'the admin')
    .option('--password-env <variable>', "environment variable with the admin's password; default: PGPASSWORD")
    .option('--sslmode <mode>', "libpq's six")
    .option('--sslrootcert <file>', 'certificate authorities: a path, or system')
    .option('--lock-timeout-seconds <seconds>', 'how long to wait for a lock')
    .option('--statement-timeout-seconds <seconds>', 'how long one statement may run')
    .option('--server <name>', 'only this server of the document or stack')
    .option('--connector-user <name>', "the connector's database user; default: apono_connector, or the source's")
    .option('--connector-password-env <variable>', 'environment variable with its password, to try it')
    .option('--connector <id>', 'an Apono connector to look at')
    .option('--integration <name>', 'an integration to look at')
    .option('--wait', 'wait until the integrations are Active; one that is not in the end has failed')
    .option('--wait-seconds <seconds>', 'how long to wait; default: 300')
    .option('--json', 'print the findings as JSON')
    .action(act(() => (require('./commands/doctor') as typeof import('./commands/doctor')).doctor));

  program
    .command('export')
    .description('write code for what is there: a stack, a tenant, a server, or View as Code; changes nothing')
    .argument('[stackdir]', 'folder of a synthesized stack')
    .option('--integration <id>', 'an integration at Apono; may be repeated', repeated)
    .option('--name <name>', 'an integration at Apono by its name; may be repeated', repeated)
    .option('--type <type>', 'all integrations of a type; * stands for any characters; may be repeated', repeated)
    .option('--server <name>', 'a live server, and what the code calls it; default: main')
    .option('--host <host>', 'host name, address or socket folder; default: PGHOST')
    .option('--port <port>', 'port; default: PGPORT')
    .option('--username <name>', 'the admin; default: PGUSER')
    .option('--password-env <variable>', "environment variable with the admin's password; default: PGPASSWORD")
    .option('--sslmode <mode>', "libpq's six")
    .option('--sslrootcert <file>', 'certificate authorities: a path, or system')
    .option('--lock-timeout-seconds <seconds>', 'how long to wait for a lock')
    .option('--statement-timeout-seconds <seconds>', 'how long one statement may run')
    .option('--database <name>', 'a database whose grants are meant; may be repeated', repeated)
    .option('--grantees <names>', 'only these roles, separated by commas; default: all but system ones and superusers')
    .option('--connector-user <name>', "the connector's database user: what it gave, and roles it made, are left out")
    .option('--ignore-grantors <names>', 'other roles of which the same is left out, separated by commas')
    .option('--from <file>', 'HCL such as View as Code gives; - for stdin; may be repeated', repeated)
    .option('--from-state <file>', 'a Terraform state with integrations of the official provider, to migrate')
    .option('--format <format>', 'hcl, apono-v2, apono-v1, typescript, typescript-cdktn, json', 'hcl')
    .option('--import-blocks', 'have what exists imported, so that a plan shows no change')
    .option('--out <file>', 'write to this file; default: stdout')
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('./commands/export') as typeof import('./commands/export')).exportCode));

  program
    .command('hcl')
    .description('write a synthesized stack as HCL, to be checked in')
    .argument('<stackdir>', 'folder of a synthesized stack')
    .option('--out <file>', 'write to this file; default: stdout')
    .option(
      '--check',
      'write nothing; exit with 2 when the file of --out is stale, with 1 when HCL beside it has a key twice',
    )
    .option('--schemas <file>', 'what `terraform providers schema -json` prints, for providers with nested blocks')
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('./commands/hcl') as typeof import('./commands/hcl')).hcl));

  program
    .command('preview')
    .description('show custom access details as end users will see them, with their length')
    .argument('<source>', 'folder of a stack, HCL (.tf), document or state (.json), or a file with the text')
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('./commands/preview') as typeof import('./commands/preview')).preview));

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

const FILE = 'document with servers, roles, grants, integrations; - for stdin; or the output of `terraform show -json`';

function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
