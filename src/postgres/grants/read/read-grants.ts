import { createHash, type Hash } from 'node:crypto';
import { PUBLIC, type TargetKind } from '../../../metadata';
import { readJson } from '../../read-json';
import type { Session } from '../../session';
import type { ArgumentType } from '../found/argument-types';
import type { AclGroup, FoundGrants } from '../found/found';
import { aclQuery, generalQuery } from './catalog-queries';
import {
  type AclRow,
  asDefault,
  asMembership,
  asRole,
  asTarget,
  byPlace,
  type ClosedRow,
  compare,
  type Flag,
  type GeneralRow,
  type InitialRow,
  type TargetRow,
  type TypeRow,
} from './catalog-rows';
import { CLOSED_QUERY } from './closed-query';
import type { ReadScope } from './read-scope';
import { catalogsOf, targetQuery } from './target-query';

/**
 * Reads all that the scope asks for in three catalog queries, and one more for an export, whatever the number of grants.
 *
 * @param rolesBefore OIDs that grantees of the scope had before: they are meant under a new name as well
 * @throws PostgresError when the server refuses.
 */
export async function readGrants(
  real: Session,
  scope: ReadScope,
  rolesBefore: ReadonlyMap<string, number> = new Map(),
): Promise<FoundGrants> {
  const hash = createHash('sha256').update(JSON.stringify(scope));
  const session = hashing(real, hash);
  const version = session.serverVersion;
  const general = await readJson<GeneralRow>(session, generalQuery(version));
  const names = new Map<number, string>([[0, PUBLIC]]);
  for (const [oid, name] of general.roles) names.set(oid, name);
  const nameOf = (oid: number) => names.get(oid) ?? `unknown (OID ${oid})`;
  const wanted = new Set(scope.grantees);
  const before = new Set([...rolesBefore].filter(([name]) => wanted.has(name)).map(([, oid]) => oid));
  const oids = [...names].filter(([oid, name]) => wanted.has(name) || before.has(oid)).map(([oid]) => oid);
  const folded = await readAcl(session, oids, scope);
  const closed = scope.closed ? await readJson<ClosedRow>(session, CLOSED_QUERY) : {};
  const found = await readTargets(session, scope, folded, closed, nameOf);
  return {
    database: session.database,
    serverVersion: version,
    admin: general.admin,
    eventTriggers: general.event_triggers,
    rows: { relations: general.relations, functions: general.functions },
    roles: general.roles.map(asRole).sort(byName),
    memberships: (general.memberships ?? []).map((row) => asMembership(row, nameOf)),
    targets: found.targets,
    acl: found.acl,
    defaults: general.defaults.map((row) => asDefault(row, nameOf)),
    complete: found.complete,
    fingerprint: hash.digest('hex'),
  };
}

/** The same session, whose answers all go into the hash. */
function hashing(session: Session, hash: Hash): Session {
  return {
    database: session.database,
    user: session.user,
    serverVersion: session.serverVersion,
    query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
      const rows = await session.query<Row>(text, values);
      for (const row of rows) for (const value of Object.values(row)) hash.update(String(value));
      return rows;
    },
  };
}

async function readAcl(session: Session, grantees: readonly number[], scope: ReadScope): Promise<AclRow[]> {
  const rows = await session.query<{ data: string; initial: string }>(aclQuery(session.serverVersion), [
    `{${grantees.join(',')}}`,
    scope.everyGrantee === true,
    scope.temporary === true,
    scope.everyDatabase === true,
  ]);
  const initial = new Map<string, number>();
  for (const [code, object, grantee, grantor, bit] of JSON.parse(rows[0]?.initial ?? '[]') as InitialRow[]) {
    const key = `${code}${object} ${grantee} ${grantor}`;
    initial.set(key, (initial.get(key) ?? 0) | bit);
  }
  const all = JSON.parse(rows[0]?.data ?? '[]') as AclRow[];
  return initial.size === 0 ? all : all.flatMap((row) => splitInitial(row, initial));
}

/** The part of an entry that came with the system, apart from what somebody granted since. */
function splitInitial(row: AclRow, initial: ReadonlyMap<string, number>): AclRow[] {
  const [code, grantee, grantor, privileges, grantable, objects] = row;
  const initialOf = (object: string) => (initial.get(`${code}${object} ${grantee} ${grantor}`) ?? 0) & privileges;
  const parts = new Map<number, string[]>();
  for (const object of objects.split(',')) {
    const bits = initialOf(object);
    parts.set(bits, [...(parts.get(bits) ?? []), object]);
  }
  return [...parts].flatMap(([bits, some]): AclRow[] => {
    const part = (kept: number, flag: Flag): AclRow[] =>
      kept === 0 ? [] : [[code, grantee, grantor, kept, grantable & kept, some.join(','), flag]];
    return [...part(bits, true), ...part(privileges & ~bits, false)];
  });
}

async function readTargets(
  session: Session,
  scope: ReadScope,
  folded: readonly AclRow[],
  closed: ClosedRow,
  nameOf: (oid: number) => string,
): Promise<Pick<FoundGrants, 'targets' | 'acl' | 'complete'>> {
  const seen: Record<string, Set<string>> = {};
  for (const [code, , , , , objects] of folded) {
    const key = code === 'c' ? 'C' : code;
    seen[key] ??= new Set();
    for (const object of objects.split(',')) seen[key].add(object.split('.', 1)[0] as string);
  }
  const shut = new Set<string>();
  for (const [code, objects] of Object.entries(closed)) {
    seen[code] ??= new Set();
    for (const object of objects) {
      seen[code].add(object);
      shut.add(code + object);
    }
  }
  const rows = await session.query<{ data: string; complete: string; types: string }>(
    targetQuery(session.serverVersion, catalogsOf(scope, new Set(Object.keys(seen))), scope.everySchemaHeld === true),
    [
      JSON.stringify(Object.fromEntries(Object.entries(seen).map(([code, set]) => [code, [...set]]))),
      JSON.stringify(scope),
    ],
  );
  const all = (JSON.parse(rows[0]?.data ?? '[]') as TargetRow[]).sort(byPlace);
  const types = new Map<number, ArgumentType>();
  for (const [oid, schema, name, spelling, array] of JSON.parse(rows[0]?.types ?? '[]') as TypeRow[]) {
    types.set(oid, { schema, name, spelling, array });
  }
  const targets = all.map((row) => {
    const target = asTarget(row, nameOf, types);
    return shut.has(row[0] + row[2]) ? { ...target, closed: true as const } : target;
  });
  const position = new Map<string, number>();
  all.forEach(([code, , oid, sub], index) => {
    position.set(code === 'c' ? `c${oid}.${sub}` : `${code}${oid}`, index);
  });
  const acl = folded.map(([code, grantee, grantor, privileges, grantable, objects, initial]) => ({
    grantee: nameOf(grantee),
    grantor: nameOf(grantor),
    privileges,
    grantable,
    initial,
    // What was dropped between the two queries is not found again.
    on: objects
      .split(',')
      .map((object) => position.get(code + object))
      .filter((index) => index !== undefined)
      .sort((a, b) => a - b),
  }));
  const complete = JSON.parse(rows[0]?.complete ?? '[]') as [TargetKind, string][];
  return { targets, acl: acl.sort(byGrantee), complete };
}

function byName(a: { name: string }, b: { name: string }): number {
  return compare(a.name, b.name);
}

function byGrantee(a: AclGroup, b: AclGroup): number {
  return (
    compare(a.grantee, b.grantee) ||
    compare(a.grantor, b.grantor) ||
    (a.on[0] ?? 0) - (b.on[0] ?? 0) ||
    a.privileges - b.privileges
  );
}
