import {
  bitsOf,
  type DeclaredGrants,
  type GrantEntry,
  type GrantKind,
  holdsUnknown,
  kindLabel,
  lackingPrivileges,
  livesInSchema,
  PUBLIC,
  type TargetKind,
  targetKind,
} from '../../metadata';
import { type Path, type Problem, problem } from '../../problem';
import type { CatalogDefaultKind } from './found';
import { type FoundIndex, placeKey } from './found-index';
import { matchFunction } from './match-function';

/** What a declaration comes to on this very database. */
export interface Wanted {
  /** Everybody the declaration names. */
  readonly grantees: ReadonlySet<string>;
  /** Grantee, position of the target, privileges. A target with no privileges is one that an entry names. */
  readonly grants: ReadonlyMap<string, ReadonlyMap<number, Held>>;
  readonly defaults: readonly WantedDefault[];
  /** `placeKey` of the schemas that an entry means as a whole. */
  readonly wholeSchemas: ReadonlySet<string>;
}

/** Privileges, and the part of them that may be passed on; bits of `PRIVILEGE_BITS`. */
export interface Held {
  privileges: number;
  grantable: number;
}

export interface WantedDefault extends Held {
  readonly owner: string;
  readonly schema?: string;
  readonly on: CatalogDefaultKind;
  readonly grantee: string;
}

/**
 * Finds the objects that a declaration speaks of, and says which are not there. What touches an unknown value is skipped.
 *
 * @param lenient say nothing about what is missing: for what was declared before
 */
export function resolveGrants(
  declared: DeclaredGrants,
  index: FoundIndex,
  lenient = false,
): { wanted: Wanted; problems: Problem[] } {
  const problems: Problem[] = [];
  const grantees = new Set<string>();
  const grants = new Map<string, Map<number, Held>>();
  const wholeSchemas = new Set<string>();
  const version = index.found.serverVersion;
  (declared.grants ?? []).forEach((entry, position) => {
    const path: Path = ['grants', position];
    if (typeof entry.grantee === 'string') grantees.add(entry.grantee);
    if (holdsUnknown(entry)) return;
    const kind = targetKind(entry.on, entry.columns != null);
    problems.push(...lackingPrivileges(entry.privileges, kind, [...path, 'privileges'], version));
    const places = findTargets(entry, index, path, wholeSchemas);
    problems.push(...places.problems);
    const bits = bitsOf(entry.privileges, kind, version);
    const mine = grants.get(entry.grantee) ?? new Map<number, Held>();
    grants.set(entry.grantee, mine);
    for (const target of places.targets) add(mine, target, bits, entry.with_grant_option === true);
  });
  const defaults = resolveDefaults(declared, index, grantees, problems);
  return { wanted: { grantees, grants, defaults, wholeSchemas }, problems: lenient ? [] : problems };
}

function add(mine: Map<number, Held>, target: number, bits: number, grantable: boolean): void {
  const held = mine.get(target);
  if (held === undefined) mine.set(target, { privileges: bits, grantable: grantable ? bits : 0 });
  else {
    held.privileges |= bits;
    if (grantable) held.grantable |= bits;
  }
}

interface Places {
  targets: number[];
  problems: Problem[];
}

function findTargets(entry: GrantEntry, index: FoundIndex, path: Path, wholeSchemas: Set<string>): Places {
  if (entry.on === 'database') return { targets: [...(index.places.get(placeKey('database')) ?? [])], problems: [] };
  if (!livesInSchema(entry.on)) return namedTargets(entry, index, path);
  const schema = entry.schema ?? '';
  if (index.named('schema', undefined, schema).length === 0) {
    return { targets: [], problems: [missing('schema', schema, index, [...path, 'schema'])] };
  }
  const kinds = kindsOf(entry.on);
  if (entry.objects == null) {
    for (const kind of kinds) wholeSchemas.add(placeKey(kind, schema));
    return { targets: kinds.flatMap((kind) => index.places.get(placeKey(kind, schema)) ?? []), problems: [] };
  }
  if (entry.columns != null) return columnTargets(entry, entry.columns, index, path);
  return namedTargets(entry, index, path);
}

function kindsOf(on: GrantKind): TargetKind[] {
  return on === 'routine' ? ['function', 'procedure'] : [on];
}

function namedTargets(entry: GrantEntry, index: FoundIndex, path: Path): Places {
  const targets: number[] = [];
  const problems: Problem[] = [];
  (entry.objects ?? []).forEach((name, position) => {
    const at = [...path, 'objects', position];
    if (['function', 'procedure', 'routine'].includes(entry.on)) {
      const match = matchFunction(name, kindsOf(entry.on), entry.schema ?? '', index);
      if ('target' in match) targets.push(match.target);
      else problems.push(problem('GRANT_SIGNATURE', at, match.fault, { value: name, ...match.more }));
      return;
    }
    const exact = entry.on === 'parameter' ? name.toLowerCase() : name;
    const found = index.named(entry.on as TargetKind, entry.schema ?? undefined, exact);
    targets.push(...found);
    if (found.length === 0) problems.push(missing(entry.on, name, index, at, entry.schema ?? undefined));
    for (const target of found) {
      const refuses = index.found.targets[target]?.refuses;
      if (refuses === undefined) continue;
      problems.push(problem('GRANT_CANNOT_ACT', at, `PostgreSQL refuses grants here: ${refuses}`, { value: name }));
    }
  });
  return { targets, problems };
}

function columnTargets(entry: GrantEntry, columns: readonly string[], index: FoundIndex, path: Path): Places {
  const schema = entry.schema ?? '';
  const targets: number[] = [];
  const problems: Problem[] = [];
  (entry.objects ?? []).forEach((table, position) => {
    if (index.named('table', schema, table).length === 0) {
      problems.push(missing('table', table, index, [...path, 'objects', position], schema));
      return;
    }
    columns.forEach((column, columnPosition) => {
      const found = index.named('column', schema, column, table);
      targets.push(...found);
      if (found.length > 0) return;
      const there = (index.places.get(placeKey('column', schema, table)) ?? [])
        .map((each) => index.found.targets[each]?.name ?? '')
        .filter((each) => !SYSTEM_COLUMNS.has(each))
        .slice(0, 20);
      problems.push(
        problem(
          'GRANT_OBJECT_MISSING',
          [...path, 'columns', columnPosition],
          `Table ${schema}.${table} has no such column`,
          {
            value: column,
            allowed: there.join(', '),
          },
        ),
      );
    });
  });
  return { targets, problems };
}

/** Every table has them, and hardly anybody means them. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'cmax', 'xmax', 'cmin', 'xmin', 'ctid']);

function missing(kind: GrantKind, name: string, index: FoundIndex, path: Path, schema?: string): Problem {
  const where = schema === undefined ? `database ${index.found.database}` : `schema ${schema}`;
  const same = (index.places.get(placeKey(kind as TargetKind, schema)) ?? []).map(
    (each) => index.found.targets[each]?.name ?? '',
  );
  const close = same.find((each) => each.toLowerCase() === name.toLowerCase());
  return problem('GRANT_OBJECT_MISSING', path, `There is no ${kindLabel(kind)} of this name in ${where}`, {
    value: name,
    next:
      close === undefined
        ? `Create it before this runs, or correct the name.`
        : `Names are taken as they are, upper and lower case too: there is ${close}.`,
  });
}

function resolveDefaults(
  declared: DeclaredGrants,
  index: FoundIndex,
  grantees: Set<string>,
  problems: Problem[],
): WantedDefault[] {
  const version = index.found.serverVersion;
  const merged = new Map<string, WantedDefault>();
  (declared.default_privileges ?? []).forEach((entry, position) => {
    const path: Path = ['default_privileges', position];
    if (typeof entry.grantee === 'string') grantees.add(entry.grantee);
    if (holdsUnknown(entry)) return;
    const on = entry.on === 'routine' ? 'function' : entry.on;
    problems.push(...lackingPrivileges(entry.privileges, on, [...path, 'privileges'], version));
    if (on === 'large_object' && version < 180000) {
      const what = 'Default privileges on large objects exist from PostgreSQL 18';
      problems.push(problem('GRANT_PRIVILEGE_UNKNOWN', [...path, 'on'], what));
      return;
    }
    if (entry.schema != null && index.named('schema', undefined, entry.schema).length === 0) {
      problems.push(missing('schema', entry.schema, index, [...path, 'schema']));
      return;
    }
    if (!index.roles.has(entry.owner)) {
      problems.push(
        problem('GRANTEE_MISSING', [...path, 'owner'], 'There is no role of this name to own future objects', {
          value: entry.owner,
          next: 'Create the role before this runs, or correct the name.',
        }),
      );
      return;
    }
    const bits = bitsOf(entry.privileges, on, version);
    const key = JSON.stringify([entry.owner, entry.schema ?? '', on, entry.grantee]);
    const held = merged.get(key) ?? {
      owner: entry.owner,
      ...(entry.schema != null && { schema: entry.schema }),
      on,
      grantee: entry.grantee,
      privileges: 0,
      grantable: 0,
    };
    held.privileges |= bits;
    if (entry.with_grant_option === true && entry.grantee !== PUBLIC) held.grantable |= bits;
    merged.set(key, held);
  });
  return [...merged.values()];
}
