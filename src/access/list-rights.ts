import { type GrantKind, namesOf, PRIVILEGE_BITS, type Privilege } from '../metadata';
import type { AccessList, AccessObject } from '../postgres/access';
import type { AccessIndex, Effective } from './effective';
import type { Reason, RightGroup } from './right';

/** Which rights are asked for. */
export interface AccessFilter {
  /** Role names, and `public`. Default: every role but PostgreSQL's own. */
  readonly roles?: readonly string[] | undefined;
  /** Default: all. */
  readonly objects?: readonly ObjectName[] | undefined;
  /** Default: all. */
  readonly privilege?: Privilege | undefined;
}

/** One object as people name it. */
export interface ObjectName {
  readonly kind: Exclude<GrantKind, 'routine'> | 'column';
  readonly schema?: string;
  readonly name: string;
  /** Of a column: its table. */
  readonly table?: string;
}

/** The rights that roles have in effect in a database, one group after the other. */
export function* listRights(index: AccessIndex, filter: AccessFilter = {}): Generator<RightGroup> {
  const lists = partsOf(index.found.lists, filter.objects);
  const wanted = filter.privilege === undefined ? -1 : PRIVILEGE_BITS[filter.privilege];
  for (const role of filter.roles ?? rolesOf(index)) {
    for (const { list, places } of lists) {
      const effective = index.effective(role, list);
      if ((effective.privileges & wanted) === 0) continue;
      for (const { schema, objects, names } of places) {
        if (list.kind === 'column') yield* columnRights(role, list, objects, index, wanted);
        else {
          const common = { database: databaseOf(list, index), role, on: list.kind, schema, column: null };
          for (const each of apart(effective, effective.privileges & wanted, effective.grantable)) {
            yield { ...common, objects: names, ...each };
          }
        }
      }
    }
  }
}

/** The roles that are answered for where nobody names any: PostgreSQL's own sign nobody in. */
export function rolesOf({ found }: AccessIndex): string[] {
  return found.roles.map(({ name }) => name).filter((name) => !name.startsWith('pg_'));
}

/** What a role has on columns alone, and not on their whole table. */
function* columnRights(
  role: string,
  list: AccessList,
  objects: readonly AccessObject[],
  index: AccessIndex,
  wanted: number,
): Generator<RightGroup> {
  const effective = index.effective(role, list);
  for (const { schema, name, table = '' } of objects) {
    const whole = index.tableList(schema, table);
    const ofTable = whole && index.effective(role, whole);
    const alone = effective.privileges & ~(ofTable?.privileges ?? 0) & wanted;
    const common = { database: index.found.database, role, on: 'table', schema: schema ?? null, column: name } as const;
    for (const each of apart(effective, alone, effective.grantable | (ofTable?.grantable ?? 0))) {
      yield { ...common, objects: [table], ...each };
    }
  }
}

function databaseOf({ kind }: AccessList, { found }: AccessIndex): string | null {
  return kind === 'tablespace' || kind === 'parameter' ? null : found.database;
}

/** Privileges with the same reasons and the same say about passing them on stay together. */
function apart(
  { reasons }: Effective,
  privileges: number,
  grantable: number,
): Pick<RightGroup, 'privileges' | 'with_grant_option' | 'reasons'>[] {
  // Mostly everything goes together, and there may be as many of these as roles times lists.
  const options = privileges & grantable;
  if (
    (options === 0 || options === privileges) &&
    reasons.every((each) => (each.privileges & privileges) === privileges)
  ) {
    return [{ privileges: namesOf(privileges), with_grant_option: options !== 0, reasons: reasons.map(asReason) }];
  }
  const groups = new Map<string, { bits: number; grantable: boolean; which: number[] }>();
  for (let rest = privileges; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest;
    const which = reasons.flatMap((each, position) => ((each.privileges & bit) === 0 ? [] : [position]));
    const may = (grantable & bit) !== 0;
    const key = `${may} ${which.join()}`;
    const group = groups.get(key) ?? { bits: 0, grantable: may, which };
    groups.set(key, { ...group, bits: group.bits | bit });
  }
  return [...groups.values()].map(({ bits, grantable: may, which }) => ({
    privileges: namesOf(bits),
    with_grant_option: may,
    reasons: which.map((position) => asReason(reasons[position] as Effective['reasons'][number])),
  }));
}

const REASONS = new WeakMap<object, Reason>();

/** The same object each time, since there may be as many rights as roles times objects. */
function asReason(given: Effective['reasons'][number]): Reason {
  let reason = REASONS.get(given);
  if (reason === undefined) {
    const { kind, grantor, through } = given;
    reason = { kind, grantor, through };
    REASONS.set(given, reason);
  }
  return reason;
}

export interface Part {
  readonly list: AccessList;
  readonly places: readonly Place[];
}

/** Objects of one schema; their names are the same list each time, so that equal lists are told by themselves. */
export interface Place {
  readonly schema: string | null;
  readonly objects: readonly AccessObject[];
  readonly names: readonly string[];
}

/** The lists, of each only the objects that are asked for, by schema and in order. */
export function partsOf(lists: readonly AccessList[], wanted: readonly ObjectName[] | undefined): Part[] {
  const names = wanted && new Set(wanted.map(keyOf));
  return lists
    .map((list) => {
      const places = new Map<string | undefined, AccessObject[]>();
      for (const object of list.objects) {
        if (names && !isWanted(list, object, names)) continue;
        const place = places.get(object.schema);
        if (place === undefined) places.set(object.schema, [object]);
        else place.push(object);
      }
      return {
        list,
        places: [...places].map(([schema, objects]) => {
          objects.sort(byName);
          return { schema: schema ?? null, objects, names: objects.map(({ name }) => name) };
        }),
      };
    })
    .filter(({ places }) => places.length > 0);
}

/** With a table its columns are asked for too. */
function isWanted({ kind }: AccessList, { schema, name, table }: AccessObject, names: ReadonlySet<string>): boolean {
  const place = schema === undefined ? {} : { schema };
  if (kind !== 'column') return names.has(keyOf({ kind, ...place, name }));
  return (
    names.has(keyOf({ kind, ...place, name, ...(table !== undefined && { table }) })) ||
    names.has(keyOf({ kind: 'table', ...place, name: table ?? '' }))
  );
}

function keyOf({ kind, schema, name, table }: ObjectName): string {
  return JSON.stringify([kind, schema ?? null, table ?? null, name]);
}

function byName(a: AccessObject, b: AccessObject): number {
  const [one, other] = [a.table ?? '', b.table ?? ''];
  if (one !== other) return one < other ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
