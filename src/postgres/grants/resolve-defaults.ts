import {
  bitsOf,
  builtInPublicBits,
  type DefaultPrivilegeEntry,
  holdsUnknown,
  lackingPrivileges,
  namesOf,
  PUBLIC,
} from '../../metadata';
import { type Path, type Problem, problem } from '../../problem';
import type { CatalogDefaultKind } from './found';
import type { FoundIndex } from './found-index';
import { type Held, heldByGrantee, union } from './held';
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
  entries: readonly DefaultPrivilegeEntry[],
  index: FoundIndex,
): { wanted: WantedDefault[]; problems: Problem[] } {
  const resolved = entries.flatMap((entry, position) =>
    holdsUnknown(entry) ? [] : [resolveDefault(entry, index, ['default_privileges', position], entries)],
  );
  const merged = new Map<string, WantedDefault>();
  for (const { wanted } of resolved) {
    if (wanted === undefined) continue;
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
  all: readonly DefaultPrivilegeEntry[],
): { wanted?: WantedDefault; problems: Problem[] } {
  const version = index.found.serverVersion;
  const on = entry.on === 'routine' ? 'function' : entry.on;
  const lacking = lackingPrivileges(entry.privileges, on, [...path, 'privileges'], version);
  const absent = absentProblem(entry, index, path);
  if (absent !== undefined) return { problems: [...lacking, absent] };
  const { owner, schema, grantee } = entry;
  const privileges = bitsOf(entry.privileges, on, version);
  const grantable = entry.with_grant_option === true && grantee !== PUBLIC ? privileges : 0;
  const wanted = { owner, ...(schema != null && { schema }), on, grantee, privileges, grantable };
  return { wanted, problems: [...lacking, ...onlyAdds(wanted, index, path, all)] };
}

/** What PUBLIC is given in the whole database a schema's default privileges cannot take. */
function onlyAdds(
  { owner, schema, on, grantee, privileges }: WantedDefault,
  index: FoundIndex,
  path: Path,
  all: readonly DefaultPrivilegeEntry[],
): Problem[] {
  if (grantee !== PUBLIC || schema === undefined || privileges !== 0) return [];
  const row = index.found.defaults.find((each) => each.owner === owner && each.schema === undefined && each.on === on);
  const given = row === undefined ? builtInPublicBits(on) : heldByGrantee(row.entries).get(PUBLIC)?.privileges;
  const isTaken = all.some(
    (each) =>
      each.owner === owner &&
      each.schema == null &&
      each.grantee === PUBLIC &&
      (each.on === 'routine' ? 'function' : each.on) === on &&
      each.privileges.length === 0,
  );
  if (!given || isTaken) return [];
  const what = `Default privileges in a schema only add: PUBLIC is given ${namesOf(given).join(', ')} in the whole database`;
  return [
    problem('GRANT_DEFAULT_ONLY_ADDS', [...path, 'schema'], what, {
      value: schema,
      next: `Leave schema out: { owner = "${owner}", on = "${on}", grantee = "public", privileges = [] }, and give EXECUTE or USAGE again where it is meant.`,
    }),
  ];
}

/** What an entry speaks of that is not there. */
function absentProblem(entry: DefaultPrivilegeEntry, index: FoundIndex, path: Path): Problem | undefined {
  const { on, schema, owner } = entry;
  if (on === 'large_object' && index.found.serverVersion < 180000) {
    const what = 'Default privileges on large objects exist from PostgreSQL 18';
    return problem('GRANT_PRIVILEGE_UNKNOWN', [...path, 'on'], what);
  }
  if (schema != null && index.named('schema', undefined, schema).length === 0) {
    return missingObject('schema', schema, index, [...path, 'schema']);
  }
  if (index.roles.has(owner)) return undefined;
  return problem('GRANTEE_MISSING', [...path, 'owner'], 'There is no role of this name to own future objects', {
    value: owner,
    next: 'Create the role before this runs, or correct the name.',
  });
}
