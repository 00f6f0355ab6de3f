import { SIGN_IN_ROLES } from '../../../metadata/clouds';
import { type Problem, problem } from '../../../problem';
import type { FoundRole } from '../found-role';
import type { WantedRole } from '../role-spec';

/** Passwords that will not survive the change, or that nobody can sign in with, as warnings. */
export function passwordProblems(wanted: WantedRole, found: FoundRole | null): Problem[] {
  return [...md5Problems(wanted, found), ...signInProblems(wanted), ...unusedProblems(wanted)];
}

/** An md5 password is salted with the role's name. */
function md5Problems(wanted: WantedRole, found: FoundRole | null): Problem[] {
  if (found === null || found.name === wanted.name || wanted.password !== undefined) return [];
  if (!found.verifier?.startsWith('md5')) return [];
  return [
    problem('ROLE_PASSWORD_LOST', ['name'], 'The stored password is an md5 one, which does not survive a new name', {
      severity: 'warning',
      next: 'Set the password together with the name.',
    }),
  ];
}

function signInProblems({ member_of, password }: WantedRole): Problem[] {
  const index = (member_of ?? []).findIndex(({ role }) => SIGN_IN_ROLES.includes(role));
  if (index < 0 || password === undefined) return [];
  return [
    problem(
      'ROLE_PASSWORD_LOST',
      ['member_of', index],
      "A member of this role signs in by the cloud's tokens; its password may be refused",
      {
        severity: 'warning',
        value: member_of?.[index]?.role,
        next: 'Leave out either the membership or the password.',
      },
    ),
  ];
}

function unusedProblems({ login, password }: WantedRole): Problem[] {
  if (login === true || password === undefined || password === null) return [];
  return [
    problem('ROLE_PASSWORD_UNUSED', ['login'], 'The role has a password and may not sign in', {
      severity: 'warning',
      value: login ?? false,
      next: 'Set login = true, or leave out the password.',
    }),
  ];
}
