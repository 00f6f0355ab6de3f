import { PER_GRANTOR } from '../../membership';
import type { ClusterRole, FoundGrants } from './found';

/** The memberships that count: those whose privileges the member has, those by which it may SET ROLE, or all. */
export type Ways = 'inherited' | 'set' | 'any';

/** The roles that a role is a member of, directly or through others, itself among them. */
export type RolesOf = (role: string, ways: Ways) => ReadonlySet<string>;

/** A role, with what the admin may do as it. */
export interface KnownRole extends ClusterRole {
  /** The admin has the role's privileges without doing anything (`pg_has_role(..., 'USAGE')`). */
  readonly usable: boolean;
  /** The admin may SET ROLE to it (`pg_has_role(..., 'SET')`, before 16 `'MEMBER'`). */
  readonly settable: boolean;
}

/** Goes up the memberships as PostgreSQL does, each way from each role once. */
export function rolesAbove(found: FoundGrants, databaseOwner: string): RolesOf {
  const above = stepsByMember(found, databaseOwner);
  const known = new Map<string, ReadonlySet<string>>();
  return (role, ways) => {
    const key = `${ways} ${role}`;
    const roles = known.get(key) ?? climb(role, above, ways);
    known.set(key, roles);
    return roles;
  };
}

/** The roles by name. */
export function knownRoles({ roles, admin }: FoundGrants, rolesOf: RolesOf): ReadonlyMap<string, KnownRole> {
  const superuser = roles.some((each) => each.name === admin && each.superuser);
  const [used, set] = [rolesOf(admin, 'inherited'), rolesOf(admin, 'set')];
  return new Map(
    roles.map((each) => {
      const { name } = each;
      return [name, { ...each, usable: superuser || used.has(name), settable: superuser || set.has(name) }];
    }),
  );
}

interface Step {
  readonly role: string;
  readonly inherit: boolean;
  readonly set: boolean;
}

function stepsByMember(
  { memberships, roles, serverVersion }: FoundGrants,
  databaseOwner: string,
): ReadonlyMap<string, readonly Step[]> {
  const above = new Map<string, Step[]>();
  const add = (member: string, step: Step) => {
    const steps = above.get(member);
    if (steps === undefined) above.set(member, [step]);
    else steps.push(step);
  };
  for (const each of memberships) add(each.member, each);
  // Whoever owns the database is a member of this role without any row that says so; before 16 NOINHERIT holds for it, too.
  const inherit = serverVersion >= PER_GRANTOR || roles.find(({ name }) => name === databaseOwner)?.inherit !== false;
  add(databaseOwner, { role: 'pg_database_owner', inherit, set: true });
  return above;
}

function climb(role: string, above: ReadonlyMap<string, readonly Step[]>, ways: Ways): ReadonlySet<string> {
  const seen = new Set([role]);
  for (const each of seen) {
    for (const step of above.get(each) ?? []) {
      if (ways === 'any' || (ways === 'set' ? step.set : step.inherit)) seen.add(step.role);
    }
  }
  return seen;
}
