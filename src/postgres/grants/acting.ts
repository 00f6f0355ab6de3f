import { type Problem, problem } from '../../problem';
import { type Borrowing, isBorrowing, lenderFor, type NotBorrowed, planBorrowing } from '../borrowing';
import { PER_GRANTOR } from '../membership';
import type { AclChange, Changes, DefaultChange } from './changes';
import { type FoundTarget, targetLabel } from './found';
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
  const ways: Ways = { asOwner: new Map(), asGrantor: new Map() };
  const actors = new Map<AclChange | DefaultChange, string | undefined>();
  const borrowed = new Map<string, Borrowing>();
  const refused: Refused[] = [];
  // In one pass with nothing kept for each, since there may be a million changes.
  for (const change of [changes.acl, changes.defaults].flat()) {
    const way = wayOf(change, ways, index);
    if (way === undefined) continue;
    if ('why' in way) {
      refused.push({ way, on: labelOf(change, way, index) });
      continue;
    }
    actors.set(change, way.actor);
    if (way.borrowing !== undefined) borrowed.set(way.borrowing.role, way.borrowing);
  }
  return { actors, borrowed: [...borrowed.values()], problems: problemsOf(refused, index.found.admin) };
}

/** In whose name PostgreSQL acts when this role acts: as superuser or member of the owner it is the owner's. */
export function actsAsOwner(index: FoundIndex, role: string, owner: string): boolean {
  return index.roles.get(role)?.superuser === true || index.rolesOf(role).has(owner);
}

/** Whether the admin can take on a role with SET ROLE, if need be by joining it for a moment. */
export function canBecome(role: string, index: FoundIndex): boolean {
  return !('why' in asGrantor(role, index));
}

type Way = Able | Unable;

/** The admin can act as somebody. */
interface Able {
  readonly actor: string | undefined;
  readonly borrowing?: Borrowing;
}

interface Unable extends NotBorrowed {
  /** As whom the admin cannot act. */
  readonly role: string;
  /** It concerns what this role gave to one grantee, not all of an object. */
  readonly toOneGrantee?: true;
}

const MYSELF: Able = { actor: undefined };

/** What was decided already, by role. */
interface Ways {
  readonly asOwner: Map<string, Way>;
  readonly asGrantor: Map<string, Way>;
}

interface Refused {
  readonly way: Unable;
  /** On what, for people. */
  readonly on: string;
}

/** Undefined for a target that was not found. */
function wayOf(change: AclChange | DefaultChange, ways: Ways, index: FoundIndex): Way | undefined {
  if (!('target' in change)) return decided(ways.asOwner, change.owner, asOwner, index);
  const owner = targetOf(change, index)?.owner;
  if (owner === undefined) return undefined;
  const { grantor } = change;
  if (grantor === owner) {
    return holdsOptions(change, index) ? MYSELF : decided(ways.asOwner, owner, asOwner, index);
  }
  return actsAsOwner(index, grantor, owner) ? onlyAsOwner(grantor) : decided(ways.asGrantor, grantor, asGrantor, index);
}

function targetOf(change: AclChange, index: FoundIndex): FoundTarget | undefined {
  return index.found.targets[change.target];
}

function decided(
  known: Map<string, Way>,
  role: string,
  decide: (role: string, index: FoundIndex) => Way,
  index: FoundIndex,
): Way {
  const way = known.get(role) ?? decide(role, index);
  known.set(role, way);
  return way;
}

function labelOf(change: AclChange | DefaultChange, { toOneGrantee }: Unable, index: FoundIndex): string {
  if (!('target' in change)) return `future objects of ${change.owner}`;
  const label = targetLabel(targetOf(change, index) as FoundTarget);
  return toOneGrantee ? `${change.grantee} on ${label}` : label;
}

/** Of a grant: the admin holds the grant options itself, and would not act as the owner. */
function holdsOptions(change: AclChange, index: FoundIndex): boolean {
  const me = index.roles.get(index.found.admin);
  if (change.action !== 'grant' || me === undefined || me.superuser || index.roles.get(change.grantor)?.usable) {
    return false;
  }
  const mine = index.entriesOf(change.target).filter((each) => each.grantee === me.name);
  return (change.privileges & ~mine.reduce((bits, each) => bits | each.grantable, 0)) === 0;
}

function asOwner(owner: string, index: FoundIndex): Way {
  const me = index.roles.get(index.found.admin);
  if (me?.superuser || index.roles.get(owner)?.usable) return MYSELF;
  const lender = lenderFor(owner, index.databaseOwner);
  if (index.roles.get(lender)?.settable) return { actor: lender };
  const borrowing = borrow(lender, index);
  if (!isBorrowing(borrowing)) return { ...borrowing, role: owner };
  const inherits = index.found.serverVersion >= PER_GRANTOR || me?.inherit === true;
  return { actor: inherits ? undefined : lender, borrowing };
}

function asGrantor(grantor: string, index: FoundIndex): Way {
  const me = index.roles.get(index.found.admin);
  if (grantor === me?.name) return MYSELF;
  if (me?.superuser || index.roles.get(grantor)?.settable) return { actor: grantor };
  const borrowing = borrow(grantor, index);
  return isBorrowing(borrowing) ? { actor: grantor, borrowing } : { ...borrowing, role: grantor };
}

function onlyAsOwner(grantor: string): Unable {
  return {
    role: grantor,
    toOneGrantee: true,
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

/** One problem a role that the admin cannot act as, with what that concerns. */
function problemsOf(refused: readonly Refused[], admin: string): Problem[] {
  const byRole = new Map<string, { readonly way: Unable; readonly on: Set<string> }>();
  for (const { way, on } of refused) {
    const known = byRole.get(way.role) ?? { way, on: new Set() };
    byRole.set(way.role, known);
    known.on.add(on);
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
