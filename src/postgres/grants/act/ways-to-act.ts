import { type Borrowing, isBorrowing, lenderFor, type NotBorrowed, planBorrowing } from '../../borrowing';
import { PER_GRANTOR } from '../../membership';
import type { Barred } from '../changes';
import type { FoundIndex } from '../found/found-index';

/** The admin can act as somebody. */
export interface Able {
  readonly actor: string | undefined;
  readonly borrowing?: Borrowing;
}

/** Decided once a role, since there may be a million changes. */
interface Ways {
  owner(role: string): Able | Barred;
  grantor(role: string): Able | Barred;
  /** As an owner by name, joining it where the admin has to; undefined where it cannot. */
  ownerByName(role: string): Able | undefined;
}

const WAYS = new WeakMap<FoundIndex, Ways>();

/** As whom the admin can act for each role. */
export function waysOn(index: FoundIndex): Ways {
  const known = WAYS.get(index);
  if (known !== undefined) return known;
  const ways = {
    owner: eachOnce((role) => asOwner(role, index)),
    grantor: eachOnce((role) => asGrantor(role, index)),
    ownerByName: eachOnce((role) => byName(role, index)),
  };
  WAYS.set(index, ways);
  return ways;
}

function eachOnce<Way>(decide: (role: string) => Way): (role: string) => Way {
  const decided = new Map<string, Way>();
  return (role) => {
    const known = decided.get(role);
    if (known !== undefined || decided.has(role)) return known as Way;
    const way = decide(role);
    decided.set(role, way);
    return way;
  };
}

/** Whether a role has the privileges of another: a superuser has everybody's. */
export function hasPrivilegesOf(role: string, other: string, index: FoundIndex): boolean {
  return index.roles.get(role)?.superuser === true || index.rolesOf(role).has(other);
}

/** Why the admin cannot act in an owner's name; undefined where it can. */
export function barredAsOwner(owner: string, index: FoundIndex): Barred | undefined {
  const way = waysOn(index).owner(owner);
  return 'why' in way ? way : undefined;
}

/** Whether the admin joins an owner for the length of the transaction, and has its privileges by that: before 16 NOINHERIT has not. */
export function inheritsFromJoined(owner: string, index: FoundIndex): boolean {
  const way = waysOn(index).owner(owner);
  return !('why' in way) && way.borrowing !== undefined && way.actor === undefined;
}

function byName(owner: string, index: FoundIndex): Able | undefined {
  const lender = lenderFor(owner, index.databaseOwner);
  // Before 16 a NOINHERIT owner of the database has not even the privileges of `pg_database_owner`.
  if (index.roles.get(lender)?.settable) return { actor: owner };
  const borrowing = borrow(lender, index);
  return isBorrowing(borrowing) ? { actor: owner, borrowing } : undefined;
}

export const MYSELF: Able = { actor: undefined };

function asOwner(owner: string, index: FoundIndex): Able | Barred {
  const me = index.roles.get(index.found.admin);
  if (me?.superuser || index.roles.get(owner)?.usable) return MYSELF;
  const lender = lenderFor(owner, index.databaseOwner);
  if (index.roles.get(lender)?.settable) return { actor: owner };
  const borrowing = borrow(lender, index);
  if (!isBorrowing(borrowing)) return { ...borrowing, role: owner };
  const inherits = index.found.serverVersion >= PER_GRANTOR || me?.inherit === true;
  return { actor: inherits ? undefined : owner, borrowing };
}

function asGrantor(grantor: string, index: FoundIndex): Able | Barred {
  const me = index.roles.get(index.found.admin);
  if (index.roles.get(grantor)?.superuser) return onlyAsOwner(grantor);
  if (grantor === me?.name) return MYSELF;
  if (me?.superuser || index.roles.get(grantor)?.settable) return { actor: grantor };
  if (index.roles.get(grantor)?.usable) return MYSELF;
  const borrowing = borrow(grantor, index);
  return isBorrowing(borrowing) ? { actor: grantor, borrowing } : { ...borrowing, role: grantor, asGrantor: true };
}

function onlyAsOwner(grantor: string): Barred {
  return {
    role: grantor,
    asGrantor: true,
    why: 'it is a superuser, who acts in the name of the owner, and what it gave before is out of reach',
    next: `Take SUPERUSER from ${grantor} while this runs.`,
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
