import { allBits } from '../../../metadata';
import type { AclChange, Barred } from '../changes';
import { afterRevoke, type Standing } from '../found/acl-rules';
import type { AclEntry, Target } from '../found/found-index';
import type { Held } from '../found/held';

/** One access list of a unit. */
export interface Part {
  readonly target: Target;
  /** What the owner was given by others comes last; its own right is no line. */
  readonly lines: readonly AclEntry[];
  /** What of each line has to go, in the same order. */
  readonly asked: readonly Held[];
}

/** What one REVOKE may touch: one target, or a table (first) and its columns. */
export interface Unit {
  readonly parts: readonly Part[];
  readonly standing: Standing;
  /** Why the admin cannot act as the owner or a grantor there. @param grantee from whom it would revoke; default: from anybody */
  barredAs(grantor: string, target: Target, grantee?: string): Barred | undefined;
  /** How many roles' privileges a role has: more than any role that it is a member of. */
  reachOf(role: string): number;
}

/** The access lists of a unit on the way, each with the lines of its part in the same order. */
export type Lists = readonly (readonly AclEntry[])[];

/** One REVOKE. */
export interface Revoking {
  readonly part: number;
  readonly entry: Pick<AclEntry, 'grantee' | 'grantor'>;
  readonly bits: number;
  readonly action: 'revoke' | 'revoke_grant_option';
}

export interface AfterRevoking {
  readonly lists: Lists;
  readonly change: AclChange;
  /** Whether anybody lost a grant option: only then does the order of revokes matter. */
  readonly takesOptions: boolean;
}

/** The lists after a REVOKE, and the change that it is: on a table it takes the same from all the columns. */
export function revoked(
  { parts, standing }: Unit,
  lists: Lists,
  { part, entry: { grantee, grantor }, bits, action }: Revoking,
): AfterRevoking {
  const target = parts[part]?.target as Target;
  let cascade = false;
  const after = lists.map((lines, each) => {
    const mine = each === part ? bits : part === 0 ? bits & COLUMN_BITS : 0;
    if (mine === 0) return lines;
    const line = { grantee, grantor, privileges: action === 'revoke' ? mine : 0, grantable: mine };
    const { left, cascaded } = afterRevoke(lines, line, standing);
    cascade ||= cascaded;
    return left;
  });
  const change = { action, target, grantee, grantor, privileges: bits, grantable: false, cascade } as const;
  return { lists: after, change, takesOptions: after.some((lines, each) => lessOptions(lists[each] ?? [], lines)) };
}

function lessOptions(before: readonly AclEntry[], after: readonly AclEntry[]): boolean {
  return before !== after && before.some(({ grantable }, line) => grantable !== after[line]?.grantable);
}

const COLUMN_BITS = allBits('column');
