import { CLOUD_ROLES, SIGN_IN_ROLES } from '../../metadata/clouds';
import { type Problem, problem } from '../../problem';
import type { FoundRole } from './found-role';
import { PER_GRANTOR } from './plan-memberships';
import type { RoleMember, WantedRole } from './role-spec';
import type { ServerFacts } from './server-facts';
import { isDefault, sameSetting, settingKey } from './settings';

/** What the guards need to know of the resource, besides the role. */
export interface RoleGuardsContext {
  /** The role is managed here already (it is in the state); else finding it is an error. */
  readonly managed: boolean;
  /** The server's name in the configuration, for the hint how to import. */
  readonly server: string;
}

/**
 * What will go wrong with a role on this server, known before any statement runs. A pure function of what was read.
 * A role missing from `facts.roles` is a warning, since the same run may make it: the caller, who knows, may drop it.
 *
 * @param found the role as it is, read by the name it had before
 */
export function roleGuards(
  wanted: WantedRole,
  facts: ServerFacts,
  found: FoundRole | null,
  context: RoleGuardsContext,
): Problem[] {
  if (found !== null && !context.managed) return [existsProblem(wanted.name, context.server)];
  return [
    ...reservedProblems(wanted),
    ...rightProblems(wanted, facts, found),
    ...passwordProblems(wanted, found),
    ...settingProblems(wanted, facts, found),
    ...(wanted.member_of ?? []).flatMap((member, index) => membershipProblems(member, index, wanted, facts, found)),
  ];
}

/** The problem of a role that is there already, though nothing made it here. */
export function existsProblem(name: string, server: string): Problem {
  return problem('ROLE_EXISTS', ['name'], `The role ${JSON.stringify(name)} exists already and is not managed here`, {
    value: name,
    next: `Import it with: terraform import ADDRESS '${server}/${name}' - or choose another name.`,
  });
}

function reservedProblems({ name }: WantedRole): Problem[] {
  if (!CLOUD_ROLES.includes(name)) return [];
  return [
    problem('ROLE_RESERVED', ['name'], 'The role belongs to the cloud that runs the server', {
      value: name,
      next: 'Name it under member_of where it is needed, and leave the role itself alone.',
    }),
  ];
}

function rightProblems(wanted: WantedRole, facts: ServerFacts, found: FoundRole | null): Problem[] {
  if (facts.superuser) return [];
  const problems: Problem[] = [];
  const lacks = (path: string, what: string, next: string) =>
    problems.push(
      problem('PG_NOT_PERMITTED', [path], `${what}, and ${facts.admin} is none`, {
        value: wanted[path as 'login'],
        next,
      }),
    );
  const changed = (name: 'superuser' | 'replication' | 'bypassrls' | 'createdb') =>
    (wanted[name] ?? false) !== (found?.[name] ?? false);
  const leaveOut = (name: string) => `Leave out ${name}, or sign in as an admin who has it.`;

  if (changed('superuser')) lacks('superuser', 'Only a superuser may give or take SUPERUSER', leaveOut('superuser'));
  else if (found?.superuser) lacks('name', 'Only a superuser may alter a superuser', 'Sign in as a superuser.');
  for (const name of ['replication', 'bypassrls'] as const) {
    const may = facts.version >= PER_GRANTOR && facts[name];
    if (changed(name) && !may) {
      const who = facts.version >= PER_GRANTOR ? `a superuser or a role that has ${name.toUpperCase()}` : 'a superuser';
      lacks(name, `Only ${who} may give or take ${name.toUpperCase()}`, leaveOut(name));
    }
  }
  if (changed('createdb') && facts.version >= PER_GRANTOR && !facts.createdb) {
    lacks('createdb', 'Only a superuser or a role that has CREATEDB may give or take CREATEDB', leaveOut('createdb'));
  }
  if (!facts.createrole)
    lacks('name', 'Only a superuser or a role that has CREATEROLE may make or alter roles', 'Sign in as one.');
  else if (found !== null && facts.version >= PER_GRANTOR && facts.roles[found.name]?.grantable === false) {
    problems.push(
      problem(
        'PG_NOT_PERMITTED',
        ['name'],
        `${facts.admin} has no ADMIN OPTION on the role, which PostgreSQL 16 asks for to alter it`,
        {
          value: found.name,
          next: `As a superuser or an admin of the role, run: GRANT the role TO ${facts.admin} WITH ADMIN TRUE.`,
        },
      ),
    );
  }
  return problems;
}

function passwordProblems(wanted: WantedRole, found: FoundRole | null): Problem[] {
  const problems: Problem[] = [];
  if (
    found !== null &&
    found.name !== wanted.name &&
    wanted.password === undefined &&
    typeof found.verifier === 'string' &&
    found.verifier.startsWith('md5')
  ) {
    problems.push(
      problem('ROLE_PASSWORD_LOST', ['name'], 'The stored password is an md5 one, which does not survive a new name', {
        severity: 'warning',
        next: 'Set the password together with the name.',
      }),
    );
  }
  const index = (wanted.member_of ?? []).findIndex(({ role }) => SIGN_IN_ROLES.includes(role));
  if (index >= 0 && wanted.password !== undefined) {
    problems.push(
      problem(
        'ROLE_PASSWORD_LOST',
        ['member_of', index],
        "A member of this role signs in by the cloud's tokens; its password may be refused",
        {
          severity: 'warning',
          value: wanted.member_of?.[index]?.role,
          next: 'Leave out either the membership or the password.',
        },
      ),
    );
  }
  return problems;
}

function settingProblems(wanted: WantedRole, facts: ServerFacts, found: FoundRole | null): Problem[] {
  const has = new Map(Object.entries(found?.settings ?? {}).map(([name, value]) => [settingKey(name), value]));
  return Object.entries(wanted.settings ?? {}).flatMap(([name, value]) => {
    const key = settingKey(name);
    const current = has.get(key);
    const stays = current === undefined ? isDefault(value) : sameSetting(name, current, value);
    // Some of PostgreSQL's own are not listed, or not to everybody.
    if (stays || UNLISTED.has(key)) return [];
    const inParts = key.includes('.');
    const standing = facts.settings[key] ?? (inParts ? (facts.superuser ? 'settable' : 'superuser only') : undefined);
    if (standing === 'settable') return [];
    const path = ['settings', name];
    if (standing === 'superuser only') {
      return [
        problem('PG_NOT_PERMITTED', path, `Only a superuser may give a role this setting, and ${facts.admin} is none`, {
          value: name,
          next: 'Leave it out, or have a superuser set it.',
        }),
      ];
    }
    return [
      problem(
        'UNKNOWN_SETTING',
        path,
        standing === undefined
          ? 'The server has no such setting'
          : "This setting is the whole server's and cannot be given to a role",
        {
          value: name,
          allowed:
            'the settings in pg_settings with context user, backend, superuser or superuser-backend; names with a dot',
          next: 'Correct the name or leave it out.',
        },
      ),
    ];
  });
}

const UNLISTED = new Set([
  'role',
  'session_authorization',
  'seed',
  'session_preload_libraries',
  'dynamic_library_path',
]);

function membershipProblems(
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
  const standing = facts.roles[role];
  if (standing === undefined) {
    return [
      ...problems,
      problem('ROLE_MISSING', path, `The role ${JSON.stringify(role)} does not exist`, {
        severity: 'warning',
        value: role,
        next: 'Nothing to do if the same run makes it first; else correct the name.',
      }),
    ];
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
