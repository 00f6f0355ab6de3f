import {
  bitsOf,
  builtInPublicBits,
  type DeclaredGrants,
  type DefaultPrivilegeEntry,
  holdsUnknown,
  knownNames,
  lackingPrivileges,
  namesOf,
  PUBLIC,
} from '../../../metadata';
import { type Path, type Problem, problem } from '../../../problem';
import type { CatalogDefaultKind } from '../found/found';
import type { FoundIndex } from '../found/found-index';
import { type Held, heldByGrantee, union } from '../found/held';
import { missingObject } from './missing-object';

/** What a grantee is to be given on future objects of one owner, in one schema or anywhere. */
export interface WantedDefault extends Held {
  readonly owner: string;
  readonly schema?: string;
  readonly on: CatalogDefaultKind;
  readonly grantee: string;
}

/** Default privileges as the catalog keeps them, one for each owner, schema, kind and grantee; and what is not there. */
export function resolveDefaults(
  entries: NonNullable<DeclaredGrants['default_privileges']>,
  index: FoundIndex,
): { wanted: WantedDefault[]; problems: Problem[] } {
  const closed = closedEverywhere(Object.values(entries));
  const resolved = Object.entries(entries).flatMap(([label, entry]) => {
    const known = { ...entry, grantees: knownNames(entry.grantees) };
    return holdsUnknown(known) ? [] : [resolveDefault(known, index, ['default_privileges', label], closed)];
  });
  const merged = new Map<string, WantedDefault>();
  for (const wanted of resolved.flatMap((each) => each.wanted)) {
    const key = JSON.stringify([wanted.owner, wanted.schema ?? '', wanted.on, wanted.grantee]);
    const before = merged.get(key);
    merged.set(key, before === undefined ? wanted : { ...wanted, ...union(before, wanted) });
  }
  return { wanted: [...merged.values()], problems: resolved.flatMap(({ problems }) => problems) };
}

function resolveDefault(
  entry: DefaultPrivilegeEntry,
  index: FoundIndex,
  path: Path,
  closed: ReadonlySet<string>,
): { wanted: WantedDefault[]; problems: Problem[] } {
  const version = index.found.serverVersion;
  const on = entry.on === 'routine' ? 'function' : entry.on;
  const lacking = lackingPrivileges(entry.privileges, on, [...path, 'privileges'], version);
  const absent = absentProblems(entry, index, path);
  const privileges = bitsOf(entry.privileges, on, version);
  // What is there counts, though something beside it is not: a plan from what was read before knows a part.
  const wanted = ownersIn(entry, index).flatMap((owner) =>
    schemasIn(entry, index).flatMap((schema) =>
      entry.grantees.map((grantee) => {
        const grantable = entry.with_grant_option === true && grantee !== PUBLIC ? privileges : 0;
        return { owner, ...(schema !== undefined && { schema }), on, grantee, privileges, grantable };
      }),
    ),
  );
  return {
    wanted,
    problems: [...lacking, ...absent, ...wanted.flatMap((each) => onlyAdds(each, index, path, closed))],
  };
}

function ownersIn({ on, owners }: DefaultPrivilegeEntry, index: FoundIndex): string[] {
  return hasKind(on, index) ? owners.filter((owner) => index.roles.has(owner)) : [];
}

function schemasIn({ schemas }: DefaultPrivilegeEntry, index: FoundIndex): (string | undefined)[] {
  return schemas?.filter((schema) => index.named('schema', undefined, schema).length > 0) ?? [undefined];
}

function hasKind(on: DefaultPrivilegeEntry['on'], index: FoundIndex): boolean {
  return on !== 'large_object' || index.found.serverVersion >= 180000;
}

/** What PUBLIC is given in the whole database a schema's default privileges cannot take. */
function onlyAdds(
  { owner, schema, on, grantee, privileges }: WantedDefault,
  index: FoundIndex,
  path: Path,
  closed: ReadonlySet<string>,
): Problem[] {
  if (grantee !== PUBLIC || schema === undefined || privileges !== 0) return [];
  const row = index.found.defaults.find((each) => each.owner === owner && each.schema === undefined && each.on === on);
  const given = row === undefined ? builtInPublicBits(on) : heldByGrantee(row.entries).get(PUBLIC)?.privileges;
  if (!given || closed.has(`${on} ${owner}`)) return [];
  const what = `Default privileges in a schema only add: PUBLIC is given ${namesOf(given).join(', ')} in the whole database`;
  return [
    problem('GRANT_DEFAULT_ONLY_ADDS', [...path, 'schemas'], what, {
      value: schema,
      next: `Leave schemas out: { owners = ["${owner}"], on = "${on}", grantees = ["public"], privileges = [] }, and give EXECUTE or USAGE again where it is meant.`,
    }),
  ];
}

/** Of whose future objects PUBLIC is to be given nothing, wherever they are made: kind and owner. */
function closedEverywhere(entries: readonly DefaultPrivilegeEntry[]): Set<string> {
  const closing = entries.filter(
    ({ schemas, grantees, privileges }) =>
      schemas == null && knownNames(grantees).includes(PUBLIC) && Array.isArray(privileges) && privileges.length === 0,
  );
  return new Set(
    closing.flatMap(({ on, owners }) =>
      knownNames(owners).map((owner) => `${on === 'routine' ? 'function' : on} ${owner}`),
    ),
  );
}

/** What an entry speaks of that is not there. */
function absentProblems(entry: DefaultPrivilegeEntry, index: FoundIndex, path: Path): Problem[] {
  const { on, schemas, owners } = entry;
  if (!hasKind(on, index)) {
    const what = 'Default privileges on large objects exist from PostgreSQL 18';
    return [problem('GRANT_PRIVILEGE_UNKNOWN', [...path, 'on'], what)];
  }
  const noSchemas = (schemas ?? []).flatMap((schema, position) =>
    index.named('schema', undefined, schema).length > 0
      ? []
      : [missingObject('schema', schema, index, [...path, 'schemas', position])],
  );
  const noOwners = owners.flatMap((owner, position) =>
    index.roles.has(owner) ? [] : [missingOwner(owner, [...path, 'owners', position])],
  );
  return [...noSchemas, ...noOwners];
}

function missingOwner(owner: string, path: Path): Problem {
  return problem('GRANTEE_MISSING', path, 'There is no role of this name to own future objects', {
    value: owner,
    next: 'Create the role before this runs, or correct the name.',
  });
}
