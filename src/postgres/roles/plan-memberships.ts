import { quoteIdentifier } from '../quote';
import type { FoundMembership, FoundRole } from './found-role';
import type { RoleMember, RoleSpec, Statement } from './role-spec';

/** PostgreSQL 16 gave memberships a grantor, INHERIT and SET. */
export const PER_GRANTOR = 160000;

type Options = Pick<FoundMembership, 'admin' | 'inherit' | 'set'>;

/**
 * The statements that make a role's memberships what they should be: revokes first, then grants, equal ones folded.
 * Nothing when the specification does not look after memberships, save for what an earlier one gave.
 */
export function planMemberships(
  wanted: RoleSpec,
  found: FoundRole | null,
  serverVersion: number,
  previous?: RoleSpec,
): Statement[] {
  const rows = found?.member_of ?? [];
  const member = quoteIdentifier(wanted.name);
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
    ...excessive.map((row) => cutBack(row, wishes.get(row.role) as Options, member, perGrantor)),
    ...grants(lacking, member, perGrantor),
  ];
}

/** What a membership gives when its options are left out. */
function optionsOf(wish: RoleMember, spec: RoleSpec): Options {
  return { admin: wish.admin ?? false, inherit: wish.inherit ?? spec.inherit ?? true, set: wish.set ?? true };
}

/** Whether one gives an option that the other does not; before 16 only ADMIN is an option of the membership. */
function exceeds(one: Options, other: Options, perGrantor: boolean): boolean {
  if (one.admin && !other.admin) return true;
  return perGrantor && ((one.inherit && !other.inherit) || (one.set && !other.set));
}

function union(rows: readonly Options[]): Options {
  return {
    admin: rows.some(({ admin }) => admin),
    inherit: rows.some(({ inherit }) => inherit),
    set: rows.some(({ set }) => set),
  };
}

function revokes(rows: readonly FoundMembership[], member: string, serverVersion: number): Statement[] {
  const perGrantor = serverVersion >= PER_GRANTOR;
  return folded(rows.map((row) => [perGrantor ? ` GRANTED BY ${quoteIdentifier(row.grantor)}` : '', row.role])).map(
    ([by, roles]) => plain(`REVOKE ${roles} FROM ${member}${by}`),
  );
}

function cutBack(row: FoundMembership, wish: Options, member: string, perGrantor: boolean): Statement {
  const role = quoteIdentifier(row.role);
  return plain(
    perGrantor
      ? `GRANT ${role} TO ${member} WITH ${optionList(wish)} GRANTED BY ${quoteIdentifier(row.grantor)}`
      : `REVOKE ADMIN OPTION FOR ${role} FROM ${member}`,
  );
}

function grants(
  wishes: readonly (readonly [role: string, wish: Options])[],
  member: string,
  perGrantor: boolean,
): Statement[] {
  const withOptions = (wish: Options) => {
    if (perGrantor) return ` WITH ${optionList(wish)}`;
    return wish.admin ? ' WITH ADMIN OPTION' : '';
  };
  return folded(wishes.map(([role, wish]) => [withOptions(wish), role])).map(([options, roles]) =>
    plain(`GRANT ${roles} TO ${member}${options}`),
  );
}

function optionList({ admin, inherit, set }: Options): string {
  const word = (on: boolean) => (on ? 'TRUE' : 'FALSE');
  return `ADMIN ${word(admin)}, INHERIT ${word(inherit)}, SET ${word(set)}`;
}

/** Roles that share a clause, as one list each, in a stable order. */
function folded(entries: readonly (readonly [clause: string, role: string])[]): [clause: string, roles: string][] {
  const byClause = new Map<string, string[]>();
  for (const [clause, role] of entries) byClause.set(clause, [...(byClause.get(clause) ?? []), role]);
  return [...byClause].map(([clause, roles]) => [clause, [...new Set(roles)].sort().map(quoteIdentifier).join(', ')]);
}

function plain(sql: string): Statement {
  return { sql, display: sql };
}
