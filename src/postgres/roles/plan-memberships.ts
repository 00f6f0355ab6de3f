import { type GrantMembership, type MembershipOptions, type MembershipStatement, PER_GRANTOR } from '../membership';
import type { FoundMembership, FoundRole } from './found-role';
import type { RoleMember, RoleSpec } from './role-spec';

/**
 * The statements that make a role's memberships what they should be: revokes first, then grants, equal ones folded.
 * Nothing when the specification does not look after memberships, save for what an earlier one gave.
 */
export function planMemberships(
  wanted: RoleSpec,
  found: FoundRole | null,
  serverVersion: number,
  previous?: RoleSpec,
): MembershipStatement[] {
  const rows = found?.member_of ?? [];
  const member = wanted.name;
  if (wanted.member_of === undefined || wanted.member_of === null) {
    const given = new Set((previous?.member_of ?? []).map(({ role }) => role));
    return revokes(
      rows.filter(({ role, implicit }) => given.has(role) && !implicit),
      member,
      serverVersion,
    );
  }
  const perGrantor = serverVersion >= PER_GRANTOR;
  const wishes = new Map(wanted.member_of.map((each) => [each.role, optionsOf(each, wanted)]));
  const surplus = rows.filter(({ role, implicit }) => !implicit && !wishes.has(role));
  const excessive = rows.filter((row) => {
    const wish = wishes.get(row.role);
    return wish !== undefined && !row.implicit && exceeds(row, wish, perGrantor);
  });
  const lacking = [...wishes].filter(([role, wish]) => {
    // A row that is cut back below is set to exactly what is wanted.
    if (perGrantor && excessive.some((row) => row.role === role)) return false;
    const held = rows.filter((row) => row.role === role);
    return held.length === 0 || exceeds(wish, union(held), perGrantor);
  });
  return [
    ...revokes(surplus, member, serverVersion),
    ...excessive.map((row) => cutBack(row, wishes.get(row.role) as MembershipOptions, member, perGrantor)),
    ...grants(lacking, member, perGrantor),
  ];
}

/** What a membership gives when its options are left out. */
function optionsOf(wish: RoleMember, spec: RoleSpec): MembershipOptions {
  return { admin: wish.admin ?? false, inherit: wish.inherit ?? spec.inherit ?? true, set: wish.set ?? true };
}

/** Whether one gives an option that the other does not; before 16 only ADMIN is an option of the membership. */
function exceeds(one: MembershipOptions, other: MembershipOptions, perGrantor: boolean): boolean {
  if (one.admin && !other.admin) return true;
  return perGrantor && ((one.inherit && !other.inherit) || (one.set && !other.set));
}

function union(rows: readonly MembershipOptions[]): MembershipOptions {
  return {
    admin: rows.some(({ admin }) => admin),
    inherit: rows.some(({ inherit }) => inherit),
    set: rows.some(({ set }) => set),
  };
}

function revokes(rows: readonly FoundMembership[], member: string, serverVersion: number): MembershipStatement[] {
  const perGrantor = serverVersion >= PER_GRANTOR;
  return folded(rows.map(({ role, grantor }) => [perGrantor ? { grantor } : {}, role])).map(([by, roles]) => ({
    do: 'revoke membership',
    roles,
    member,
    ...by,
  }));
}

function cutBack(
  row: FoundMembership,
  wish: MembershipOptions,
  member: string,
  perGrantor: boolean,
): MembershipStatement {
  const one = { roles: [row.role], member };
  return perGrantor
    ? { do: 'grant membership', ...one, options: wish, grantor: row.grantor }
    : { do: 'revoke membership', ...one, adminOption: true };
}

function grants(
  wishes: readonly (readonly [role: string, wish: MembershipOptions])[],
  member: string,
  perGrantor: boolean,
): MembershipStatement[] {
  const how = (wish: MembershipOptions): Pick<GrantMembership, 'options' | 'adminOption'> => {
    if (perGrantor) return { options: wish };
    return wish.admin ? { adminOption: true } : {};
  };
  return folded(wishes.map(([role, wish]) => [how(wish), role])).map(([given, roles]) => ({
    do: 'grant membership',
    roles,
    member,
    ...given,
  }));
}

/** Roles of which the same is said, as one list each, in a stable order. */
function folded<Said>(entries: readonly (readonly [said: Said, role: string])[]): [said: Said, roles: string[]][] {
  const bySaid = new Map<string, [said: Said, roles: Set<string>]>();
  for (const [said, role] of entries) {
    const key = JSON.stringify(said);
    bySaid.set(key, [said, (bySaid.get(key)?.[1] ?? new Set()).add(role)]);
  }
  return [...bySaid.values()].map(([said, roles]) => [said, [...roles].sort()]);
}
