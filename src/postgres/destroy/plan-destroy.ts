import type { ReviewChange } from '../../metadata';
import type { Problem } from '../../problem';
import { type FoundGrants, planLeaving } from '../grants';
import { borrowFor } from './borrow';
import { destroyChanges } from './destroy-changes';
import { holdingsProblems, temporaryProblems } from './destroy-problems';
import type { DestroyStatement } from './destroy-statement';
import type { Holdings } from './holdings';
import type { OnDestroy } from './on-destroy';

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

/** What was read in one database. */
export interface Found {
  readonly holdings: Holdings;
  /** The access lists; null where none speaks of the role. */
  readonly grants: FoundGrants | null;
  /** Whether what belongs to no database was read too. */
  readonly shared: boolean;
}

/**
 * What must be done in one database before a role can be dropped. A pure function of what was read there: the role leaves
 * the access lists as if nothing were declared for it; then what it owns goes to the heir, or with it. Memberships are
 * borrowed where needed, and given back by the last statements.
 */
export function planDestroyIn(role: string, { holdings, grants, shared }: Found, onDestroy: OnDestroy): DatabasePart {
  const { database, owned, attached, given } = holdings;
  const leaving = grants === null ? undefined : planLeaving({ role, shared }, grants);
  const heir = owned.length === 0 ? undefined : (onDestroy.reassign_owned_to ?? undefined);
  const dropped = onDestroy.drop_owned === true && heir === undefined ? owned.filter((each) => !each.shared) : [];
  // Where nothing is owned any more, this takes away only what is bound to the role itself.
  const dropsOwned = attached.length > 0 || dropped.length > 0;
  const inRolesName = dropsOwned || given.length > 0 || heir !== undefined;
  const lenders = [...(inRolesName ? [role] : []), ...(heir === undefined ? [] : [heir])];
  const { borrowings, problems } = borrowFor(lenders, role, holdings);
  return {
    database,
    statements: [
      // First, before the admin is lent what the role may grant.
      ...(leaving?.statements ?? []),
      ...borrowings.flatMap(({ take }) => take),
      ...(heir === undefined ? [] : [{ do: 'reassign owned', role, to: heir } as const]),
      ...given.map((each): DestroyStatement => {
        return { do: 'revoke membership', roles: [each.role], member: each.member, grantor: role, cascade: true };
      }),
      ...(dropsOwned ? [{ do: 'drop owned', role } as const] : []),
      ...borrowings.flatMap(({ giveBack }) => giveBack),
    ],
    lost: [
      ...dropped.map(({ type, identity }) => `${type} ${identity}`),
      ...attached,
      ...(leaving?.lost ?? []),
      ...holdings.memberOf.map((group) => `its membership in ${group}`),
      ...holdings.members.map((member) => `membership of ${member} in it`),
    ],
    handedOn: heir === undefined ? [] : owned.map(({ type, identity }) => `${type} ${identity} goes to ${heir}`),
    lostByOthers: [
      ...(leaving?.lostByOthers ?? []),
      ...holdings.givenOn.map(({ role: group, member }) => `${member} loses its membership in ${group}`),
    ],
    changes: [
      ...destroyChanges(role, holdings, onDestroy),
      ...(leaving?.changes.map((each) => ({ ...each, database })) ?? []),
    ],
    problems: [
      ...holdingsProblems(role, holdings, onDestroy),
      ...temporaryProblems(role, database, leaving?.temporary ?? []),
      ...(leaving?.problems ?? []),
      ...problems,
    ],
  };
}
