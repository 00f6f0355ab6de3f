import { bitsOf, type DefaultPrivilegeEntry, holdsUnknown, lackingPrivileges, PUBLIC } from '../../metadata';
import { type Path, type Problem, problem } from '../../problem';
import type { CatalogDefaultKind } from './found';
import type { FoundIndex } from './found-index';
import { type Held, union } from './held';
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
    holdsUnknown(entry) ? [] : [resolveDefault(entry, index, ['default_privileges', position])],
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
  return { wanted, problems: lacking };
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
