import { type AccessReport, PUBLIC } from '../metadata';
import { rolesOf } from './list-rights';
import type { ReadDatabase } from './read-database';

interface Standing {
  readonly roles: NonNullable<AccessReport['roles']>;
  readonly memberships: NonNullable<AccessReport['memberships']>;
}

/** Who the roles are that an answer speaks of, and what they are members of: each server's once. */
export function standingOf(databases: readonly ReadDatabase[]): Standing {
  const servers = [...new Set(databases.map(({ server }) => server))];
  const each = servers.map((server) =>
    standingOn(
      server,
      databases.filter((one) => one.server === server),
    ),
  );
  return {
    roles: each.flatMap(({ roles }) => roles),
    memberships: each.flatMap(({ memberships }) => memberships),
  };
}

function standingOn(server: string, databases: readonly ReadDatabase[]): Standing {
  const [{ index, filter }] = databases as [ReadDatabase];
  const { roles, memberships } = index.found;
  const meant = new Set(filter.roles ?? rolesOf(index));
  meant.delete(PUBLIC);
  const above = new Map<string, string[]>();
  for (const { member, role } of memberships) above.set(member, [...(above.get(member) ?? []), role]);
  // A set grows while it is gone through: what a role above is a member of counts, too.
  for (const member of meant) for (const role of above.get(member) ?? []) meant.add(role);
  return {
    roles: roles
      .filter(({ name }) => meant.has(name))
      .map(({ name, superuser, login, inherit, createrole, bypassrls, connectionLimit, expired }) => {
        return {
          server,
          name,
          superuser,
          login,
          inherit,
          createrole,
          bypassrls,
          connection_limit: connectionLimit,
          expired,
        };
      })
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    memberships: memberships.filter(({ member }) => meant.has(member)).map((each) => ({ server, ...each })),
  };
}
