import {
  GRANT_KINDS,
  kindLabel,
  privilegesOf,
  privilegesWithVersions,
  type TargetKind,
  targetKind,
} from '../../src/metadata';
import { docComment, pascalCase } from './typescript';

/** The privileges of each kind of object as types: an editor offers those that the kind has, and no other compiles. */
export function privilegesFile(): string {
  const kinds: TargetKind[] = [...new Set([...GRANT_KINDS.map((kind) => targetKind(kind, false)), 'column' as const])];
  const types = kinds.map((kind) => {
    const names = [...privilegesOf(kind), 'ALL'].map((name) => JSON.stringify(name));
    const comment = docComment([
      `What can be granted on a ${kindLabel(kind)}: ${privilegesWithVersions(kind)}, or ALL.`,
    ]);
    return `${comment.replace(/^ {2}/gm, '')}export type ${pascalCase(kind)}Privilege = ${names.join(' | ')} | AnyPrivilege;\n`;
  });
  return `import type { AnyPrivilege } from './any-privilege';\n\n${types.join('\n')}`;
}
