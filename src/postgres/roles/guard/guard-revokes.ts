import { foldedChanges, NO_CHANGE, type ReviewChange } from '../../../metadata';
import { type Problem, problem } from '../../../problem';
import { isBorrowing } from '../../borrowing';
import { PER_GRANTOR } from '../../membership';
import { quoteIdentifier } from '../../quote';
import type { FoundMembership, FoundRole } from '../found-role';
import { lostByOthers, type MembershipChanges, membershipChanges } from '../memberships/membership-changes';
import { borrowGrantor } from '../memberships/plan-memberships';
import type { RoleSpec, WantedRole } from '../role-spec';
import type { ServerFacts } from '../server-facts';

/**
 * Memberships that nobody can take back, those that others lose along with them, and those that are not looked at
 * although they cannot be told apart.
 */
export function revokeProblems(
  wanted: WantedRole,
  facts: ServerFacts,
  found: FoundRole | null,
  previous?: RoleSpec,
): Problem[] {
  const changes = membershipChanges(wanted, found, facts.version, previous);
  const rows = [...changes.surplus, ...changes.excessive.map(({ row }) => row)];
  return [
    ...(facts.version >= PER_GRANTOR ? rows.flatMap((row) => grantorProblems(row, wanted, facts)) : []),
    ...passedOnProblems(rows, wanted, changes, facts),
    ...ignoredProblems(wanted, changes, facts),
  ];
}

function grantorProblems(row: FoundMembership, wanted: WantedRole, { admin, version }: ServerFacts): Problem[] {
  const outcome = borrowGrantor(row, version);
  if (outcome === undefined || isBorrowing(outcome)) return [];
  return [
    problem(
      'PG_NOT_PERMITTED',
      ['member_of'],
      `The membership in ${row.role} was given by ${row.grantor}, and ${admin} cannot take it back: ${outcome.why}`,
      {
        value: row.role,
        next: `Have ${row.grantor} or a superuser run: REVOKE ${quoteIdentifier(row.role)} FROM ${quoteIdentifier(wanted.name)}. Or keep it: declare it, or name ${row.grantor} in ignore_grantors.`,
      },
    ),
  ];
}

function passedOnProblems(
  rows: readonly FoundMembership[],
  { name }: WantedRole,
  changes: MembershipChanges,
  { version }: ServerFacts,
): Problem[] {
  if (version < PER_GRANTOR) return [];
  const lost = rows.flatMap((row) => lostByOthers(row, changes).map((member) => ({ member, role: row.role })));
  if (lost.length === 0) return [];
  const lines = new Set(lost.map(({ member, role }) => `${member} loses its membership in ${role}`));
  return [
    problem('GRANT_PASSED_ON', ['member_of'], `${name} gave on what is taken back; with it go memberships of others`, {
      severity: 'warning',
      changes: foldedChanges(lost.map(({ member, role }) => membershipLoss(member, role, name))),
      value: [...lines].sort(),
      next: 'Go on if that is meant; otherwise have somebody else give them these memberships first.',
    }),
  ];
}

function membershipLoss(member: string, role: string, grantor: string): ReviewChange {
  return {
    ...NO_CHANGE,
    kind: 'membership',
    effect: 'lose',
    cause: 'cascade',
    grantees: [member],
    on: 'role',
    objects: [role],
    grantor,
  };
}

function ignoredProblems(
  { ignore_grantors }: WantedRole,
  { borrowedTime }: MembershipChanges,
  facts: ServerFacts,
): Problem[] {
  return [
    ...(ignore_grantors ?? []).flatMap((grantor) =>
      facts.roles.get(grantor)?.superuser === true ? [superuserIgnored(grantor)] : [],
    ),
    ...borrowedTime.map(({ role, grantor }) =>
      problem('GRANTOR_NOT_TOLD_APART', ['member_of'], `The membership in ${role} is there as ${grantor} gave it`, {
        severity: 'warning',
        value: role,
        next: `Nothing to do; once ${grantor} takes it back, the next apply gives it. PostgreSQL 16 keeps the two apart.`,
      }),
    ),
  ];
}

function superuserIgnored(grantor: string): Problem {
  return problem(
    'GRANTOR_NOT_TOLD_APART',
    ['ignore_grantors'],
    `${grantor} is a superuser: what it gives carries another name`,
    {
      severity: 'warning',
      value: grantor,
      next: 'Let a role that is no superuser give what is to be left alone, and name that one.',
    },
  );
}
