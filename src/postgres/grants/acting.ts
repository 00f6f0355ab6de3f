import { type Problem, problem } from '../../problem';
import { type Borrowing, isBorrowing, lenderFor, type NotBorrowed, planBorrowing } from '../borrowing';
import { PER_GRANTOR } from '../membership';
import type { AclChange, Changes, DefaultChange } from './changes';
import { targetLabel } from './found';
import type { FoundIndex } from './found-index';

/** As whom each change is to be made. */
export interface Acting {
  /** The role to SET LOCAL ROLE to for a change; undefined is the admin itself. What cannot be made is missing. */
  readonly actors: ReadonlyMap<AclChange | DefaultChange, string | undefined>;
  /** Roles that the admin joins for the length of the transaction. */
  readonly borrowed: readonly Borrowing[];
  readonly problems: readonly Problem[];
}

/** Decides as whom each change is made, and says what the admin cannot do. Pure. */
export function planActing(changes: Changes, index: FoundIndex): Acting {
  const acts = [...aclActs(changes.acl, index), ...defaultActs(changes.defaults, index)];
  const able = acts.filter((act): act is Act & { way: Able } => !('why' in act.way));
  return {
    actors: new Map(able.map(({ change, way }) => [change, way.actor])),
    borrowed: borrowedBy(able.map(({ way }) => way)),
    problems: problemsOf(acts, index.found.admin),
  };
}

/** In whose name PostgreSQL acts when this role acts: as superuser or member of the owner it is the owner's. */
export function actsAsOwner(index: FoundIndex, role: string, owner: string): boolean {
  return index.roles.get(role)?.superuser === true || index.rolesOf(role).has(owner);
}

/** Whether the admin can take on a role with SET ROLE, if need be by joining it for a moment. */
export function canBecome(role: string, index: FoundIndex): boolean {
  return !('why' in asGrantor(role, index));
}

interface Act {
  readonly change: AclChange | DefaultChange;
  readonly way: Able | Unable;
}

/** The admin can act as somebody. */
interface Able {
  readonly actor: string | undefined;
  readonly borrowing?: Borrowing;
}

interface Unable extends NotBorrowed {
  /** As whom the admin cannot act. */
  readonly role: string;
  /** It is about what this role gave to each grantee. */
  readonly asGrantor?: true;
}

const MYSELF: Able = { actor: undefined };

function aclActs(changes: readonly AclChange[], index: FoundIndex): Act[] {
  // Decided once a role, since there may be a million changes.
  const owners = eachOnce(
    changes.map(({ target }) => target.owner),
    (owner) => asOwner(owner, index),
  );
  const grantors = eachOnce(
    changes.map(({ grantor }) => grantor),
    (grantor) => asGrantor(grantor, index),
  );
  return changes.map((change) => {
    const { target, grantor } = change;
    if (grantor === target.owner) {
      return { change, way: holdsOptions(change, index) ? MYSELF : (owners.get(grantor) as Able | Unable) };
    }
    return actsAsOwner(index, grantor, target.owner)
      ? { change, way: onlyAsOwner(grantor) }
      : { change, way: grantors.get(grantor) as Able | Unable };
  });
}

function defaultActs(changes: readonly DefaultChange[], index: FoundIndex): Act[] {
  const owners = eachOnce(
    changes.map(({ owner }) => owner),
    (owner) => asOwner(owner, index),
  );
  return changes.map((change) => ({
    change,
    way: owners.get(change.owner) as Able | Unable,
  }));
}

function eachOnce<Way>(roles: readonly string[], decide: (role: string) => Way): ReadonlyMap<string, Way> {
  return new Map([...new Set(roles)].map((role) => [role, decide(role)]));
}

/** Of a grant: the admin holds the grant options itself, and would not act as the owner. */
function holdsOptions(change: AclChange, index: FoundIndex): boolean {
  const me = index.roles.get(index.found.admin);
  if (change.action !== 'grant' || me === undefined || me.superuser || index.roles.get(change.grantor)?.usable) {
    return false;
  }
  const mine = change.target.entries.filter((each) => each.grantee === me.name);
  return (change.privileges & ~mine.reduce((bits, each) => bits | each.grantable, 0)) === 0;
}

function asOwner(owner: string, index: FoundIndex): Able | Unable {
  const me = index.roles.get(index.found.admin);
  if (me?.superuser || index.roles.get(owner)?.usable) return MYSELF;
  const lender = lenderFor(owner, index.databaseOwner);
  if (index.roles.get(lender)?.settable) return { actor: lender };
  const borrowing = borrow(lender, index);
  if (!isBorrowing(borrowing)) return { ...borrowing, role: owner };
  const inherits = index.found.serverVersion >= PER_GRANTOR || me?.inherit === true;
  return { actor: inherits ? undefined : lender, borrowing };
}

function asGrantor(grantor: string, index: FoundIndex): Able | Unable {
  const me = index.roles.get(index.found.admin);
  if (grantor === me?.name) return MYSELF;
  if (me?.superuser || index.roles.get(grantor)?.settable) return { actor: grantor };
  const borrowing = borrow(grantor, index);
  return isBorrowing(borrowing) ? { actor: grantor, borrowing } : { ...borrowing, role: grantor };
}

function onlyAsOwner(grantor: string): Unable {
  return {
    role: grantor,
    asGrantor: true,
    why: 'it has come to the privileges of the owner, in whose name it would act, and what it gave before is out of reach',
    next: `Take the membership or SUPERUSER that gives ${grantor} the owner's privileges away while this runs.`,
  };
}

function borrow(role: string, index: FoundIndex): Borrowing | NotBorrowed {
  const { admin, memberships, serverVersion } = index.found;
  const me = index.roles.get(admin);
  const other = index.roles.get(role);
  if (me === undefined || other === undefined) {
    return { why: 'there is no such role', next: `Make ${admin} a member of ${role}, or apply as another admin.` };
  }
  const rows = other.superuser ? [] : memberships.filter((each) => each.role === role);
  const administrators = new Set(rows.filter((each) => each.admin).map((each) => each.member));
  // As PostgreSQL looks for the grantor: the admin itself first; from 16 those whose privileges it inherits.
  const mine = index.rolesOf(admin, serverVersion < PER_GRANTOR ? 'any' : 'inherited');
  const grantor = [...mine].find((each) => administrators.has(each)) ?? null;
  const before = rows.find(
    (each) => each.member === admin && (serverVersion < PER_GRANTOR || each.grantor === grantor),
  );
  return planBorrowing(
    { role, superuser: other.superuser, holds: index.rolesOf(role, 'any'), grantor, before: before ?? null },
    { name: admin, createrole: me.createrole, serverVersion },
  );
}

/** What is borrowed, each role once, in the order of need. */
function borrowedBy(ways: readonly Able[]): Borrowing[] {
  const borrowings = ways.flatMap(({ borrowing }) => (borrowing === undefined ? [] : [borrowing]));
  return [...new Map(borrowings.map((each) => [each.role, each])).values()];
}

/** One problem a role that the admin cannot act as, with what that concerns. */
function problemsOf(acts: readonly Act[], admin: string): Problem[] {
  const byRole = new Map<string, { readonly way: Unable; readonly on: Set<string> }>();
  for (const { change, way } of acts) {
    if (!('why' in way)) continue;
    const known = byRole.get(way.role) ?? { way, on: new Set() };
    byRole.set(way.role, known);
    known.on.add(labelOf(change, way));
  }
  return [...byRole.values()].map(({ way, on }) => {
    const shown = [...on];
    const more = shown.length > 5 ? ` and ${shown.length - 5} more` : '';
    return problem('GRANT_CANNOT_ACT', [], `The admin ${admin} cannot act as ${way.role}: ${way.why}`, {
      value: shown.slice(0, 5).join(', ') + more,
      next: way.next,
    });
  });
}

/** What a change is on, for people. */
function labelOf(change: AclChange | DefaultChange, { asGrantor }: Unable): string {
  if (!('target' in change)) return `future objects of ${change.owner}`;
  const label = targetLabel(change.target);
  return asGrantor ? `${change.grantee} on ${label}` : label;
}
