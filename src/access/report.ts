import { createHash } from 'node:crypto';
import { type AccessReport, namesOf, PRIVILEGE_BITS } from '../metadata';
import type { DefaultAccess, FoundAccess } from '../postgres/access';
import { foldRights } from './fold-rights';
import { listRights, type ObjectName, partsOf, rolesOf } from './list-rights';
import { hindrancesAt, hindrancesOf } from './of-no-use';
import { withOrigins } from './origin';
import type { ReadDatabase } from './read-database';
import type { RightGroup } from './right';
import { standingOf } from './standing';

/** The rights asked for, with where they come from. */
export function rightsOf({ index, filter, origins }: ReadDatabase): Generator<RightGroup> {
  const groups = listRights(index, filter);
  return origins === undefined ? groups : withOrigins(groups, origins);
}

/** The answer for all that was read, folded. */
export function reportOf(
  databases: readonly ReadDatabase[],
  asked: AccessReport['asked'],
  notSeen: AccessReport['not_seen'],
): AccessReport {
  const rights = inOrder(databases.flatMap(foldedRights));
  return {
    format: 1,
    fingerprint: createHash('sha256').update(JSON.stringify(rights)).digest('hex'),
    asked,
    servers: serversOf(databases),
    ...standingOf(databases),
    rights,
    future: databases.flatMap(futureOf),
    of_no_use: databases.flatMap(ofNoUseIn),
    not_seen: notSeen,
  };
}

type Right = AccessReport['rights'][number];

function foldedRights(read: ReadDatabase): Right[] {
  const { server, index } = read;
  const totals = totalsOf(index.found);
  return foldRights(rightsOf(read)).map(({ database, on, schema, objects, column, ...rest }) => ({
    server,
    database,
    roles: [...rest.roles].sort(),
    on,
    schema,
    objects: [...objects],
    column,
    privileges: [...rest.privileges],
    with_grant_option: rest.with_grant_option,
    reasons: rest.reasons.map((each) => ({ ...each, through: [...each.through] })),
    whole_schema: schema !== null && column === null && totals.get(on)?.get(schema) === objects.length,
  }));
}

/** How many objects of a kind a schema has. */
function totalsOf({ lists }: FoundAccess): ReadonlyMap<string, ReadonlyMap<string | undefined, number>> {
  const totals = new Map<string, Map<string | undefined, number>>();
  for (const { kind, objects } of lists) {
    const ofKind = totals.get(kind) ?? new Map<string | undefined, number>();
    totals.set(kind, ofKind);
    for (const { schema } of objects) ofKind.set(schema, (ofKind.get(schema) ?? 0) + 1);
  }
  return totals;
}

/** Place by place; the key of each is made once. */
function inOrder(rights: readonly Right[]): Right[] {
  return rights
    .map((right) => {
      const { server, database, on, schema, objects, column, roles, privileges } = right;
      const key = JSON.stringify([
        server,
        database ?? '',
        on,
        schema ?? '',
        objects[0],
        column ?? '',
        roles,
        privileges,
      ]);
      return { right, key };
    })
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ right }) => right);
}

function serversOf(databases: readonly ReadDatabase[]): AccessReport['servers'] {
  const servers = new Map<string, AccessReport['servers'][number]>();
  for (const { server, index } of databases) {
    const { database, serverVersion, system, readAt, user, roles } = index.found;
    const before = servers.get(server);
    servers.set(server, {
      server,
      version: String(serverVersion),
      system: system ?? null,
      read_at: readAt,
      user,
      databases: [...(before?.databases ?? []), database],
      superusers: roles
        .filter(({ superuser }) => superuser)
        .map(({ name }) => name)
        .sort(),
    });
  }
  return [...servers.values()];
}

/** Where objects are asked for: what others of their kind, made in their place, will give. */
function futureOf({
  server,
  index: { found },
  filter: { roles, objects, privilege },
}: ReadDatabase): AccessReport['future'] {
  const wanted = privilege === undefined ? -1 : PRIVILEGE_BITS[privilege];
  const isAsked = ({ on, schema }: DefaultAccess) =>
    objects === undefined ||
    objects.some(
      (each) =>
        defaultKindOf(each) === on && (schema === undefined || schema === each.schema || each.kind === 'schema'),
    );
  return found.defaults
    .filter((each) => each.owner !== each.grantee && (roles?.includes(each.grantee) ?? true) && isAsked(each))
    .filter(({ privileges }) => (privileges & wanted) !== 0)
    .map(({ owner, schema, on, grantee, privileges, grantable }) => ({
      server,
      database: found.database,
      owner,
      schema: schema ?? null,
      on,
      grantee,
      privileges: namesOf(privileges & wanted),
      with_grant_option: namesOf(grantable & wanted),
    }));
}

/** The kind that default privileges name it by. */
function defaultKindOf({ kind }: ObjectName): string {
  return kind === 'procedure' ? 'function' : kind === 'column' ? 'table' : kind;
}

/** What keeps roles from everything they have here; and from what they have in a schema, or on a table. */
function ofNoUseIn({ server, index, filter }: ReadDatabase): AccessReport['of_no_use'] {
  const parts = partsOf(index.found.lists, filter.objects);
  return (filter.roles ?? rolesOf(index)).flatMap((role) => {
    const told = new Map<string, AccessReport['of_no_use'][number]>();
    const looked = new Set<string>();
    let having = false;
    for (const { list, places } of parts) {
      // What everybody has by nature nobody misses.
      if (index.effective(role, list).reasons.every(({ kind }) => kind === 'default')) continue;
      for (const { schema, names } of places) {
        if (schema === null) continue;
        having = true;
        // Without row security one object of a schema is as good as all.
        if (list.rowSecurity === 'off' && looked.has(schema)) continue;
        looked.add(schema);
        const objects = list.rowSecurity === 'off' ? names.slice(0, 1) : names;
        for (const each of objects.flatMap((object) => hindrancesAt(role, list, { schema, object }, index))) {
          told.set(JSON.stringify(each), { server, ...each });
        }
      }
    }
    const here = having ? hindrancesOf(role, index).map((each) => ({ server, ...each })) : [];
    return [...here, ...told.values()];
  });
}
