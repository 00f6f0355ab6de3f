import { CLOUD_DATABASES, isSystemRole } from '../../metadata/clouds';
import { type Problem, problem } from '../../problem';
import { quoteIdentifier } from '../quote';
import type { RoleFootprint } from './footprint';
import type { Holdings, OwnedObject } from './holdings';
import type { OnDestroy } from './on-destroy';

/** What stands in the way of dropping a role, as far as the whole server is concerned. */
export function footprintProblems(role: string, footprint: RoleFootprint, onDestroy: OnDestroy): Problem[] {
  return [
    ...reservedProblems(role),
    ...footprint.databases.flatMap((database) => databaseProblems(role, database)),
    ...sessionProblems(footprint.sessions, onDestroy),
  ];
}

/** What stands in the way in one database, besides what the admin cannot do there. */
export function holdingsProblems(role: string, holdings: Holdings, onDestroy: OnDestroy): Problem[] {
  const { admin, database, owned, standings, executable } = holdings;
  const heir = onDestroy.reassign_owned_to ?? undefined;
  const stays = owned.filter(({ shared }) => heir === undefined && (shared || onDestroy.drop_owned !== true));
  return [
    ...(standings.get(role)?.grantable === false ? [dropProblem(role, admin)] : []),
    ...(stays.length === 0 ? [] : [ownsProblem(database, stays)]),
    ...(heir !== undefined && holdings.heirExceeds && executable.length > 0
      ? codeProblems(database, heir, executable, onDestroy)
      : []),
    ...(heir === role ? [heirProblem(heir, 'is the role itself')] : []),
    ...(heir !== undefined && heir !== role && !standings.has(heir) ? [heirProblem(heir, 'does not exist')] : []),
  ];
}

function reservedProblems(role: string): Problem[] {
  if (!isSystemRole(role)) return [];
  return [
    problem('ROLE_RESERVED', ['name'], 'The role belongs to PostgreSQL or to the cloud that runs it', {
      value: role,
      next: 'Take it out of the state with: terraform state rm.',
    }),
  ];
}

function databaseProblems(role: string, { name, connectable }: RoleFootprint['databases'][number]): Problem[] {
  if (CLOUD_DATABASES.includes(name)) {
    return [
      problem('ROLE_NOT_REMOVABLE', ['name'], `The cloud's own database ${JSON.stringify(name)} names the role`, {
        value: role,
        next: 'Have the cloud take back what the role holds there; or leave the role to itself: terraform state rm.',
      }),
    ];
  }
  if (connectable) return [];
  return [
    problem(
      'ROLE_NOT_REMOVABLE',
      ['name'],
      `The database ${JSON.stringify(name)} names the role and takes no connections`,
      {
        value: role,
        next: `Run: ALTER DATABASE ${quoteIdentifier(name)} ALLOW_CONNECTIONS true - or drop that database.`,
      },
    ),
  ];
}

function sessionProblems(sessions: RoleFootprint['sessions'], { terminate_sessions = false }: OnDestroy): Problem[] {
  if (sessions.length === 0 || terminate_sessions) return [];
  const list = sessions.map((each) => `process ${each.pid} in ${each.database} (${each.application || 'unnamed'})`);
  return [
    problem('ROLE_IN_USE', ['on_destroy', 'terminate_sessions'], `Sessions of the role are open: ${some(list)}`, {
      value: terminate_sessions,
      next: 'Close them, or set on_destroy.terminate_sessions = true and apply that first.',
    }),
  ];
}

function dropProblem(role: string, admin: string): Problem {
  return problem(
    'PG_NOT_PERMITTED',
    ['name'],
    `${admin} may not drop the role: it is a superuser, or ${admin} is not its admin`,
    {
      value: role,
      next: `Sign in as a superuser, or have somebody who may run: GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(admin)} WITH ADMIN OPTION.`,
    },
  );
}

function ownsProblem(database: string, objects: readonly OwnedObject[]): Problem {
  const list = objects.map(({ type, identity }) => `${type} ${identity}`);
  return problem(
    'ROLE_OWNS_OBJECTS',
    ['on_destroy'],
    `The role owns, in database ${JSON.stringify(database)}: ${some(list)}`,
    {
      allowed: 'reassign_owned_to with a role, or drop_owned = true (which leaves databases and tablespaces)',
      next: 'Name an heir in on_destroy.reassign_owned_to, or set on_destroy.drop_owned = true, and apply that first.',
    },
  );
}

function codeProblems(
  database: string,
  heir: string,
  executable: readonly string[],
  { reassign_executable_objects = false }: OnDestroy,
): Problem[] {
  if (reassign_executable_objects) return [];
  return [
    problem(
      'ROLE_HANDS_ON_CODE',
      ['on_destroy', 'reassign_executable_objects'],
      `What the role owns in database ${JSON.stringify(database)} would run with the rights of ${heir}, who has others: ${some(executable)}`,
      {
        value: reassign_executable_objects,
        next: 'Read what that code does. Then drop it, name an heir whose rights the role has already, or set on_destroy.reassign_executable_objects = true and apply that first.',
      },
    ),
  ];
}

/** Only a superuser may look into the temporary schema of another session. */
export function temporaryProblems(role: string, database: string, objects: readonly string[]): Problem[] {
  if (objects.length === 0) return [];
  return [
    problem(
      'ROLE_NOT_REMOVABLE',
      ['name'],
      `Temporary objects of other sessions name the role, in database ${JSON.stringify(database)}: ${some(objects)}`,
      { value: role, next: 'Wait until these sessions have ended, or close them; a superuser may go on.' },
    ),
  ];
}

function heirProblem(heir: string, what: string): Problem {
  return problem('INVALID_VALUE', ['on_destroy', 'reassign_owned_to'], `The heir ${what}`, {
    value: heir,
    allowed: 'another role of the server',
    next: 'Name a role that stays.',
  });
}

function some(list: readonly string[]): string {
  return list.length <= 20 ? list.join(', ') : `${list.slice(0, 20).join(', ')} and ${list.length - 20} more`;
}
