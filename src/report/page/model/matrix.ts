import type { Right } from './data';
import { rankOf } from './strongest';

/** One column: a schema with all that is in it, or one object. */
export interface Column {
  readonly key: string;
  readonly label: string;
  /** What it is a part of: the database, or the kind of object. */
  readonly above: string;
  readonly place: Place;
}

/** Where rights are; `object` where one alone is meant. */
export interface Place {
  readonly database: string | null;
  /** Null: what lives in no schema. */
  readonly schema: string | null;
  readonly object?: { readonly on: string; readonly name: string };
}

/** The strongest right of each role in each column. */
export interface Matrix {
  readonly roles: readonly string[];
  readonly columns: readonly Column[];
  /** An index of `LEVELS`. */
  rank(role: number, column: number): number;
  /** Whether it has that on everything of a kind, and not on some objects only. */
  isWhole(role: number, column: number): boolean;
}

/** The schemas of the rights, database by database; what lives in no schema comes first. */
export function schemaColumns(rights: readonly Right[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { database, schema, on, objects } of rights) {
    const place = { database, schema: schema ?? (on === 'schema' ? (objects[0] as string) : null) };
    // A schema's own rights stand with those of what is in it.
    for (const each of on === 'schema' ? objects.map((name) => ({ database, schema: name })) : [place]) {
      const key = keyOf(each);
      if (!columns.has(key)) columns.set(key, { key, place: each, ...labelsOf(each) });
    }
  }
  return [...columns.values()].sort(byLabel);
}

/** The objects of a schema, each a column. */
export function objectColumns(rights: readonly Right[], { database, schema }: Place): Column[] {
  const columns = new Map<string, Column>();
  for (const right of rights) {
    if (!isIn(right, { database, schema }) || right.on === 'schema') continue;
    for (const name of right.objects) {
      const key = `${right.on} ${name}`;
      if (columns.has(key)) continue;
      const place: Place = { database, schema, object: { on: right.on, name } };
      columns.set(key, { key, label: name, above: right.on.replaceAll('_', ' '), place });
    }
  }
  return [...columns.values()].sort(byLabel);
}

/** @param totals how many objects of each kind there are */
export function matrixOf(
  rights: readonly Right[],
  roles: readonly string[],
  columns: readonly Column[],
  totals: ReadonlyMap<string, number>,
): Matrix {
  const rows = new Map(roles.map((name, at) => [name, at]));
  const at = new Map(columns.map(({ place }, number) => [keyOf(place), number]));
  const ranks = new Uint8Array(roles.length * columns.length);
  const whole = new Uint8Array(ranks.length);
  const byObject = columns[0]?.place.object !== undefined;
  // Of one privilege a role has an object by one right alone, so that the counts of several add up.
  const counts = new Map<string, number>();
  for (const right of rights) {
    const rank = rankOf(right);
    const numbers = columnsOf(right, at, byObject);
    if (numbers.length === 0) continue;
    const total = byObject || right.schema === null ? 1 : (totals.get(kindKey(right)) ?? Number.POSITIVE_INFINITY);
    for (const role of right.roles) {
      const row = rows.get(role);
      if (row === undefined) continue;
      for (const number of numbers) {
        const cell = row * columns.length + number;
        if (rank < (ranks[cell] as number)) continue;
        if (rank > (ranks[cell] as number)) whole[cell] = 0;
        ranks[cell] = rank;
        if (whole[cell] === 1 || right.column !== null) continue;
        for (const privilege of right.privileges) {
          const key = `${cell} ${rank} ${right.on} ${privilege}`;
          const count = (counts.get(key) ?? 0) + right.objects.length;
          counts.set(key, count);
          if (count >= total) whole[cell] = 1;
        }
      }
    }
  }
  return {
    roles,
    columns,
    rank: (role, column) => ranks[role * columns.length + column] as number,
    isWhole: (role, column) => whole[role * columns.length + column] === 1,
  };
}

/** How many objects of a kind a schema has, as the rights that are on all of them say. */
export function totalsIn(rights: readonly Right[]): Map<string, number> {
  return new Map(rights.filter((each) => each.whole_schema).map((each) => [kindKey(each), each.objects.length]));
}

function kindKey({ database, schema, on }: Right): string {
  return JSON.stringify([database, schema, on]);
}

/** Whether a right is one on something there. */
export function isIn({ database, schema, on, objects }: Right, place: Place): boolean {
  if (database !== place.database) return false;
  if (place.object !== undefined) {
    return schema === place.schema && on === place.object.on && objects.includes(place.object.name);
  }
  return on === 'schema' ? place.schema !== null && objects.includes(place.schema) : schema === place.schema;
}

function columnsOf(
  { database, schema, on, objects }: Right,
  at: ReadonlyMap<string, number>,
  byObject: boolean,
): number[] {
  const places: Place[] = byObject
    ? objects.map((name) => ({ database, schema, object: { on, name } }))
    : on === 'schema'
      ? objects.map((name) => ({ database, schema: name }))
      : [{ database, schema }];
  return places.flatMap((each) => at.get(keyOf(each)) ?? []);
}

function keyOf({ database, schema, object }: Place): string {
  return JSON.stringify([database, schema, object?.on, object?.name]);
}

function labelsOf({ database, schema }: Place): Pick<Column, 'label' | 'above'> {
  if (database === null) return { label: '(server)', above: '' };
  return { label: schema ?? '(database)', above: database };
}

function byLabel(one: Column, other: Column): number {
  return compare(one.above, other.above) || compare(one.label, other.label);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
