import { CLOUD_ROLES } from '../../../metadata/clouds';
import { type Problem, problem } from '../../../problem';
import { PER_GRANTOR } from '../../membership';
import type { FoundRole } from '../found-role';
import type { RoleMember, RoleSpec, WantedRole } from '../role-spec';
import type { ServerFacts } from '../server-facts';
import { revokeProblems } from './guard-revokes';

/** Memberships that would go in a circle, that nobody can give, or that the server does not know in this form. */
export function membershipProblems(
  wanted: WantedRole,
  facts: ServerFacts,
  found: FoundRole | null,
  previous?: RoleSpec,
): Problem[] {
  return [
    ...(wanted.member_of ?? []).flatMap((member, index) => memberProblems(member, index, wanted, facts, found)),
    ...revokeProblems(wanted, facts, found, previous),
  ];
}

/** What a membership of a role that does not exist is told, once nothing can make that role any more. */
export function missingGroup(role: string, index: number): Problem {
  return problem('ROLE_MISSING', ['member_of', index, 'role'], `The role ${JSON.stringify(role)} does not exist`, {
    value: role,
    next: 'Make the role before this runs, or correct the name.',
  });
}

function memberProblems(
  member: RoleMember,
  index: number,
  wanted: WantedRole,
  facts: ServerFacts,
  found: FoundRole | null,
): Problem[] {
  const { role } = member;
  const path = ['member_of', index, 'role'];
  if (found?.members.includes(role)) {
    return [
      problem('MEMBERSHIP_LOOP', path, `${role} is itself a member of ${found.name}, directly or through others`, {
        value: role,
        next: 'Remove one of the two memberships.',
      }),
    ];
  }
  const problems = facts.version >= PER_GRANTOR ? [] : optionProblems(member, index, wanted, facts.version);
  const standing = facts.roles.get(role);
  if (standing === undefined) {
    const next = 'Nothing to do if the same run makes it first; else correct the name.';
    return [...problems, { ...missingGroup(role, index), severity: 'warning', next }];
  }
  if (standing.grantable || found?.member_of.some((row) => row.role === role)) return problems;
  if (facts.cloudAdmin !== null && CLOUD_ROLES.includes(role)) {
    return [
      ...problems,
      problem(
        'NOT_CHECKED',
        path,
        `${facts.admin} has no ADMIN OPTION on ${role}; ${facts.cloudAdmin} may do without`,
        {
          severity: 'warning',
          value: role,
          // RDS and Cloud SQL let their admins grant the cloud's own roles, which PostgreSQL 16 and later would refuse.
          next: 'Nothing to do where the cloud allows it; it is known when it is applied.',
        },
      ),
    ];
  }
  const why =
    facts.version >= PER_GRANTOR
      ? `${facts.admin} has no ADMIN OPTION on it`
      : `${facts.admin} is neither a superuser nor its admin`;
  return [
    ...problems,
    problem('PG_NOT_PERMITTED', path, `The membership cannot be given: ${why}`, {
      value: role,
      next: `Have somebody who may run: GRANT the role TO ${facts.admin} WITH ADMIN OPTION.`,
    }),
  ];
}

function optionProblems(member: RoleMember, index: number, wanted: WantedRole, version: number): Problem[] {
  const given = { inherit: wanted.inherit ?? true, set: true };
  return (['inherit', 'set'] as const)
    .filter((option) => member[option] !== undefined && member[option] !== given[option])
    .map((option) =>
      problem(
        'UNSUPPORTED_VERSION',
        ['member_of', index, option],
        `Memberships have no ${option.toUpperCase()} option before PostgreSQL 16`,
        {
          value: member[option],
          allowed: `${given[option]}, on this PostgreSQL ${Math.floor(version / 10000)}`,
          next: option === 'inherit' ? "Leave it out, or set the role's own inherit." : 'Leave it out.',
        },
      ),
    );
}
