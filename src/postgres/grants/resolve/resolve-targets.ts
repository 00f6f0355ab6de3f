import { type GrantEntry, type GrantKind, hasSignature, livesInSchema, type TargetKind } from '../../../metadata';
import { type Path, type Problem, problem } from '../../../problem';
import type { FoundIndex, Place, Target } from '../found/found-index';
import { matchFunction } from './match-function';
import { missingObject } from './missing-object';

/** What an entry speaks of. */
export interface ResolvedTargets {
  readonly targets: readonly Target[];
  /** The places that it means as a whole. */
  readonly whole: readonly Place[];
  readonly problems: readonly Problem[];
}

/** The targets that an entry means, and what it names that is not there. */
export function resolveTargets(entry: GrantEntry, index: FoundIndex, path: Path): ResolvedTargets {
  if (entry.on === 'database') return found(index.database === undefined ? [] : [index.database]);
  if (!livesInSchema(entry.on))
    return together(namesOf(entry, (name, at) => objectNamed({ on: entry.on }, name, index, at), path));
  const schemas = entry.schemas ?? [];
  const isThere = schemas.map((schema) => index.named('schema', undefined, schema).length > 0);
  const missing = schemas.flatMap((schema, position) =>
    isThere[position] ? [] : [refused(missingObject('schema', schema, index, [...path, 'schemas', position]))],
  );
  const there = schemas.filter((_, position) => isThere[position]);
  const meant =
    entry.objects == null
      ? [allOf(entry, there, index, path)]
      : there.map((schema) => inSchema(entry, schema, index, path));
  return together([...missing, ...meant]);
}

function inSchema(entry: GrantEntry, schema: string, index: FoundIndex, path: Path): ResolvedTargets {
  const { columns } = entry;
  const kinds = kindsOf(entry.on);
  if (columns != null) {
    return together(namesOf(entry, (table, at) => columnsNamed(schema, table, columns, index, at, path), path));
  }
  return together(namesOf(entry, (name, at) => oneOf(entry.on, schema, name, kinds, index, at), path));
}

/** Every object of the kind in the schemas. What is left out must be in one of them at least. */
function allOf(
  { on, except, extensions }: GrantEntry,
  schemas: readonly string[],
  index: FoundIndex,
  path: Path,
): ResolvedTargets {
  const kinds = kindsOf(on);
  const whole = schemas.flatMap((schema) => kinds.flatMap((kind) => index.place(kind, schema) ?? []));
  const [only, ...others] = whole;
  const targets = only !== undefined && others.length === 0 ? only.targets : whole.flatMap((each) => each.targets);
  if (except == null && extensions !== 'skip') return { targets, whole, problems: [] };
  const left = together(
    (except ?? []).map((name, position) => {
      const at = [...path, 'except', position];
      const named = schemas.map((schema) => oneOf(on, schema, name, kinds, index, at));
      const some = named.filter(({ targets: found }) => found.length > 0);
      return together(some.length > 0 ? some : named.slice(0, 1));
    }),
  );
  const out = new Set(left.targets);
  const meant = targets.filter((each) => !out.has(each) && !(extensions === 'skip' && each.extension !== undefined));
  return { targets: meant, whole, problems: left.problems };
}

function oneOf(
  on: GrantKind,
  schema: string,
  name: string,
  kinds: readonly TargetKind[],
  index: FoundIndex,
  at: Path,
): ResolvedTargets {
  if (hasSignature(on)) return functionNamed(schema, name, kinds, index, at);
  return objectNamed({ on, schema }, name, index, at);
}

function kindsOf(on: GrantKind): TargetKind[] {
  return on === 'routine' ? ['function', 'procedure'] : [on];
}

function namesOf<Each>({ objects }: GrantEntry, resolve: (name: string, at: Path) => Each, path: Path): Each[] {
  return (objects ?? []).map((name, position) => resolve(name, [...path, 'objects', position]));
}

function found(targets: readonly Target[]): ResolvedTargets {
  return { targets, whole: [], problems: [] };
}

function refused(...problems: readonly Problem[]): ResolvedTargets {
  return { targets: [], whole: [], problems };
}

function together(all: readonly ResolvedTargets[]): ResolvedTargets {
  return {
    targets: all.flatMap(({ targets }) => targets),
    whole: all.flatMap(({ whole }) => whole),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function functionNamed(
  schema: string,
  name: string,
  kinds: readonly TargetKind[],
  index: FoundIndex,
  at: Path,
): ResolvedTargets {
  const match = matchFunction(name, kinds, schema, index);
  if ('target' in match) return found([match.target]);
  const code = match.missing ? 'GRANT_OBJECT_MISSING' : 'GRANT_SIGNATURE';
  return refused(problem(code, at, match.fault, { value: name, ...match.more }));
}

function objectNamed(
  { on, schema }: { readonly on: GrantKind; readonly schema?: string },
  name: string,
  index: FoundIndex,
  at: Path,
): ResolvedTargets {
  const exact = on === 'parameter' ? name.toLowerCase() : name;
  const targets = kindsOf(on).flatMap((kind) => index.named(kind, schema, exact));
  if (targets.length === 0) return refused(missingObject(on, name, index, at, schema));
  const problems = targets.flatMap(({ refuses }) =>
    refuses === undefined
      ? []
      : [problem('GRANT_CANNOT_ACT', at, `PostgreSQL refuses grants here: ${refuses}`, { value: name })],
  );
  return { targets, whole: [], problems };
}

function columnsNamed(
  schema: string,
  table: string,
  columns: readonly string[],
  index: FoundIndex,
  at: Path,
  path: Path,
): ResolvedTargets {
  if (index.named('table', schema, table).length === 0) {
    return refused(missingObject('table', table, index, at, schema));
  }
  return together(
    columns.map((column, position) => {
      const targets = index.named('column', schema, column, table);
      if (targets.length > 0) return found(targets);
      return refused(missingColumn(schema, table, column, index, [...path, 'columns', position]));
    }),
  );
}

function missingColumn(schema: string, table: string, column: string, index: FoundIndex, at: Path): Problem {
  const there = (index.place('column', schema, table)?.targets ?? [])
    .map(({ name }) => name)
    .filter((each) => !SYSTEM_COLUMNS.has(each));
  return problem('GRANT_OBJECT_MISSING', at, `Table ${schema}.${table} has no such column`, {
    value: column,
    allowed: there.slice(0, 20).join(', '),
  });
}

/** Every table has them, and hardly anybody means them. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'cmax', 'xmax', 'cmin', 'xmin', 'ctid']);
