import type { ClusterMembership, FoundGrants } from './found';

/**
 * The catalogs as the admin finds them, though somebody else read them who may only look.
 *
 * @param admin who applied last; where that is not known, somebody who may do everything
 */
export function asAdmin(found: FoundGrants, admin: string | undefined): FoundGrants {
  const known = found.roles.find(({ name }) => name === admin);
  if (known === undefined) {
    return {
      ...found,
      roles: found.roles.map((each) => (each.name === found.admin ? { ...each, superuser: true } : each)),
    };
  }
  const reached = (by: (step: ClusterMembership) => boolean) => climb(known.name, found.memberships, by);
  const [usable, settable, any] = [reached(({ inherit }) => inherit), reached(({ set }) => set), reached(() => true)];
  const administered = new Set(
    found.memberships.flatMap((each) => (each.admin && any.has(each.member) ? each.role : [])),
  );
  return {
    ...found,
    admin: known.name,
    roles: found.roles.map((each) => ({
      ...each,
      usable: known.superuser || usable.has(each.name),
      settable: known.superuser || settable.has(each.name),
      administered: known.superuser || administered.has(each.name),
    })),
  };
}

function climb(
  from: string,
  memberships: readonly ClusterMembership[],
  by: (step: ClusterMembership) => boolean,
): ReadonlySet<string> {
  const reached = new Set([from]);
  const steps = memberships.filter(by);
  for (const each of reached) for (const { role, member } of steps) if (member === each) reached.add(role);
  return reached;
}
