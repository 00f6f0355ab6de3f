import { type Borrowing, isBorrowing, type NotBorrowed, planBorrowing } from '../../borrowing';
import { type GrantMembership, type MembershipOptions, type MembershipStatement, PER_GRANTOR } from '../../membership';
import type { FoundMembership, FoundRole } from '../found-role';
import { lenderOf } from '../guard/standing';
import type { PlanRoleContext } from '../plan-context';
import type { RoleSpec } from '../role-spec';
import { lostByOthers, membershipChanges } from './membership-changes';

/**
 * The statements that make a role's memberships what they should be: revokes first, then grants, equal ones folded.
 * What another grantor gave is taken back as that one, who is joined for it where that is possible.
 */
export function planMemberships(
  wanted: RoleSpec,
  found: FoundRole | null,
  { serverVersion, previous }: PlanRoleContext,
): MembershipStatement[] {
  const changes = membershipChanges(wanted, found, serverVersion, previous);
  const { surplus, excessive, lacking } = changes;
  const member = wanted.name;
  const perGrantor = serverVersion >= PER_GRANTOR;
  const cascades = (row: FoundMembership) => perGrantor && lostByOthers(row, changes).length > 0;
  const others = [...surplus, ...excessive.map(({ row }) => row)];
  const borrowings = perGrantor ? borrowedGrantors(others, serverVersion) : [];
  return [
    ...borrowings.flatMap(({ take }) => take),
    ...revokes(surplus, member, perGrantor, cascades),
    ...excessive.flatMap(({ row, wish }) => cutBack(row, wish, member, perGrantor, cascades(row))),
    ...borrowings.flatMap(({ giveBack }) => giveBack),
    ...grants(lacking, member, perGrantor),
  ];
}

/** How the grantor of a membership is joined to take it back, or why it is not; undefined where there is no need. */
export function borrowGrantor(
  { lender, grantor }: FoundMembership,
  serverVersion: number,
): Borrowing | NotBorrowed | undefined {
  if (lender === undefined || lender === null) return undefined;
  // CREATEROLE is of no use where memberships have grantors.
  return planBorrowing(lenderOf(grantor, lender), { name: lender.borrower, createrole: false, serverVersion });
}

function borrowedGrantors(rows: readonly FoundMembership[], serverVersion: number): Borrowing[] {
  const outcomes = rows.flatMap((row) => borrowGrantor(row, serverVersion) ?? []);
  return [...new Map(outcomes.filter(isBorrowing).map((each) => [each.role, each])).values()];
}

function revokes(
  rows: readonly FoundMembership[],
  member: string,
  perGrantor: boolean,
  cascades: (row: FoundMembership) => boolean,
): MembershipStatement[] {
  const how = (row: FoundMembership) =>
    perGrantor ? { grantor: row.grantor, ...(cascades(row) && { cascade: true as const }) } : {};
  return folded(rows.map((row) => [how(row), row.role])).map(([by, roles]) => ({
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
  cascades: boolean,
): MembershipStatement[] {
  const one = { roles: [row.role], member };
  if (!perGrantor) return [{ do: 'revoke membership', ...one, adminOption: true }];
  const { grantor } = row;
  return [
    // GRANT ... WITH ADMIN FALSE has no CASCADE.
    ...(cascades ? [{ do: 'revoke membership', ...one, adminOption: true, grantor, cascade: true } as const] : []),
    { do: 'grant membership', ...one, options: wish, grantor },
  ];
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
