import type { Command } from 'commander';
import type { Act } from '../act';
import { repeated } from './repeated';

/** What works on folders of code, and the sandbox. */
export function folderCommands(program: Command, act: Act): void {
  program
    .command('init')
    .description('write a project that deploys: a TypeScript program or a folder of HCL; asks for what is not said')
    .argument('[dir]', 'folder to write into; nothing in it is overwritten', '.')
    .option('--language <language>', 'typescript or hcl; default: typescript')
    .option('--core <core>', 'what a program stands on: cdktf, or its successor cdktn; default: cdktf')
    .option('--kind <kind>', 'who runs the server: generic, or a cloud; default: generic')
    .option('--host <host>', "the server's host")
    .option('--port <port>', 'port; default: 5432')
    .option('--username <name>', 'the admin; default: postgres')
    .option('--sslmode <mode>', "libpq's six; default: verify-full")
    .option('--sslrootcert <file>', 'certificate authorities: a path, or system; default: system')
    .option('--database <name>', 'the database under Apono; default: postgres')
    .option('--name <name>', "the integration's name; default: from the database's")
    .option('--connector <id>', 'the connector that reaches the server')
    .option('--instance <key=value>', "what names a cloud's instance; may be repeated", repeated)
    .option('--secret-store <store>', "where the connector's password lies; default: aws")
    .option('--secret <key=value>', 'a field of that store; may be repeated', repeated)
    .option('--yes', 'ask nothing: take the defaults for what is not said')
    .option('--json', 'print what was written as JSON; asks nothing')
    .action(act(() => (require('../commands/init') as typeof import('../commands/init')).init));

  program
    .command('install-provider')
    .description('put the Terraform provider, with its lock entry, into a folder of HCL')
    .argument('<dir>', 'folder with the configuration')
    .option('--source <address>', "what the configuration asks for it by; default: this package's address")
    .option('--program <file>', "a release's self-contained program, laid in place of the script")
    .option('--platform <os_arch>', "the program's platform, for instance windows_amd64; default: this machine's")
    .option('--json', 'print what was done as JSON')
    .action(
      act(
        () =>
          (require('../commands/install-provider') as typeof import('../commands/install-provider')).installProvider,
      ),
    );

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
    .action(act(() => (require('../commands/hcl') as typeof import('../commands/hcl')).hcl));

  program
    .command('preview')
    .description('show custom access details as end users will see them, with their length')
    .argument('<source>', 'folder of a stack, HCL (.tf), document or state (.json), or a file with the text')
    .option('--json', 'print the result as JSON')
    .action(act(() => (require('../commands/preview') as typeof import('../commands/preview')).preview));

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
    .option('--catalog <file>', 'types of integration and connectors beside those built in, as JSON')
    .option('--identities <file>', 'users, groups and other identities beside those built in, as JSON')
    .option('--json', 'print the URL as JSON')
    .action(act(() => (require('../commands/sandbox') as typeof import('../commands/sandbox')).sandbox));
}
