import { type Bits, builtIn, every, type Kind } from './privileges';
import type { Roles } from './roles';

export const PUBLIC = 'public';

/** One entry of an access list. */
export interface AclItem {
  readonly grantee: string;
  readonly grantor: string;
  readonly held: Bits;
  /** The part that may be given on. */
  readonly options: Bits;
}

export type Acl = readonly AclItem[];

/** What PostgreSQL answers where it does not do as told. */
export class Refused extends Error {
  constructor(readonly sqlstate: string) {
    super(sqlstate);
  }
}

/** `GRANT OPTION` of everything. */
const WHOLE = -1;

/** What an object has before anybody grants anything. */
export function untouched(kind: Kind, owner: string, version: number): Acl {
  if (kind === 'column') return [];
  const open = builtIn(kind);
  return [
    ...(open === 0 ? [] : [{ grantee: PUBLIC, grantor: owner, held: open, options: 0 }]),
    { grantee: owner, grantor: owner, held: every(kind, version), options: 0 },
  ];
}

/** The privileges that a role has in effect, its own, PUBLIC's and its groups'. */
export function heldInEffect(acl: Acl, role: string, roles: Roles): Bits {
  return acl.reduce(
    (all, each) => (each.grantee === PUBLIC || roles.hasPrivilegesOf(role, each.grantee) ? all | each.held : all),
    0,
  );
}

/** The grant options that a role has in effect (`aclmask`). */
export function optionsInEffect(acl: Acl, role: string, owner: string, roles: Roles): Bits {
  if (roles.hasPrivilegesOf(role, owner)) return WHOLE;
  return acl.reduce((all, each) => (roles.hasPrivilegesOf(role, each.grantee) ? all | each.options : all), 0);
}

/** The grant options that a role was given itself (`aclmask_direct`). */
export function ownOptions(acl: Acl, role: string, owner: string): Bits {
  if (role === owner) return WHOLE;
  return acl.reduce((all, each) => (each.grantee === role ? all | each.options : all), 0);
}

/** In whose name a role grants or revokes, and what of it (`select_best_grantor`). */
export function bestGrantor(
  acl: Acl,
  role: string,
  wanted: Bits,
  owner: string,
  roles: Roles,
): { readonly grantor: string; readonly may: Bits } {
  if (role === owner || roles.isSuperuser(role)) return { grantor: owner, may: wanted };
  let best = { grantor: role, may: 0 };
  for (const each of roles.withPrivilegesOf(role)) {
    const may = ownOptions(acl, each, owner) & wanted;
    if (may === wanted) return { grantor: each, may };
    if (count(may) > count(best.may)) best = { grantor: each, may };
  }
  return best;
}

/** The list with a grant in it (`aclupdate` with ADD). */
export function granted(acl: Acl, item: AclItem, owner: string, roles: Roles): Acl {
  if (item.options !== 0 && item.grantee === PUBLIC) throw new Refused('0LP01');
  if (item.options !== 0) refuseCircle(acl, item, owner, roles);
  const at = place(acl, item);
  if (at === -1) return [...acl, item];
  const before = acl[at] as AclItem;
  return acl.with(at, { ...before, held: before.held | item.held, options: before.options | item.options });
}

/** The list after a revoke (`aclupdate` with DEL, `recursive_revoke`). */
export function revoked(acl: Acl, item: AclItem, owner: string, roles: Roles, cascade: boolean): Acl {
  const at = place(acl, item);
  if (at === -1) return acl;
  const before = acl[at] as AclItem;
  const after = { ...before, held: before.held & ~item.held, options: before.options & ~item.options };
  const left = (after.held | after.options) === 0 ? acl.toSpliced(at, 1) : acl.with(at, after);
  const lost = before.options & ~after.options;
  return lost === 0 ? left : withoutAbandoned(left, item.grantee, lost, owner, roles, cascade);
}

function withoutAbandoned(acl: Acl, grantor: string, lost: Bits, owner: string, roles: Roles, cascade: boolean): Acl {
  if (grantor === owner) return acl;
  const gone = lost & ~optionsInEffect(acl, grantor, owner, roles);
  let left = acl;
  for (;;) {
    const next = left.find((each) => each.grantor === grantor && (each.held & gone) !== 0);
    if (next === undefined) return left;
    if (!cascade) throw new Refused('2BP01');
    left = revoked(left, { grantee: next.grantee, grantor, held: gone, options: gone }, owner, roles, cascade);
  }
}

/** Nobody gives an option back to whom it has it from (`check_circularity`). */
function refuseCircle(acl: Acl, item: AclItem, owner: string, roles: Roles): void {
  if (item.grantor === owner) return;
  let left = acl;
  for (;;) {
    const next = left.find((each) => each.grantee === item.grantee && each.options !== 0);
    if (next === undefined) break;
    left = revoked(left, next, owner, roles, true);
  }
  if ((item.options & ~optionsInEffect(left, item.grantor, owner, roles)) !== 0) throw new Refused('0LP01');
}

/** The list under a new owner (`aclnewowner`): the new takes the old one's place in every entry. */
export function underNewOwner(acl: Acl, before: string, after: string): Acl {
  const other = (role: string) => (role === before ? after : role);
  const all: AclItem[] = [];
  for (const each of acl) {
    const item = { ...each, grantee: other(each.grantee), grantor: other(each.grantor) };
    const at = place(all, item);
    const known = all[at];
    if (known === undefined) all.push(item);
    else all[at] = { ...known, held: known.held | item.held, options: known.options | item.options };
  }
  return all;
}

/** Both lists in one (`aclmerge`). */
export function merged(acl: Acl, other: Acl, owner: string, roles: Roles): Acl {
  return other.reduce((all, each) => granted(all, each, owner, roles), acl);
}

/** A list whatever its order, for comparing. */
export function sameAcl(one: Acl, other: Acl): boolean {
  return JSON.stringify(lines(one)) === JSON.stringify(lines(other));
}

export function lines(acl: Acl): string[] {
  return acl.map(({ grantee, grantor, held, options }) => JSON.stringify([grantee, grantor, held, options])).sort();
}

function place(acl: Acl, { grantee, grantor }: AclItem): number {
  return acl.findIndex((each) => each.grantee === grantee && each.grantor === grantor);
}

function count(set: Bits): number {
  let left = set >>> 0;
  let ones = 0;
  for (; left !== 0; left &= left - 1) ones++;
  return ones;
}
