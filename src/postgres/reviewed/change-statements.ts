import { allBits, namesOf, type Privilege, parseSignature, type ReviewChange } from '../../metadata';
import type { GrantStatement, NamedObject, PrivilegeStatement, PrivilegesOn } from '../grants/write/grant-statement';
import { PER_GRANTOR } from '../membership';
import { planMemberships } from '../roles/memberships/plan-memberships';
import { planRole } from '../roles/plan-role';
import type { WantedRole } from '../roles/role-spec';
import type { RoleStatement } from '../roles/role-statement';

/** The statements that would do to privileges what a change says. */
export function grantStatementsOf(change: ReviewChange): GrantStatement[] {
  const { kind, effect, grantees, on, schemas, columns, privileges, with_grant_option, owners } = change;
  const action = effect === 'gain' ? 'grant' : with_grant_option ? 'revoke_grant_option' : 'revoke';
  const given = { action, grantees, withGrantOption: effect === 'gain' && with_grant_option } as const;
  const kinds = on === 'routine' ? ['function', 'procedure'] : [on];
  if (kind === 'default_privilege') {
    return kinds.map((each) => {
      const names = namesFor(privileges, each);
      return {
        do: 'change default privileges',
        ...given,
        owners: owners ?? [],
        schemas,
        on: each as never,
        privileges: names,
      };
    });
  }
  if (kind !== 'privilege') return [];
  return kinds.map((each): GrantStatement => {
    const names = namesFor(privileges, columns === null ? each : 'column');
    const what: PrivilegesOn = columns === null ? { names } : { names, columns };
    return {
      do: 'change privileges',
      ...given,
      ...placeOf(change, each),
      on: each as never,
      privileges: [what],
      grantor: null,
      cascade: false,
    };
  });
}

function placeOf(change: ReviewChange, kind: string): Pick<PrivilegeStatement, 'schemas' | 'objects' | 'except'> {
  const { schemas, objects, except, extensions } = change;
  const named = (names: readonly string[]) =>
    (schemas ?? [undefined]).flatMap((schema) => names.map((name) => objectNamed(kind, schema, name)));
  if (objects !== null) return { schemas: null, objects: named(objects) };
  const left = { objects: named(except ?? []), extensions: extensions === 'skip' };
  return { schemas, objects: null, ...((left.extensions || left.objects.length > 0) && { except: left }) };
}

function namesFor(privileges: readonly string[], kind: string): readonly Privilege[] {
  return privileges.includes('ALL') ? namesOf(allBits(kind as never)) : (privileges as Privilege[]);
}

/** Functions by the arguments as they are written there: by the server, or by the configuration. */
function objectNamed(kind: string, schema: string | undefined, written: string): NamedObject {
  const at = schema === undefined ? {} : { schema };
  if (kind !== 'function' && kind !== 'procedure') return { ...at, name: written };
  const { name, args } = parseSignature(written);
  return { ...at, name, written: args ?? null };
}

/**
 * The statements that would do to roles what changes say: a role with the attributes that are listed, its settings, its
 * memberships. Before PostgreSQL 16 memberships are written otherwise: both ways are among them.
 */
export function roleStatementsOf(changes: readonly ReviewChange[]): RoleStatement[] {
  return changes.flatMap((change) => {
    const { kind, effect, objects, grantees } = change;
    if (kind === 'role' && effect !== 'drop') return (objects ?? []).flatMap((name) => attributesOf(name, change));
    if (kind !== 'membership') return [];
    return grantees.flatMap((member) => (objects ?? []).flatMap((role) => membershipOf(role, member, change)));
  });
}

function attributesOf(role: string, { effect, attributes = {} }: ReviewChange): RoleStatement[] {
  const { name = role, password, ...given } = attributes;
  const wanted = {
    ...given,
    name: String(name),
    ...(password === 'set' && { password: { verifier: '' } }),
    ...(password === 'removed' && { password: null }),
  } as WantedRole;
  const made = planRole(wanted, null, { serverVersion: PER_GRANTOR });
  if (effect === 'create') return made;
  // What is listed is what changes, to its default maybe.
  const flags = Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'boolean'));
  return [
    ...(name === role ? [] : [{ do: 'rename role' as const, role, to: wanted.name }]),
    ...made.map((each) => (each.do === 'create role' ? { ...each, do: 'alter role' as const, flags } : each)),
  ];
}

function membershipOf(role: string, member: string, { effect, privileges, grantor }: ReviewChange): RoleStatement[] {
  const by = grantor === null ? {} : { grantor };
  if (effect === 'lose') {
    return privileges.length > 0 ? [] : [{ do: 'revoke membership', roles: [role], member, ...by }];
  }
  const has = (option: string) => privileges.includes(option);
  const options = { role, admin: has('ADMIN'), inherit: has('INHERIT'), set: has('SET') };
  return [PER_GRANTOR - 1, PER_GRANTOR].flatMap((serverVersion) =>
    planMemberships({ name: member, member_of: [options] }, null, { serverVersion }),
  );
}
