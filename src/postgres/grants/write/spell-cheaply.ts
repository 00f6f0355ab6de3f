import type { FoundIndex, Place } from '../found/found-index';
import { namedObject } from './fold-privileges';
import type { GrantStatement, NamedObject, PrivilegeStatement } from './grant-statement';

/**
 * Names objects one by one where ALL ... IN SCHEMA would be slow. For that PostgreSQL goes over its whole catalog, once a
 * schema and kind of relation, and over every row that the same transaction has left behind there; a name is looked up in
 * an index. The short form stays where that does not matter, for people read it. Pure.
 */
export function spellCheaply(statements: readonly GrantStatement[], index: FoundIndex): readonly GrantStatement[] {
  const { rows, objects } = workOfAll(statements, index);
  if (rows <= ROWS_FOR_FREE || rows <= ROWS_AN_OBJECT * objects) return statements;
  const known = new Map<Place, readonly NamedObject[]>();
  const objectsOf = (place: Place) => {
    const all = known.get(place) ?? place.targets.map(namedObject);
    known.set(place, all);
    return all;
  };
  return statements.map((each) =>
    each.do === 'change privileges' && each.schemas !== null
      ? { ...each, schemas: null, objects: placesOf(each, index).flatMap(objectsOf) }
      : each,
  );
}

/** A tenth of a second, about. */
const ROWS_FOR_FREE = 1_000_000;

/** To go over a row takes a thousandth of what it takes to change an access list; a third of the time may be lost. */
const ROWS_AN_OBJECT = 300;

/** Where PostgreSQL looks for all objects of a schema, and how often: for tables, views and so on by turns. */
const CATALOGS: Partial<Record<PrivilegeStatement['on'], { of: 'relations' | 'functions'; scans: number }>> = {
  table: { of: 'relations', scans: 5 },
  sequence: { of: 'relations', scans: 1 },
  function: { of: 'functions', scans: 1 },
  procedure: { of: 'functions', scans: 1 },
};

/** How many rows PostgreSQL goes over for ALL ... IN SCHEMA, and how many objects are meant so. */
function workOfAll(statements: readonly GrantStatement[], index: FoundIndex): { rows: number; objects: number } {
  const size = { relations: 0, functions: 0, ...index.found.rows };
  const work = { rows: 0, objects: 0 };
  for (const each of statements) {
    if (each.do !== 'change privileges') continue;
    const catalog = CATALOGS[each.on];
    if (catalog === undefined) continue;
    const meant = placesOf(each, index).reduce((sum, { targets }) => sum + targets.length, 0);
    work.rows += (each.schemas ?? []).length * catalog.scans * size[catalog.of];
    work.objects += meant;
    // Each change leaves a row behind.
    size[catalog.of] += each.objects?.length ?? meant;
  }
  return work;
}

function placesOf({ on, schemas }: PrivilegeStatement, index: FoundIndex): readonly Place[] {
  if (on === 'routine') return [];
  return (schemas ?? []).flatMap((schema) => index.place(on, schema) ?? []);
}
