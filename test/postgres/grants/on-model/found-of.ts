import { PRIVILEGE_BITS, type Privilege } from '../../../../src/metadata';
import type { AclGroup, ClusterRole, FoundGrants, FoundTarget } from '../../../../src/postgres/grants/found/found';
import type { AclItem } from '../oracle/acl';
import { type Bits, names } from '../oracle/privileges';
import { aclOf, type Thing, type World } from '../oracle/world';

/**
 * What a reading of a world finds: all of it, whoever asks.
 *
 * @param grantees those of whom it is read what they still hold of their own as owners
 */
export function foundOf(world: World, admin: string, grantees: readonly string[]): FoundGrants {
  const { version, roles, defaults } = world;
  const things = world.things.filter((each) => !isPart(each, world)).toSorted(byPlace);
  return {
    database: things.find(({ kind }) => kind === 'database')?.name ?? '',
    serverVersion: version * 10_000,
    admin,
    eventTriggers: false,
    roles: [...roles.all, ...ownRolesOf(version)].map((each): ClusterRole => ({ ...each, login: true })),
    // Before 16 it is the member's attribute that decides.
    memberships: roles.memberships.map((each) => ({
      ...each,
      inherit: version < 16 ? roles.get(each.member)?.inherit !== false : each.inherit,
    })),
    targets: things.map((each, at) => targetOf(each, at, grantees)),
    acl: things.flatMap((each, at) => groupsOf(each, at, version)),
    defaults: defaults.map(({ owner, schema, on, acl }) => ({
      owner,
      ...(schema !== undefined && { schema }),
      on: on as 'table',
      entries: [...new Set(acl.map(({ grantee }) => grantee))].map((grantee) => {
        const mine = acl.filter((each) => each.grantee === grantee).map(entryOf);
        return mine.reduce((all, { privileges, grantable }) => ({
          grantee,
          privileges: all.privileges | privileges,
          grantable: all.grantable | grantable,
        }));
      }),
    })),
    complete: (['table', 'sequence', 'function', 'procedure', 'type'] as const).flatMap((kind) =>
      things.flatMap((each) => (each.kind === 'schema' ? [[kind, each.name] as const] : [])),
    ),
    fingerprint: '',
  };
}

/** Sequences have columns of which nobody speaks. */
function isPart({ kind, schema, table }: Thing, { things }: World): boolean {
  return (
    kind === 'column' &&
    things.some((each) => each.kind === 'sequence' && each.schema === schema && each.name === table)
  );
}

const ORDER = ['database', 'schema', 'table', 'column', 'sequence', 'function', 'type'];

function byPlace(one: Thing, other: Thing): number {
  const keys = [one, other].map(({ kind, schema = '', table = '', name }) =>
    [ORDER.indexOf(kind), schema, table, kind === 'column' ? '' : name].join('\t'),
  ) as [string, string];
  return keys[0] < keys[1] ? -1 : keys[0] > keys[1] ? 1 : 0;
}

function targetOf(
  { kind, schema, name, table, owner, acl }: Thing,
  at: number,
  grantees: readonly string[],
): FoundTarget {
  const own = acl?.filter(({ grantee, grantor }) => grantee === owner && grantor === owner) ?? [];
  return {
    kind,
    oid: 20_000 + at,
    ...(schema !== undefined && { schema }),
    name,
    ...(table !== undefined && { table }),
    ...(kind === 'function' && { args: [INTEGER], signature: `${name}(integer)` }),
    owner,
    size: acl?.length ?? 0,
    pristine: acl === null,
    ...(acl !== null && kind !== 'column' && grantees.includes(owner) && { ownerHolds: engineBits(own[0]?.held ?? 0) }),
  };
}

const INTEGER = { schema: 'pg_catalog', name: 'int4', spelling: 'integer', array: false };

/** Of a list that nobody has touched only the database's is read. */
function groupsOf(thing: Thing, at: number, version: number): AclGroup[] {
  const acl = thing.kind === 'database' ? aclOf(thing, version) : (thing.acl ?? []);
  return acl
    .filter(({ grantee, grantor }) => grantee !== thing.owner || grantor !== thing.owner)
    .map((each) => ({ ...entryOf(each), grantor: each.grantor, on: [at], initial: false }));
}

function entryOf({ grantee, held, options }: AclItem) {
  return { grantee, privileges: engineBits(held), grantable: engineBits(options) };
}

function engineBits(set: Bits): number {
  return names(set).reduce((all, name) => all | PRIVILEGE_BITS[name as Privilege], 0);
}

function ownRolesOf(version: number) {
  const plain = { superuser: false, createrole: false, inherit: true };
  return version < 14 ? [] : [{ ...plain, name: 'pg_database_owner', oid: 6171 }];
}
