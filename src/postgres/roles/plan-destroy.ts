import type { ReviewChange } from '../../metadata';
import type { Problem } from '../../problem';
import { lenderFor } from '../borrowing';
import { PER_GRANTOR } from '../membership';
import { borrowFor, type Need } from './borrow-for-destroy';
import { destroyChanges } from './destroy-changes';
import { holdingsProblems } from './destroy-problems';
import type { HeldPrivileges, Holdings } from './holdings';
import type { OnDestroy } from './on-destroy';
import type { DestroyStatement } from './role-statement';

/** One database's part of dropping a role. */
export interface DatabasePart {
  readonly database: string;
  readonly statements: readonly DestroyStatement[];
  /** What is there no more afterwards: objects dropped, privileges and memberships taken back. */
  readonly lost: readonly string[];
  /** What the role owns and the heir gets. */
  readonly handedOn: readonly string[];
  /** What others hold no more, since the role gave it on: `reader loses SELECT ON TABLE app.orders`. */
  readonly lostByOthers: readonly string[];
  /** What of it is to be told to programs. */
  readonly changes: readonly ReviewChange[];
  readonly problems: readonly Problem[];
}

/**
 * What must be done in one database before a role can be dropped. A pure function of what was read there: memberships
 * are borrowed where needed, and given back by the last statements.
 */
export function planDestroyIn(role: string, holdings: Holdings, onDestroy: OnDestroy): DatabasePart {
  const { database, owned, held, attached, given } = holdings;
  const heir = owned.length === 0 ? undefined : (onDestroy.reassign_owned_to ?? undefined);
  const dropped = onDestroy.drop_owned === true && heir === undefined ? owned.filter(({ shared }) => !shared) : [];
  // Where nothing is owned any more, this takes away only what is bound to the role itself.
  const dropsOwned = attached.length > 0 || dropped.length > 0;
  const { borrowings, problems } = borrowFor(needs(role, heir, dropsOwned, holdings), role, holdings);
  return {
    database,
    statements: [
      ...borrowings.flatMap(({ take }) => take),
      ...(heir === undefined ? [] : [{ do: 'reassign owned', role, to: heir } as const]),
      ...revokes(role, holdings),
      ...given.map((each): DestroyStatement => {
        return { do: 'revoke membership', roles: [each.role], member: each.member, grantor: role, cascade: true };
      }),
      ...(dropsOwned ? [{ do: 'drop owned', role } as const] : []),
      ...borrowings.flatMap(({ giveBack }) => giveBack),
    ],
    lost: [
      ...dropped.map(({ type, identity }) => `${type} ${identity}`),
      ...attached,
      ...held.map(privilegesOf),
      ...holdings.memberOf.map((group) => `its membership in ${group}`),
      ...holdings.members.map((member) => `membership of ${member} in it`),
    ],
    handedOn: heir === undefined ? [] : owned.map(({ type, identity }) => `${type} ${identity} goes to ${heir}`),
    lostByOthers: [
      ...holdings.passedOn.map((each) => `${each.grantee} loses ${privilegesOf(each)}`),
      ...holdings.givenOn.map(({ role: group, member }) => `${member} loses its membership in ${group}`),
    ],
    changes: destroyChanges(role, holdings, onDestroy),
    problems: [...holdingsProblems(role, holdings, onDestroy), ...problems],
  };
}

function privilegesOf({
  privileges,
  kind,
  identity,
}: Pick<HeldPrivileges, 'privileges' | 'kind' | 'identity'>): string {
  return `${privileges.join(', ')} ON ${kind} ${identity}`.trim();
}

function needs(role: string, heir: string | undefined, dropsOwned: boolean, holdings: Holdings): Need[] {
  const inRolesName = dropsOwned || holdings.given.length > 0 || heir !== undefined;
  return [
    ...(inRolesName ? [{ of: role, to: 'inherit' } as const] : []),
    ...(heir === undefined ? [] : [{ of: heir, to: 'inherit' } as const]),
    ...holdings.held.flatMap((each): Need[] => {
      const actor = actorOf(each, holdings);
      if (actor !== undefined) return [{ of: actor, to: 'act' }];
      if (!isDefault(each)) return [];
      // Before 16 who is a member may alter the defaults of an owner, also without its privileges.
      return [{ of: each.owner, to: holdings.serverVersion < PER_GRANTOR ? 'act' : 'inherit' }];
    }),
  ];
}

/** Revokes as each grantor gave, folded over the objects of a kind. CASCADE: the role may have passed them on. */
function revokes(role: string, holdings: Holdings): DestroyStatement[] {
  const groups = new Map<string, { actor: string | undefined; each: HeldPrivileges; objects: Set<string> }>();
  for (const each of holdings.held) {
    const actor = actorOf(each, holdings);
    const key = JSON.stringify([actor, each.kind, isDefault(each) ? [each.owner, each.identity] : null]);
    const group = groups.get(key) ?? { actor, each, objects: new Set() };
    group.objects.add(each.identity);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ actor, each, objects }): DestroyStatement[] => {
    const { kind, owner, identity } = each;
    if (isDefault(each)) {
      const schema = identity === '' ? null : identity;
      return [{ do: 'revoke default privileges', owner, schema, kind: kind.slice(DEFAULT.length), role }];
    }
    const revoke: DestroyStatement = { do: 'revoke all', kind, objects: [...objects], role };
    if (actor === undefined) return [revoke];
    // Back by name: RESET ROLE would go to whatever role the database names.
    return [{ do: 'act as', role: actor }, revoke, { do: 'act as', role: holdings.admin }];
  });
}

/** Who must be stood in for to take privileges back; nobody when a plain REVOKE finds the right grantor. */
function actorOf(held: HeldPrivileges, { admin, superuser, databaseOwner, standings }: Holdings): string | undefined {
  const { grantor, owner } = held;
  if (isDefault(held) || grantor === admin) return undefined;
  const actsAsOwner = superuser || standings.get(owner)?.inherits === true;
  return grantor === owner && actsAsOwner ? undefined : lenderFor(grantor, databaseOwner);
}

const DEFAULT = 'DEFAULT ';

function isDefault({ kind }: HeldPrivileges): boolean {
  return kind.startsWith(DEFAULT);
}
