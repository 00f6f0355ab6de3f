import type { AclEntry, FoundIndex, Target } from './found-index';
import { waysOn } from './ways-to-act';

/** Who is nobody besides. */
export const NOBODY: ReadonlySet<string> = new Set();

/**
 * In whose names the admin grants privileges: those of roles of its own that hold the grant options, where it could act
 * as the owner only by joining it; `owner` is what is left to the owner.
 *
 * @param lines by which they may grant
 */
export function optionHolders(
  target: Target,
  privileges: number,
  lines: readonly AclEntry[],
  index: FoundIndex,
): { readonly holders: readonly (readonly [role: string, privileges: number])[]; readonly owner: number } {
  const way = waysOn(index).owner(target.owner);
  if (!('why' in way) && way.borrowing === undefined) return { holders: [], owner: privileges };
  let left = privileges;
  const holders: [string, number][] = [];
  for (const [role, options] of optionsIn(lines, target, index, NOBODY)) {
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
