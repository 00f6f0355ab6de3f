import type { Command } from 'commander';
import type { Act } from '../act';
import { repeated } from './repeated';

/** Who may do what, and why. */
export function accessCommands(program: Command, act: Act): void {
  const access = onServers(program.command('access'))
    .description('show who may do what in databases, and why; changes nothing')
    .argument('[file]', 'document whose servers are looked at; default: the one that the options name')
    .option('--all-databases', 'every database that lets this user in')
    .option('--role <name>', 'only this role, `public` for everybody; may be repeated', repeated)
    .option('--object <kind:name>', 'only this object, for instance table:app.orders; may be repeated', repeated)
    .option('--can <privilege>', 'only who has this privilege')
    .option('--at-most <lines>', 'print no more lines than this')
    .option('--system', "PostgreSQL's own objects too")
    .option('--format <format>', 'text, json, jsonl, csv, markdown, html', 'text')
    .option('--save <file>', 'keep the answer in this file, for --compare')
    .option('--compare <file>', 'print who gained or lost what since it was saved; exit with 2 where somebody did')
    .option('--strict', 'fail where the server keeps access lists in a catalog that nobody looks at')
    .action(act(() => (require('../commands/access') as typeof import('../commands/access')).access));

  onServers(access.command('explain'))
    .description('answer one question: may this role do this, and why; exit with 0 for yes, 2 for no')
    .argument('<role>', 'the role, or `public`')
    .argument('<privilege>', 'for instance SELECT')
    .argument('<kind>', 'for instance table')
    .argument('<name>', 'for instance app.orders')
    .action(act(() => (require('../commands/access') as typeof import('../commands/access')).explain));
}

function onServers(command: Command): Command {
  return command
    .option('--server <name>', 'a server of the document; else what the server is called; may be repeated', repeated)
    .option('--host <host>', 'host name, address or socket folder; default: PGHOST')
    .option('--port <port>', 'port; default: PGPORT')
    .option('--username <name>', 'who looks; default: PGUSER')
    .option('--password-env <variable>', 'environment variable with the password; default: PGPASSWORD')
    .option('--sslmode <mode>', "libpq's six")
    .option('--sslrootcert <file>', 'certificate authorities: a path, or system')
    .option('--statement-timeout-seconds <seconds>', 'how long one statement may run')
    .option('--database <name>', 'a database to look at; may be repeated', repeated)
    .option(
      '--declared <file>',
      'what the code declares: a document, or `terraform show -json`; grants say whether they are',
    )
    .option('--connector-user <name>', "the connector's database user: what it gave is said to be for a time")
    .option('--json', 'print the result as JSON');
}
