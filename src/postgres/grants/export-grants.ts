import {
  type DeclaredGrants,
  type DefaultPrivilegePiece,
  foldDefaultPrivileges,
  foldGrants,
  namesOf,
  PUBLIC,
} from '../../metadata';
import { isSystemRole } from '../../metadata/clouds';
import { exportEntries } from './export-entries';
import type { FoundGrants } from './found';
import { type FoundIndex, indexFound, isShared, type Target } from './found-index';
import { type Held, union } from './held';
import type { ReadScope } from './read-scope';

/** What must be read for an export. @param grantees default: every role that is not the system's own */
export function exportScope(grantees?: readonly string[]): ReadScope {
  return {
    grantees: grantees ?? [],
    everyGrantee: grantees === undefined,
    everySchemaHeld: true,
    wholeSchemas: [],
    columnsOf: [],
    named: [],
  };
}

/** What of a database is exported. */
export interface ExportOptions {
  /** Default: every role that holds anything, without PUBLIC, superusers and the system's own roles. */
  readonly grantees?: readonly string[] | undefined;
  /** Roles whose giving is left out. */
  readonly ignoreGrantors?: readonly string[] | undefined;
}

/**
 * Writes what was found as a declaration of few entries, a schema as a whole where everything in it is granted alike.
 * Planning that declaration against the same database gives nothing to do.
 */
export function exportGrants(found: FoundGrants, { grantees, ignoreGrantors }: ExportOptions = {}): DeclaredGrants {
  const index = indexFound(found, ignoreGrantors);
  const only = grantees === undefined ? undefined : new Set(grantees);
  const held = [...heldBy(index, only)];
  return {
    database: found.database,
    mode: 'authoritative',
    ...(ignoreGrantors && ignoreGrantors.length > 0 && { ignore_grantors: ignoreGrantors }),
    grants: foldGrants(held.flatMap(([grantee, mine]) => exportEntries(grantee, mine, index))),
    default_privileges: foldDefaultPrivileges(defaultsOf(index, only)),
  };
}

function isExported(grantee: string, only: ReadonlySet<string> | undefined, index: FoundIndex): boolean {
  if (only !== undefined) return only.has(grantee);
  const role = index.roles.get(grantee);
  return grantee !== PUBLIC && role !== undefined && !role.superuser && !isSystemRole(grantee);
}

function heldBy(index: FoundIndex, only: ReadonlySet<string> | undefined): Map<string, Map<Target, Held>> {
  const held = new Map<string, Map<Target, Held>>();
  for (const target of index.targets) {
    // What PUBLIC has by nature nobody granted.
    if (isShared(target) || (target.pristine && target.kind !== 'database')) continue;
    for (const entry of target.entries) {
      const { grantee, initial, ignored } = entry;
      if (initial || ignored || grantee === target.owner || !isExported(grantee, only, index)) continue;
      const mine = held.get(grantee) ?? new Map<Target, Held>();
      held.set(grantee, mine);
      mine.set(target, union(mine.get(target), entry));
    }
  }
  return held;
}

function defaultsOf(index: FoundIndex, only: ReadonlySet<string> | undefined): DefaultPrivilegePiece[] {
  const all = index.found.defaults.flatMap(({ owner, schema, on, entries }) =>
    entries
      .filter(({ grantee }) => grantee !== owner && grantee !== PUBLIC && isExported(grantee, only, index))
      .flatMap(({ grantee, ...held }) => {
        const entry = { owner, ...(schema !== undefined && { schema }), on, grantee };
        return [
          { ...entry, privileges: namesOf(held.privileges & ~held.grantable) },
          { ...entry, privileges: namesOf(held.grantable), with_grant_option: true },
        ];
      }),
  );
  return all.filter(({ privileges }) => privileges.length > 0);
}
