import type { Barred } from '../changes';
import type { AclEntry, FoundIndex, Target } from '../found/found-index';
import { MYSELF, waysOn } from './ways-to-act';

/** Who is nobody besides. */
export const NOBODY: ReadonlySet<string> = new Set();

/**
 * In whose names the admin grants privileges: those of roles of its own that hold the grant options, where it could act
 * as the owner only by joining it, or not at all as long as it has those; `owner` is what is left to the owner.
 *
 * @param lines by which they may grant
 */
export function optionHolders(
  target: Target,
  privileges: number,
  lines: readonly AclEntry[],
  index: FoundIndex,
): { readonly holders: readonly (readonly [role: string, privileges: number])[]; readonly owner: number } {
  if (actsAsOwner(target.owner, index)) return { holders: [], owner: privileges };
  let left = privileges;
  const holders: [string, number][] = [];
  for (const [role, options] of optionsIn(lines, target, index, NOBODY)) {
    // What an ignored grantor gives fulfils nothing.
    if ((options & left) === 0 || index.ignoredGrantors.has(role)) continue;
    holders.push([role, options & left]);
    left &= ~options;
  }
  return { holders, owner: left };
}

/**
 * Why the admin cannot act as a target's owner though it has the owner's privileges: PostgreSQL has it act by grant
 * options of its own first, and it can neither take the owner on by name nor join it. Undefined where it can.
 *
 * @param on the targets whose access lists decide
 */
export function barredByOptions(
  { owner }: Target,
  privileges: number,
  on: readonly Target[],
  index: FoundIndex,
): Barred | undefined {
  const { admin } = index.found;
  if (waysOn(index).owner(owner) !== MYSELF || actsAsOwner(owner, index)) return undefined;
  const holder = on
    .flatMap((each) => ownOptionsOfAdmin(each, index))
    .find(([, options]) => (options & privileges) !== 0);
  if (holder === undefined) return undefined;
  const who = holder[0] === admin ? 'it' : `${holder[0]}, of which it is a member,`;
  return {
    role: owner,
    why: `${who} holds grant options there, by which PostgreSQL would have it act`,
    next: `Let it take on the owner: GRANT ${owner} TO ${admin} WITH SET TRUE. Or apply as another admin.`,
  };
}

/** Whether the admin acts as an owner, whatever grant options it has besides. */
function actsAsOwner(owner: string, index: FoundIndex): boolean {
  const way = waysOn(index).owner(owner);
  if ('why' in way || way.borrowing !== undefined) return false;
  const { admin } = index.found;
  if (way !== MYSELF || owner === admin || index.roles.get(admin)?.superuser) return true;
  return waysOn(index).ownerByName(owner) !== undefined;
}

/** Whether what a role gave on a target is the admin's own giving. */
export function isOurs(grantor: string, target: Target, index: FoundIndex): boolean {
  if (grantor === target.owner || grantor === index.found.admin) return true;
  if (actsAsOwner(target.owner, index)) return false;
  return ownOptionsOfAdmin(target, index).some(([role]) => role === grantor);
}

/** Whether the admin is a role, or may be it. */
export function isOfAdmin(name: string, index: FoundIndex, lent: ReadonlySet<string>): boolean {
  const role = index.roles.get(name);
  return role?.usable === true || role?.settable === true || lent.has(name);
}

/** The roles of the admin that hold grant options on a target themselves, the admin first; of a column, its table's too. */
export function ownOptionsOfAdmin(
  target: Target,
  index: FoundIndex,
  lent: ReadonlySet<string> = NOBODY,
): [role: string, options: number][] {
  return optionsIn([...target.entries, ...(target.parent?.entries ?? [])], target, index, lent);
}

function optionsIn(
  lines: readonly AclEntry[],
  target: Target,
  index: FoundIndex,
  lent: ReadonlySet<string>,
): [role: string, options: number][] {
  const { admin } = index.found;
  if (index.roles.get(admin)?.superuser) return [];
  const options = new Map<string, number>();
  for (const { grantee, grantable } of lines) {
    if (grantable === 0 || grantee === target.owner || !isOfAdmin(grantee, index, lent)) continue;
    options.set(grantee, (options.get(grantee) ?? 0) | grantable);
  }
  return [...options].sort(([a], [b]) => Number(b === admin) - Number(a === admin));
}
