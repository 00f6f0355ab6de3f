import { Lazy, Token } from 'cdktf';
import { grantsImportId } from '../../src/code/print';
import { PUBLIC } from '../../src/metadata';
import { type Problem, problem, renderProblem } from '../../src/problem';
import { isReference, userText } from '../checks/user-text';
import { importResource } from '../integration/import-existing';
import type { AponopgGrants } from '../l1/aponopg-grants';

/** What is to be imported: where, whom, and whose giving is left out. */
interface Adopted {
  readonly server: string;
  readonly database: string;
  readonly grantees: readonly string[];
  readonly ignoreGrantors?: readonly string[] | undefined;
}

/**
 * Has grants imported, those of the grantees that there will be when the stack is synthesized.
 *
 * @throws Error where no provider is there to import them
 */
export function adoptGrants(resource: AponopgGrants, adopted: () => Adopted): void {
  resource.node.addValidation({ validate: () => unclear(adopted()).map(renderProblem) });
  importResource(resource, resource, Lazy.stringValue({ produce: () => userText(importId(adopted())) }));
}

function importId({ server, database, grantees, ignoreGrantors }: Adopted): string {
  const entry = { grantees: [...grantees], on: 'database' as const, privileges: [] };
  return grantsImportId({
    server,
    database,
    grants: { grantees: entry },
    ...(ignoreGrantors && { ignore_grantors: [...ignoreGrantors] }),
    // Of PUBLIC, whose built-in rights nobody gave, an authoritative resource would take all that is not declared.
    ...(grantees.includes(PUBLIC) && { closed: true }),
  });
}

/** An import id has to be known when it is planned; without a grantee it would mean every one. */
function unclear({ server, database, grantees, ignoreGrantors = [] }: Adopted): Problem[] {
  if (grantees.length === 0) {
    return [
      problem('MISSING_VALUE', [], 'The grants are to be imported, and nobody is given anything', {
        allowed: 'grants to those whose grants are imported',
        next: 'Grant what the roles are to hold, or leave `importExisting` out.',
      }),
    ];
  }
  const names = [server, database, ...grantees, ...ignoreGrantors];
  const open = names.filter((name) => name.startsWith('\0') || Token.isUnresolved(name) || isReference(name));
  if (open.length === 0) return [];
  return [
    problem('CONFLICTING_VALUES', [], 'The grants are to be imported, and a name in them is not known yet', {
      value: open.map((name) => name.replace('\0', '')),
      allowed: 'names that the program knows',
      next: 'Name the role or the database by a plain text, or import by hand: terraform import.',
    }),
  ];
}
