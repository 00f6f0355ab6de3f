import type { Command } from 'commander';
import type { Act } from '../act';
import { repeated } from './repeated';

/** What looks at servers, at Apono, and at code. */
export function serverCommands(program: Command, act: Act): void {
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
    .action(act(() => (require('../commands/doctor') as typeof import('../commands/doctor')).doctor));

  program
    .command('export')
    .description('write code for what is there: a stack, a tenant, a server, or View as Code; changes nothing')
    .argument('[stackdir]', 'folder of a synthesized stack')
    .option('--integration <id>', 'an integration at Apono; may be repeated', repeated)
    .option('--name <name>', 'an integration at Apono by its name; may be repeated', repeated)
    .option('--type <type>', 'all integrations of a type; * stands for any characters; may be repeated', repeated)
    .option('--tenant', 'all PostgreSQL integrations at Apono, or those named, with all that gives access to them')
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
    .option('--from-state <file>', "a Terraform state of the official provider's resources, to migrate, or of ours")
    .option('--format <format>', 'hcl, apono-v2, apono-v1, typescript, typescript-cdktn, json', 'hcl')
    .option('--provider-source <address>', "where Terraform gets our provider; default: this package's address")
    .option('--import-blocks', 'have what exists imported, so that a plan shows no change')
    .option('--out <file>', 'write to this file; default: stdout')
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('../commands/export') as typeof import('../commands/export')).exportCode));
}
