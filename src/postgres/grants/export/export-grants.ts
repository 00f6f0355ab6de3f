import {
  type DeclaredGrants,
  type DefaultPrivilegePiece,
  foldDefaultPrivileges,
  foldGrants,
  namesOf,
  PUBLIC,
} from '../../../metadata';
import { isSystemRole } from '../../../metadata/clouds';
import type { FoundGrants } from '../found/found';
import { type FoundIndex, indexFound, isShared, type Target } from '../found/found-index';
import { type Held, union } from '../found/held';
import type { ReadScope } from '../read/read-scope';
import { closedDefaults, closedEntries, leftToPublic, PUBLIC_SCHEMA } from './export-closed';
import { exportEntries } from './export-entries';

/** What must be read for an export. */
export function exportScope({ grantees, closed = false }: Pick<ExportOptions, 'grantees' | 'closed'> = {}): ReadScope {
  const isPublicMeant = closed || grantees?.includes(PUBLIC) === true;
  return {
    grantees: [...new Set([...(grantees ?? []), ...(isPublicMeant ? [PUBLIC] : [])])],
    everyGrantee: grantees === undefined,
    everySchemaHeld: true,
    closed: isPublicMeant,
    wholeSchemas: [],
    columnsOf: [],
    named: isPublicMeant ? [{ kind: 'schema', name: PUBLIC_SCHEMA }] : [],
  };
}

/** What of a database is exported. */
export interface ExportOptions {
  /** Default: every role that holds anything, without PUBLIC, superusers and the system's own roles. */
  readonly grantees?: readonly string[] | undefined;
  /** Roles whose giving is left out. */
  readonly ignoreGrantors?: readonly string[] | undefined;
  /** Of PUBLIC only what it was deprived of, be it among the grantees or not. */
  readonly closed?: boolean | undefined;
}

/**
 * Writes what was found as a declaration of few entries, a schema as a whole where everything in it is granted alike.
 * Planning that declaration against the same database gives nothing to do.
 */
export function exportGrants(
  found: FoundGrants,
  { grantees, ignoreGrantors, closed = false }: ExportOptions = {},
): DeclaredGrants {
  const index = indexFound(found, ignoreGrantors);
  const only = grantees === undefined ? undefined : new Set(grantees);
  const isPublicMeant = closed || only?.has(PUBLIC) === true;
  const isMeant = (grantee: string, target?: Target) => {
    if (grantee !== PUBLIC) return isExported(grantee, only, index);
    if (!isPublicMeant) return false;
    return !closed || (target !== undefined && leftToPublic(target, index) !== undefined);
  };
  const held = [...heldBy(index, isMeant)];
  return {
    database: found.database,
    mode: 'authoritative',
    ...(ignoreGrantors && ignoreGrantors.length > 0 && { ignore_grantors: ignoreGrantors }),
    grants: foldGrants([
      ...(isPublicMeant ? closedEntries(index) : []),
      ...held.flatMap(([grantee, mine]) => exportEntries(grantee, mine, index)),
    ]),
    default_privileges: foldDefaultPrivileges([
      ...(isPublicMeant ? closedDefaults(index) : []),
      ...defaultsOf(index, isMeant),
    ]),
  };
}

function isExported(grantee: string, only: ReadonlySet<string> | undefined, index: FoundIndex): boolean {
  if (only !== undefined) return only.has(grantee);
  const role = index.roles.get(grantee);
  return role !== undefined && !role.superuser && !isSystemRole(grantee);
}

function heldBy(
  index: FoundIndex,
  isMeant: (grantee: string, target: Target) => boolean,
): Map<string, Map<Target, Held>> {
  const held = new Map<string, Map<Target, Held>>();
  for (const target of index.targets) {
    // What PUBLIC has by nature nobody granted.
    if (isShared(target) || (target.pristine && target.kind !== 'database')) continue;
    for (const entry of target.entries) {
      const { grantee, initial, ignored } = entry;
      if (initial || ignored || grantee === target.owner || !isMeant(grantee, target)) continue;
      const mine = held.get(grantee) ?? new Map<Target, Held>();
      held.set(grantee, mine);
      mine.set(target, union(mine.get(target), entry));
    }
  }
  return held;
}

function defaultsOf(index: FoundIndex, isMeant: (grantee: string) => boolean): DefaultPrivilegePiece[] {
  const all = index.found.defaults.flatMap(({ owner, schema, on, entries }) =>
    entries
      .filter(({ grantee }) => grantee !== owner && isMeant(grantee))
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
