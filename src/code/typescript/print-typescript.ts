import type { ProjectDocument } from '../project-document';
import { addAccess } from './add-access';
import { addGrants } from './add-grants';
import { addIntegration } from './add-integration';
import { addRoles } from './add-roles';
import { addServers } from './add-servers';
import { type Core, Program } from './program';
import { References } from './references';
import { call, quote } from './source';

export interface PrintTypeScriptOptions {
  /** What the program is written with. @default cdktf */
  readonly core?: Core;
  /** Have what exists already imported: see `PrintHclOptions.importBlocks`. @default false */
  readonly importBlocks?: boolean;
  /** Addresses that Terraform is to forget: see `PrintHclOptions.removed`. @default none */
  readonly removed?: readonly string[];
  /** Where Terraform gets our provider: see `PrintHclOptions.providerSource`. @default this package's address */
  readonly providerSource?: string;
}

/**
 * Prints a project as a CDKTF program against this package that synthesizes to the same resources. It compiles under
 * `strict`; the same document always gives the same text.
 *
 * Secrets never stand in it: each becomes a `SecretVariable`.
 */
export function printTypeScript(document: ProjectDocument, options: PrintTypeScriptOptions = {}): string {
  const imports = options.importBlocks ?? false;
  const program = new Program();
  const references = new References(program, document);
  addServers(document, program, references, options.providerSource);
  addRoles(document.roles ?? [], program, references, imports);
  for (const each of document.grants ?? []) addGrants(each, program, references, imports);
  for (const each of document.integrations ?? []) addIntegration(each, document, program, references, imports);
  addAccess(document, program, references, imports);
  const removed = (options.removed ?? []).map((from) => ({ from, lifecycle: { destroy: false } }));
  if (removed.length > 0) program.add(call('this.addOverride', quote('removed'), program.value(removed)));
  return program.print(document.notes ?? [], options.core ?? 'cdktf');
}
