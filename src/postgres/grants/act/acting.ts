import type { Problem } from '../../../problem';
import type { Borrowing } from '../../borrowing';
import { type AclChange, type Barred, type Changes, type DefaultChange, everyAclChange } from '../changes';
import type { FoundIndex, Target } from '../found/found-index';
import { cannotAct } from './cannot-act';
import { isOfAdmin, ownOptionsOfAdmin } from './own-options';
import { type Able, waysOn } from './ways-to-act';

/** As whom each change is to be made. */
export interface Acting {
  /** How the admin makes a change. What cannot be made is missing. */
  readonly ways: ReadonlyMap<AclChange | DefaultChange, Able>;
  /** Roles that the admin joins for the length of the transaction. */
  readonly borrowed: readonly Borrowing[];
  readonly problems: readonly Problem[];
}

/** Decides as whom each change is made, and says what the admin cannot do. Pure. */
export function planActing(changes: Changes, index: FoundIndex): Acting {
  const given = optionsGiven(changes);
  let borrowed: readonly Borrowing[] = [];
  for (;;) {
    const { ways, barred } = actsOf(changes, index, { lent: everyRoleOf(borrowed, index), given });
    // By what it is lent the admin may come by options, and have to join an owner more.
    const needed = borrowedBy(ways.values(), borrowed);
    if (needed.length === borrowed.length) return { ways, borrowed, problems: cannotAct(barred, index.found.admin) };
    borrowed = needed;
  }
}

interface Acts {
  readonly ways: ReadonlyMap<AclChange | DefaultChange, Able>;
  readonly barred: readonly { readonly change: AclChange | DefaultChange; readonly barred: Barred }[];
}

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

function actsOf(changes: Changes, index: FoundIndex, meanwhile: Meanwhile): Acts {
  const ways = new Map<AclChange | DefaultChange, Able>();
  const barred: { change: AclChange | DefaultChange; barred: Barred }[] = [];
  const add = (change: AclChange | DefaultChange, way: Able | Barred) => {
    if ('why' in way) barred.push({ change, barred: way });
    else ways.set(change, way);
  };
  for (const change of everyAclChange(changes)) add(change, wayOf(change, index, meanwhile));
  for (const change of changes.defaults) add(change, waysOn(index).owner(change.owner));
  return { ways, barred };
}

function everyRoleOf(borrowed: readonly Borrowing[], index: FoundIndex): ReadonlySet<string> {
  return new Set(borrowed.flatMap(({ role }) => [...index.rolesOf(role)]));
}

function wayOf(change: AclChange, index: FoundIndex, meanwhile: Meanwhile): Able | Barred {
  const { target, grantor, barred } = change;
  if (barred !== undefined) return barred;
  const known = waysOn(index);
  if (grantor !== target.owner) return known.grantor(grantor);
  const way = known.owner(grantor);
  if ('why' in way || way.actor !== undefined || !grantsOtherwise(change, index, meanwhile)) return way;
  // PostgreSQL would act by the options that the admin has come by, not as the owner whose privileges it has.
  return known.ownerByName(grantor) ?? way;
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

/** What is borrowed, each role once, in the order of need. */
function borrowedBy(ways: Iterable<Able>, before: readonly Borrowing[]): readonly Borrowing[] {
  const all = new Map(before.map((each) => [each.role, each]));
  for (const { borrowing } of ways) if (borrowing !== undefined) all.set(borrowing.role, borrowing);
  return [...all.values()];
}
