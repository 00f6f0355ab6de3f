import { CLOUD_DATABASES, isSystemRole } from '../../metadata/clouds';
import { type Problem, problem } from '../../problem';
import { quoteIdentifier } from '../quote';
import type { HeldPrivileges, Holdings, RoleFootprint, Standing } from './holdings';
import type { Statement } from './role-spec';

/** What becomes of what the role leaves behind. */
export interface OnDestroy {
  /** The heir of everything the role owns. Default: none. */
  readonly reassign_owned_to?: string | null;
  /** Drop what the role owns, or still owns after the heir took over. Default false. */
  readonly drop_owned?: boolean;
  /** End the role's sessions. Default false: open sessions are refused. */
  readonly terminate_sessions?: boolean;
}

/** One database's part of dropping a role. */
export interface DatabasePart {
  readonly database: string;
  readonly statements: readonly Statement[];
  /** What is there no more afterwards: objects dropped, privileges taken back. */
  readonly lost: readonly string[];
  readonly problems: readonly Problem[];
}

/** What stands in the way of dropping a role, as far as the whole server is concerned. */
export function footprintProblems(role: string, footprint: RoleFootprint, onDestroy: OnDestroy): Problem[] {
  const problems: Problem[] = [];
  if (isSystemRole(role)) {
    problems.push(
      problem('ROLE_RESERVED', ['name'], 'The role belongs to PostgreSQL or to the cloud that runs it', {
        value: role,
        next: 'Take it out of the state with: terraform state rm.',
      }),
    );
  }
  for (const { name, connectable } of footprint.databases) {
    if (CLOUD_DATABASES.includes(name)) {
      problems.push(
        problem('ROLE_NOT_REMOVABLE', ['name'], `The cloud's own database ${JSON.stringify(name)} names the role`, {
          value: role,
          next: 'Have the cloud take back what the role holds there; or leave the role to itself: terraform state rm.',
        }),
      );
      continue;
    }
    if (connectable) continue;
    problems.push(
      problem(
        'ROLE_NOT_REMOVABLE',
        ['name'],
        `The database ${JSON.stringify(name)} names the role and takes no connections`,
        {
          value: role,
          next: `Run: ALTER DATABASE ${quoteIdentifier(name)} ALLOW_CONNECTIONS true - or drop that database.`,
        },
      ),
    );
  }
  if (footprint.sessions.length > 0 && onDestroy.terminate_sessions !== true) {
    const list = footprint.sessions.map(
      (each) => `process ${each.pid} in ${each.database} (${each.application || 'unnamed'})`,
    );
    problems.push(
      problem('ROLE_IN_USE', ['on_destroy', 'terminate_sessions'], `Sessions of the role are open: ${some(list)}`, {
        value: onDestroy.terminate_sessions ?? false,
        next: 'Close them, or set on_destroy.terminate_sessions = true and apply that first.',
      }),
    );
  }
  return problems;
}

/**
 * What must be done in one database before a role can be dropped. A pure function of what was read there: memberships
 * are borrowed where needed, and given back by the last statements.
 */
export function planDestroyIn(role: string, holdings: Holdings, onDestroy: OnDestroy): DatabasePart {
  const { database, owned, held, attached, given } = holdings;
  const heir = onDestroy.reassign_owned_to ?? undefined;
  const drop = onDestroy.drop_owned === true;
  const stays = owned.filter(({ shared }) => heir === undefined && (shared || !drop));
  const name = quoteIdentifier(role);
  const statements: string[] = [];
  if (owned.length > 0 && heir !== undefined) statements.push(`REASSIGN OWNED BY ${name} TO ${quoteIdentifier(heir)}`);
  statements.push(...revokes(role, holdings));
  for (const { role: of, member } of given) {
    statements.push(`REVOKE ${quoteIdentifier(of)} FROM ${quoteIdentifier(member)} GRANTED BY ${name} CASCADE`);
  }
  // Where nothing is owned any more, this takes away only what is bound to the role itself.
  const dropsOwned = attached.length > 0 || (drop && heir === undefined && owned.some(({ shared }) => !shared));
  if (dropsOwned) statements.push(`DROP OWNED BY ${name}`);

  const needs = new Map<string, 'acts' | 'inherits'>();
  if (dropsOwned || given.length > 0 || (owned.length > 0 && heir !== undefined)) needs.set(role, 'inherits');
  if (owned.length > 0 && heir !== undefined) needs.set(heir, 'inherits');
  for (const each of held) {
    const actor = actorOf(each, holdings);
    if (actor !== undefined) needs.set(actor, 'acts');
    else if (each.kind.startsWith('DEFAULT ')) needs.set(each.owner, 'inherits');
  }
  const borrowed = [...needs].flatMap(([of, need]) => borrow(of, need, role, holdings));
  return {
    database,
    statements: [...borrowed.flatMap(({ take }) => take), ...statements, ...borrowed.flatMap(({ back }) => back)].map(
      (sql) => ({ sql, display: sql }),
    ),
    lost: [
      ...(drop && heir === undefined
        ? owned.filter(({ shared }) => !shared).map(({ type, identity }) => `${type} ${identity}`)
        : []),
      ...attached,
      ...held.map((each) => `${each.privileges.join(', ')} ON ${each.kind} ${each.identity}`.trim()),
      ...given.map((each) => `membership of ${each.member} in ${each.role}`),
    ],
    problems: [
      ...(holdings.standings[role]?.grantable === false ? [dropProblem(role, holdings.admin)] : []),
      ...(stays.length === 0
        ? []
        : [
            ownsProblem(
              database,
              stays.map(({ type, identity }) => `${type} ${identity}`),
            ),
          ]),
      ...(heir === role ? [heirProblem(heir, 'is the role itself')] : []),
      ...(heir !== undefined && heir !== role && holdings.standings[heir] === undefined
        ? [heirProblem(heir, 'does not exist')]
        : []),
      ...borrowed.flatMap(({ problems }) => problems),
    ],
  };
}

/** Revokes as each grantor gave, folded over the objects of a kind. CASCADE: the role may have passed them on. */
function revokes(role: string, holdings: Holdings): string[] {
  const groups = new Map<string, { actor: string | undefined; each: HeldPrivileges; identities: string[] }>();
  for (const each of holdings.held) {
    const actor = actorOf(each, holdings);
    const isDefault = each.kind.startsWith('DEFAULT ');
    const key = JSON.stringify([actor, each.kind, isDefault ? [each.owner, each.identity] : null]);
    const group = groups.get(key) ?? { actor, each, identities: [] };
    group.identities.push(each.identity);
    groups.set(key, group);
  }
  const from = quoteIdentifier(role);
  return [...groups.values()].flatMap(({ actor, each, identities }) => {
    if (each.kind.startsWith('DEFAULT ')) {
      const schema = each.identity === '' ? '' : ` IN SCHEMA ${each.identity}`;
      const kind = each.kind.slice('DEFAULT '.length);
      return [
        `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(each.owner)}${schema} REVOKE ALL ON ${kind} FROM ${from} CASCADE`,
      ];
    }
    const revoke = `REVOKE ALL ON ${each.kind} ${[...new Set(identities)].join(', ')} FROM ${from} CASCADE`;
    return actor === undefined ? [revoke] : [`SET LOCAL ROLE ${quoteIdentifier(actor)}`, revoke, 'RESET ROLE'];
  });
}

/** Who must be stood in for to take privileges back; nobody when a plain REVOKE finds the right grantor. */
function actorOf(
  { grantor, owner, kind }: HeldPrivileges,
  { admin, superuser, standings }: Holdings,
): string | undefined {
  if (kind.startsWith('DEFAULT ') || grantor === admin) return undefined;
  const actsAsOwner = superuser || standings[owner]?.inherits === true;
  return grantor === owner && actsAsOwner ? undefined : grantor;
}

interface Borrowed {
  readonly take: readonly string[];
  readonly back: readonly string[];
  readonly problems: readonly Problem[];
}

/** The statements that make the admin act for a role, and those that undo it. */
export function borrow(of: string, need: 'acts' | 'inherits', role: string, holdings: Holdings): Borrowed[] {
  const standing = holdings.standings[of];
  if (of === holdings.admin || standing === undefined || standing[need]) return [];
  const refuse = (what: string, next: string) => [
    { take: [], back: [], problems: [problem('PG_NOT_PERMITTED', ['name'], what, { value: role, next })] },
  ];
  const where = `in database ${JSON.stringify(holdings.database)}`;
  if (standing.cloudSignIn) {
    return refuse(
      `Something must be done as ${of} ${where}, and being a member of it would lock ${holdings.admin} out: it signs in by the cloud's tokens`,
      `Sign in as ${of}, or take that sign-in role from it, and try again.`,
    );
  }
  if (!standing.grantable) {
    return refuse(
      `Something must be done as ${of} ${where}, and ${holdings.admin} can neither act for it nor become its member`,
      `Have somebody who may run: GRANT ${quoteIdentifier(of)} TO ${quoteIdentifier(holdings.admin)}.`,
    );
  }
  return [{ ...borrowing(of, standing, holdings), problems: [] }];
}

function borrowing(of: string, { own }: Standing, { admin, serverVersion }: Holdings): Omit<Borrowed, 'problems'> {
  const membership = `${quoteIdentifier(of)} TO ${quoteIdentifier(admin)}`;
  if (serverVersion < 160000) {
    return { take: [`GRANT ${membership}`], back: [`REVOKE ${quoteIdentifier(of)} FROM ${quoteIdentifier(admin)}`] };
  }
  const word = (on: boolean) => (on ? 'TRUE' : 'FALSE');
  return {
    take: [`GRANT ${membership} WITH INHERIT TRUE, SET TRUE`],
    back: [
      own === null
        ? `REVOKE ${quoteIdentifier(of)} FROM ${quoteIdentifier(admin)} GRANTED BY ${quoteIdentifier(admin)}`
        : `GRANT ${membership} WITH ADMIN ${word(own.admin)}, INHERIT ${word(own.inherit)}, SET ${word(own.set)}`,
    ],
  };
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

function ownsProblem(database: string, list: readonly string[]): Problem {
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
