import { type MembershipOptions, PER_GRANTOR } from '../../membership';
import type { FoundMembership, FoundRole } from '../found-role';
import type { RoleMember, RoleSpec } from '../role-spec';

/** What must change of a role's memberships. */
export interface MembershipChanges {
  /** To be taken back: what the member gave itself first, since that rests on the others. */
  readonly surplus: readonly FoundMembership[];
  /** To be cut back to what is wanted. */
  readonly excessive: readonly { readonly row: FoundMembership; readonly wish: MembershipOptions }[];
  /** To be given. */
  readonly lacking: readonly (readonly [role: string, wish: MembershipOptions])[];
  /** Declared, and there only as a grantor gave them whose memberships are not looked at. */
  readonly borrowedTime: readonly FoundMembership[];
  /** All that is there, by the names that will hold. */
  readonly rows: readonly FoundMembership[];
}

/**
 * What must change of a role's memberships. Nothing when the specification does not look after memberships, save for
 * what an earlier one gave. Pure.
 */
export function membershipChanges(
  wanted: RoleSpec,
  found: FoundRole | null,
  serverVersion: number,
  previous?: RoleSpec,
): MembershipChanges {
  const perGrantor = serverVersion >= PER_GRANTOR;
  const wishes = new Map((wanted.member_of ?? []).map((each) => [each.role, optionsOf(each, wanted)]));
  const ignored = new Set(wanted.ignore_grantors ?? []);
  const before = new Map((previous?.member_of ?? []).map((each) => [each.role, each]));
  const looksAfter = wanted.member_of !== undefined && wanted.member_of !== null;
  // A new name is given first.
  const all = (found?.member_of ?? []).map((row) =>
    row.grantor === found?.name ? { ...row, grantor: wanted.name } : row,
  );
  const seen = all.filter(({ grantor }) => !ignored.has(grantor));
  const isSelfGiven = ({ grantor }: FoundMembership) => grantor === wanted.name;
  const rows = [...seen.filter(isSelfGiven), ...seen.filter((each) => !isSelfGiven(each))];
  // Before 16 there is one row for each pair, and whoever gave it gave all there is.
  const borrowedTime = perGrantor ? [] : all.filter(({ grantor, role }) => ignored.has(grantor) && wishes.has(role));
  const counts = ({ role, implicit }: FoundMembership) =>
    !implicit || wishes.get(role)?.admin === true || before.get(role)?.admin === true;
  const surplus = rows.filter((row) => !wishes.has(row.role) && counts(row) && (looksAfter || before.has(row.role)));
  const excessive = rows.flatMap((row) => {
    const wish = wishes.get(row.role);
    return wish !== undefined && counts(row) && exceeds(row, wish, perGrantor) ? [{ row, wish }] : [];
  });
  const lacking = [...wishes].filter(([role, wish]) => {
    // A row that is cut back is set to exactly what is wanted.
    if (perGrantor && excessive.some(({ row }) => row.role === role)) return false;
    const held = [...rows, ...borrowedTime].filter((row) => row.role === role && counts(row));
    return held.length === 0 || exceeds(wish, union(held), perGrantor);
  });
  return { surplus, excessive, lacking, borrowedTime, rows: all };
}

/** Who loses, when these rows go, what the member gave on by them: from 16, where no other row lets it have done so. */
export function lostByOthers(row: FoundMembership, { surplus, excessive, rows }: MembershipChanges): readonly string[] {
  const goes = new Set([...surplus, ...excessive.flatMap((each) => (each.wish.admin ? [] : [each.row]))]);
  const stays = rows.some((each) => each.role === row.role && each.admin && !goes.has(each));
  return goes.has(row) && !stays ? (row.passedOn ?? []) : [];
}

/** All that several rows of one role give together. */
export function union(rows: readonly MembershipOptions[]): MembershipOptions {
  return {
    admin: rows.some(({ admin }) => admin),
    inherit: rows.some(({ inherit }) => inherit),
    set: rows.some(({ set }) => set),
  };
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
