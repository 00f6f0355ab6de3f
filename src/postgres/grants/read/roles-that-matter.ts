import type { ClusterMembership, FoundGrants } from '../found/found';

/**
 * What was found, without the roles and memberships that no plan for these grantees asks about: a server may have
 * thousands. What is left are the grantees, owners, grantors and the admin with all that they are members of, and of
 * the members of each grantee one for every way in.
 */
export function withRolesThatMatter(found: FoundGrants, grantees: readonly string[]): FoundGrants {
  const above = byMember(found.memberships);
  const named = [
    found.admin,
    ...grantees,
    ...found.targets.map(({ owner }) => owner),
    ...found.acl.flatMap(({ grantee, grantor }) => [grantee, grantor]),
    ...found.defaults.flatMap(({ owner, entries }) => [owner, ...entries.map(({ grantee }) => grantee)]),
  ];
  const matter = withGroups(new Set(named), above);
  for (const each of withGroups(membersOf(grantees, found.memberships, above, matter), above)) matter.add(each);
  const spellings = new Set(grantees.map((each) => each.toLowerCase()));
  return {
    ...found,
    // One that differs from a grantee in upper and lower case only is told where that grantee does not exist.
    roles: found.roles.filter(({ name }) => matter.has(name) || spellings.has(name.toLowerCase())),
    memberships: found.memberships.filter(({ member }) => matter.has(member)),
  };
}

/** A set of roles with all that they are members of, directly or through others. */
export function withGroups(roles: Set<string>, above: ReadonlyMap<string, readonly ClusterMembership[]>): Set<string> {
  for (const role of roles) for (const each of above.get(role) ?? []) roles.add(each.role);
  return roles;
}

/** A group is of use where its members get in: those who are members of the same roles all do, or none of them. */
function membersOf(
  grantees: readonly string[],
  memberships: readonly ClusterMembership[],
  above: ReadonlyMap<string, readonly ClusterMembership[]>,
  matter: ReadonlySet<string>,
): Set<string> {
  const groups = new Set(grantees);
  const one = new Map<string, string>();
  for (const { role, member } of memberships) {
    if (!groups.has(role) || matter.has(member)) continue;
    const ways = (above.get(member) ?? []).map((each) => JSON.stringify([each.role, each.inherit])).sort();
    const key = ways.join();
    if (!one.has(key)) one.set(key, member);
  }
  return new Set(one.values());
}

/** Memberships by who has them. */
export function byMember(memberships: readonly ClusterMembership[]): ReadonlyMap<string, readonly ClusterMembership[]> {
  const above = new Map<string, ClusterMembership[]>();
  for (const each of memberships) {
    const known = above.get(each.member);
    if (known === undefined) above.set(each.member, [each]);
    else known.push(each);
  }
  return above;
}
