import { PRIVILEGE_BITS, PUBLIC } from '../../metadata';
import { type Problem, problem } from '../../problem';
import { type Borrowing, isBorrowing, lenderFor, type NotBorrowed, planBorrowing } from '../borrowing';
import { PER_GRANTOR } from '../membership';
import { type AclChange, type Barred, type Changes, type DefaultChange, everyAclChange } from './changes';
import { targetLabel } from './found';
import type { FoundIndex, Target } from './found-index';

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
  const given = optionsGiven(changes);
  const first = actsOf(changes, index, { lent: NOBODY, given });
  const borrowed = borrowedBy(first.flatMap(({ way }) => ('why' in way ? [] : [way])));
  const acts = borrowed.length === 0 ? first : actsOf(changes, index, { lent: everyRoleOf(borrowed, index), given });
  const able = acts.filter((act): act is Act & { way: Able } => !('why' in act.way));
  return {
    actors: new Map(able.map(({ change, way }) => [change, way.actor])),
    borrowed,
    problems: cannotAct(
      acts.flatMap(({ change, way }) => ('why' in way ? [{ change, barred: way }] : [])),
      index.found.admin,
    ),
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

/** Why the admin cannot revoke in a grantor's own name; undefined where it can. */
export function barredAsGrantor(grantor: string, target: Target, index: FoundIndex): Barred | undefined {
  const way = waysOn(index).grantor(grantor);
  if ('why' in way) return way;
  const gate = shutGate(grantor, target, index);
  if (gate === undefined || barredAsOwner(gate.owner, index) === undefined) return undefined;
  return {
    role: grantor,
    asGrantor: true,
    why: `it may not use schema ${target.schema}, and others hold what it gave, too`,
    next: `Grant ${grantor} USAGE on schema ${target.schema} while this runs.`,
  };
}

/** The schema that a grantor must use to act on a target and may not; undefined where nothing is in its way. */
export function shutGate(grantor: string, { owner, schema }: Target, index: FoundIndex): Target | undefined {
  if (schema === undefined || grantor === owner || waysOn(index).grantor(grantor) === MYSELF) return undefined;
  const gate = index.named('schema', undefined, schema)[0];
  return gate === undefined || mayUse(grantor, gate, index) ? undefined : gate;
}

/** Whether the admin joins an owner for the length of the transaction. */
export function joinsOwner(owner: string, index: FoundIndex): boolean {
  const way = waysOn(index).owner(owner);
  return !('why' in way) && way.borrowing !== undefined;
}

/**
 * In whose names the admin grants privileges: those of roles of its own that hold the grant options, where it could act
 * as the owner only by joining it; `owner` is what is left to the owner.
 */
export function optionHolders(
  target: Target,
  privileges: number,
  index: FoundIndex,
): { readonly holders: readonly (readonly [role: string, privileges: number])[]; readonly owner: number } {
  const way = waysOn(index).owner(target.owner);
  if (!('why' in way) && way.borrowing === undefined) return { holders: [], owner: privileges };
  let left = privileges;
  const holders: [string, number][] = [];
  for (const [role, options] of ownOptionsOfAdmin(target, index)) {
    if ((options & left) === 0) continue;
    holders.push([role, options & left]);
    left &= ~options;
  }
  return { holders, owner: left };
}

/** Whether what a role gave on a target is the admin's own giving. */
export function isOurs(grantor: string, target: Target, index: FoundIndex): boolean {
  if (grantor === target.owner || grantor === index.found.admin) return true;
  const way = waysOn(index).owner(target.owner);
  if (!('why' in way) && way.borrowing === undefined) return false;
  return ownOptionsOfAdmin(target, index).some(([role]) => role === grantor);
}

interface Act {
  readonly change: AclChange | DefaultChange;
  readonly way: Able | Barred;
}

/** The admin can act as somebody. */
interface Able {
  readonly actor: string | undefined;
  readonly borrowing?: Borrowing;
}

const MYSELF: Able = { actor: undefined };

const NOBODY: ReadonlySet<string> = new Set();

/** How the admin comes by grant options while the transaction lasts. */
interface Meanwhile {
  /** The roles that it is besides. */
  readonly lent: ReadonlySet<string>;
  /** Who is given options, by target. */
  readonly given: ReadonlyMap<Target, readonly string[]>;
}

function optionsGiven(changes: Changes): ReadonlyMap<Target, readonly string[]> {
  const given = new Map<Target, string[]>();
  for (const { action, grantable, target, grantee } of everyAclChange(changes)) {
    if (action !== 'grant' || !grantable) continue;
    const known = given.get(target);
    if (known === undefined) given.set(target, [grantee]);
    else known.push(grantee);
  }
  return given;
}

function actsOf(changes: Changes, index: FoundIndex, meanwhile: Meanwhile): Act[] {
  return [
    ...everyAclChange(changes).map((change) => aclAct(change, index, meanwhile)),
    ...defaultActs(changes.defaults, index),
  ];
}

function everyRoleOf(borrowed: readonly Borrowing[], index: FoundIndex): ReadonlySet<string> {
  return new Set(borrowed.flatMap(({ role }) => [...index.rolesOf(role)]));
}

/** Decided once a role, since there may be a million changes. */
interface Ways {
  owner(role: string): Able | Barred;
  grantor(role: string): Able | Barred;
}

const WAYS = new WeakMap<FoundIndex, Ways>();

function waysOn(index: FoundIndex): Ways {
  const known = WAYS.get(index);
  if (known !== undefined) return known;
  const ways = {
    owner: eachOnce((role) => asOwner(role, index)),
    grantor: eachOnce((role) => asGrantor(role, index)),
  };
  WAYS.set(index, ways);
  return ways;
}

function eachOnce<Way>(decide: (role: string) => Way): (role: string) => Way {
  const decided = new Map<string, Way>();
  return (role) => {
    const way = decided.get(role) ?? decide(role);
    decided.set(role, way);
    return way;
  };
}

function aclAct(change: AclChange, index: FoundIndex, meanwhile: Meanwhile): Act {
  const { target, grantor, barred } = change;
  if (barred !== undefined) return { change, way: barred };
  if (grantor !== target.owner) return { change, way: waysOn(index).grantor(grantor) };
  const way = waysOn(index).owner(grantor);
  if ('why' in way || way.actor !== undefined || !grantsOtherwise(change, index, meanwhile)) return { change, way };
  // PostgreSQL would act by the options that the admin has come by, not as the owner whose privileges it has.
  const lender = lenderFor(grantor, index.databaseOwner);
  return { change, way: way.borrowing || index.roles.get(lender)?.settable ? { ...way, actor: lender } : way };
}

/** The admin is the member of an owner, and has grant options besides, or comes by some on the way. */
function grantsOtherwise({ target, detour }: AclChange, index: FoundIndex, { lent, given }: Meanwhile): boolean {
  const me = index.roles.get(index.found.admin);
  if (me === undefined || me.superuser || me.name === target.owner) return false;
  if (detour === true) return true;
  // A REVOKE on a table acts on its columns, too, by whatever option there is on those.
  const columns = target.kind === 'table' ? index.place('column', target.schema, target.name)?.targets : undefined;
  const isMine = (role: string) => role !== target.owner && isOfAdmin(role, index, lent);
  return [target, ...(target.parent ? [target.parent] : []), ...(columns ?? [])].some(
    (each) => ownOptionsOfAdmin(each, index, lent).length > 0 || given.get(each)?.some(isMine) === true,
  );
}

function isOfAdmin(name: string, index: FoundIndex, lent: ReadonlySet<string>): boolean {
  const role = index.roles.get(name);
  return role?.usable === true || role?.settable === true || lent.has(name);
}

/** The roles of the admin that hold grant options on a target themselves, the admin first; of a column, its table's too. */
function ownOptionsOfAdmin(
  target: Target,
  index: FoundIndex,
  lent: ReadonlySet<string> = NOBODY,
): [role: string, options: number][] {
  const { admin } = index.found;
  if (index.roles.get(admin)?.superuser) return [];
  const options = new Map<string, number>();
  for (const { grantee, grantable } of [...target.entries, ...(target.parent?.entries ?? [])]) {
    if (grantable === 0 || grantee === target.owner || !isOfAdmin(grantee, index, lent)) continue;
    options.set(grantee, (options.get(grantee) ?? 0) | grantable);
  }
  return [...options].sort(([a], [b]) => Number(b === admin) - Number(a === admin));
}

function defaultActs(changes: readonly DefaultChange[], index: FoundIndex): Act[] {
  return changes.map((change) => ({ change, way: waysOn(index).owner(change.owner) }));
}

function asOwner(owner: string, index: FoundIndex): Able | Barred {
  const me = index.roles.get(index.found.admin);
  if (me?.superuser || index.roles.get(owner)?.usable) return MYSELF;
  const lender = lenderFor(owner, index.databaseOwner);
  if (index.roles.get(lender)?.settable) return { actor: lender };
  const borrowing = borrow(lender, index);
  if (!isBorrowing(borrowing)) return { ...borrowing, role: owner };
  const inherits = index.found.serverVersion >= PER_GRANTOR || me?.inherit === true;
  return { actor: inherits ? undefined : lender, borrowing };
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

function mayUse(role: string, gate: Target, index: FoundIndex): boolean {
  const mine = index.rolesOf(role);
  if (mine.has(gate.owner)) return true;
  return gate.entries.some(
    ({ grantee, privileges }) => (privileges & PRIVILEGE_BITS.USAGE) !== 0 && (grantee === PUBLIC || mine.has(grantee)),
  );
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
export function cannotAct(
  all: readonly { readonly change: AclChange | DefaultChange; readonly barred: Barred }[],
  admin: string,
): Problem[] {
  const byRole = new Map<string, { readonly barred: Barred; readonly on: Set<string> }>();
  for (const { change, barred } of all) {
    const known = byRole.get(barred.role) ?? { barred, on: new Set() };
    byRole.set(barred.role, known);
    known.on.add(labelOf(change, barred));
  }
  return [...byRole.values()].map(({ barred, on }) => {
    const shown = [...on];
    const more = shown.length > 5 ? ` and ${shown.length - 5} more` : '';
    return problem('GRANT_CANNOT_ACT', [], `The admin ${admin} cannot act as ${barred.role}: ${barred.why}`, {
      value: shown.slice(0, 5).join(', ') + more,
      next: barred.next,
    });
  });
}

/** What a change is on, for people. */
function labelOf(change: AclChange | DefaultChange, { asGrantor }: Barred): string {
  if (!('target' in change)) return `future objects of ${change.owner}`;
  const label = targetLabel(change.target);
  return asGrantor ? `${change.grantee} on ${label}` : label;
}
