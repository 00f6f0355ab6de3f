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
      if (!columns.has(key)) {
        columns.set(key, { key: JSON.stringify([each.database, each.schema]), place: each, ...labelsOf(each) });
      }
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

/** Rows that are kept; more are only there while somebody scrolls. */
const MOST_ROWS = 1_000;

/**
 * Row by row when it is looked at: there may be ten thousand roles, and as many objects.
 *
 * @param totals how many objects of each kind there are
 */
export function matrixOf(
  rights: readonly Right[],
  roles: readonly string[],
  columns: readonly Column[],
  totals: ReadonlyMap<string, number>,
): Matrix {
  const at = new Map(columns.map(({ place }, number) => [keyOf(place), number]));
  const byObject = columns[0]?.place.object !== undefined;
  const ofRole = new Map<string, Right[]>();
  for (const right of rights) {
    for (const role of right.roles) {
      const mine = ofRole.get(role);
      if (mine === undefined) ofRole.set(role, [right]);
      else mine.push(right);
    }
  }
  const numbers = new Map<Right, readonly number[]>();
  const numbersOf = (right: Right) => {
    let found = numbers.get(right);
    if (found === undefined) {
      found = columnsOf(right, at, byObject);
      numbers.set(right, found);
    }
    return found;
  };
  const rows = new Map<number, Row>();
  const rowOf = (number: number) => {
    let row = rows.get(number);
    if (row === undefined) {
      if (rows.size >= MOST_ROWS) rows.clear();
      const mine = ofRole.get(roles[number] as string) ?? [];
      row = rowFrom(mine, numbersOf, columns.length, (right) =>
        byObject || right.schema === null ? 1 : (totals.get(kindKey(right)) ?? Number.POSITIVE_INFINITY),
      );
      rows.set(number, row);
    }
    return row;
  };
  return {
    roles,
    columns,
    rank: (role, column) => rowOf(role).ranks[column] as number,
    isWhole: (role, column) => rowOf(role).whole[column] === 1,
  };
}

interface Row {
  readonly ranks: Uint8Array;
  readonly whole: Uint8Array;
}

function rowFrom(
  rights: readonly Right[],
  numbersOf: (right: Right) => readonly number[],
  width: number,
  totalOf: (right: Right) => number,
): Row {
  const [ranks, whole] = [new Uint8Array(width), new Uint8Array(width)];
  // Of one privilege a role has an object by one right alone, so that the counts of several add up.
  const counts = new Map<string, number>();
  for (const right of rights) {
    const rank = rankOf(right);
    const total = totalOf(right);
    for (const number of numbersOf(right)) {
      if (rank < (ranks[number] as number)) continue;
      if (rank > (ranks[number] as number)) whole[number] = 0;
      ranks[number] = rank;
      if (whole[number] === 1 || right.column !== null) continue;
      if (total <= right.objects.length) {
        whole[number] = 1;
        continue;
      }
      for (const privilege of right.privileges) {
        const key = `${number} ${rank} ${right.on} ${privilege}`;
        const count = (counts.get(key) ?? 0) + right.objects.length;
        counts.set(key, count);
        if (count >= total) whole[number] = 1;
      }
    }
  }
  return { ranks, whole };
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
  const found: number[] = [];
  const add = (number: number | undefined) => {
    if (number !== undefined) found.push(number);
  };
  if (byObject) for (const name of objects) add(at.get(keyOf({ database, schema, object: { on, name } })));
  else if (on === 'schema') for (const name of objects) add(at.get(keyOf({ database, schema: name })));
  else add(at.get(keyOf({ database, schema })));
  return found;
}

/** No name holds a NUL, and a name begins with none. */
function keyOf({ database, schema, object }: Place): string {
  const place = `${database ?? '\0'}\0${schema ?? '\0'}`;
  return object === undefined ? place : `${place}\0${object.on}\0${object.name}`;
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
