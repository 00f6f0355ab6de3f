import { Command } from 'commander';
import { VERSION } from '../version';
import type { Act } from './act';
import { accessCommands } from './definitions/access';
import { documentCommands } from './definitions/documents';
import { folderCommands } from './definitions/folders';
import { serverCommands } from './definitions/servers';
import { EXAMPLES } from './examples';

/** The whole command line, with examples in the help of each command. */
export function commandLine(act: Act): Command {
  const program = new Command('aponopg')
    .description("PostgreSQL under Apono's just-in-time access, as code")
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(see aponopg --help)');
  folderCommands(program, act);
  documentCommands(program, act);
  serverCommands(program, act);
  accessCommands(program, act);
  for (const command of program.commands) {
    const lines = (EXAMPLES[command.name()] ?? []).map((each) => `  $ aponopg ${each}`);
    command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  }
  return program;
}
