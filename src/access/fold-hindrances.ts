import type { AccessReport } from '../metadata';

type OfNoUse = AccessReport['of_no_use'][number];

/** What keeps a role from what it has in a database, in one sentence for all places where it is the same. */
export interface Hindrance {
  readonly role: string;
  readonly database: string;
  readonly text: string;
}

/** @param mostNames of places that are named; past it they are counted */
export function foldHindrances(all: readonly OfNoUse[], mostNames = Number.POSITIVE_INFINITY): Hindrance[] {
  const folded = new Map<string, { first: OfNoUse; places: string[] }>();
  for (const each of all) {
    const { role, database, why, schema, object } = each;
    const key = JSON.stringify([role, database, why]);
    const group = folded.get(key) ?? { first: each, places: [] };
    folded.set(key, group);
    if (schema !== null) group.places.push(object === null ? schema : `${schema}.${object}`);
  }
  return [...folded.values()].map(({ first: { role, database, why, object }, places }) => {
    const of = object === null ? ' ' : ' of ';
    return { role, database, text: places.length === 0 ? why : why + of + namesUpTo(places.sort(), mostNames) };
  });
}

/** Names past a number are counted. */
export function namesUpTo(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}
