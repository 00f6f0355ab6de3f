import type { Problem } from '../../problem';
import type { Borrowing } from '../borrowing';
import { cannotAct } from './cannot-act';
import { type AclChange, type Barred, type Changes, type DefaultChange, everyAclChange } from './changes';
import type { FoundIndex, Target } from './found-index';
import { isOfAdmin, NOBODY, ownOptionsOfAdmin } from './own-options';
import { type Able, byName, waysOn } from './ways-to-act';

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

interface Act {
  readonly change: AclChange | DefaultChange;
  readonly way: Able | Barred;
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

function actsOf(changes: Changes, index: FoundIndex, meanwhile: Meanwhile): Act[] {
  return [
    ...everyAclChange(changes).map((change) => aclAct(change, index, meanwhile)),
    ...defaultActs(changes.defaults, index),
  ];
}

function everyRoleOf(borrowed: readonly Borrowing[], index: FoundIndex): ReadonlySet<string> {
  return new Set(borrowed.flatMap(({ role }) => [...index.rolesOf(role)]));
}

function aclAct(change: AclChange, index: FoundIndex, meanwhile: Meanwhile): Act {
  const { target, grantor, barred } = change;
  if (barred !== undefined) return { change, way: barred };
  if (grantor !== target.owner) return { change, way: waysOn(index).grantor(grantor) };
  const way = waysOn(index).owner(grantor);
  if ('why' in way || way.actor !== undefined || !grantsOtherwise(change, index, meanwhile)) return { change, way };
  // PostgreSQL would act by the options that the admin has come by, not as the owner whose privileges it has.
  return { change, way: byName(grantor, index) ?? way };
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

function defaultActs(changes: readonly DefaultChange[], index: FoundIndex): Act[] {
  return changes.map((change) => ({ change, way: waysOn(index).owner(change.owner) }));
}

/** What is borrowed, each role once, in the order of need. */
function borrowedBy(ways: readonly Able[]): Borrowing[] {
  const borrowings = ways.flatMap(({ borrowing }) => (borrowing === undefined ? [] : [borrowing]));
  return [...new Map(borrowings.map((each) => [each.role, each])).values()];
}
