import type { Held } from './held';

/*
 * PostgreSQL's own rules of access lists (`src/backend/utils/adt/acl.c`), as pure functions. Every privilege is a bit and
 * goes its own way; a line of the list is one grantee, one grantor and what was given.
 */

/** One line of an access list. A line that gives nothing (any more) counts as none. */
export interface AclLine extends Held {
  readonly grantee: string;
  readonly grantor: string;
}

/** Who owns the object, and who has whose privileges (`has_privs_of_role`): a superuser everybody's. */
export interface Standing {
  readonly owner: string;
  hasPrivilegesOf(role: string, other: string): boolean;
}

/** What a REVOKE takes of one line: whole privileges, and grant options. */
export interface Revoked extends Held {
  readonly grantee: string;
  readonly grantor: string;
}

/** What a list is after a REVOKE ... CASCADE. */
export interface AfterRevoke<Line> {
  /** The same lines in the same order, those that give nothing any more among them. */
  readonly left: readonly Line[];
  /** Something rested on it and went too: without CASCADE PostgreSQL refuses. */
  readonly cascaded: boolean;
}

/** Every grant option there is. */
const ALL = -1;

/** The grant options that a role was given itself: as what it may grant and revoke in its own name (`aclmask_direct`). */
export function ownOptions(lines: readonly AclLine[], role: string, owner: string): number {
  if (role === owner) return ALL;
  return lines.reduce((bits, line) => (line.grantee === role ? bits | line.grantable : bits), 0);
}

/** The grant options that a role has in effect, through memberships too (`aclmask`). */
export function optionsInEffect(lines: readonly AclLine[], role: string, standing: Standing): number {
  if (standing.hasPrivilegesOf(role, standing.owner)) return ALL;
  return lines.reduce(
    (bits, line) =>
      (line.grantable & ~bits) !== 0 && standing.hasPrivilegesOf(role, line.grantee) ? bits | line.grantable : bits,
    0,
  );
}

/**
 * The list after privileges or grant options of one line are revoked with CASCADE (`aclupdate`, `recursive_revoke`): where
 * the grantee has an option no more, not even through a membership, all goes that it gave by it.
 */
export function afterRevoke<Line extends AclLine>(
  lines: readonly Line[],
  revoked: Revoked,
  standing: Standing,
): AfterRevoke<Line> {
  let lost = 0;
  const left = lines.map((line) => {
    if (line.grantee !== revoked.grantee || line.grantor !== revoked.grantor) return line;
    const privileges = line.privileges & ~revoked.privileges;
    const grantable = line.grantable & ~(revoked.grantable | revoked.privileges);
    if (privileges === line.privileges && grantable === line.grantable) return line;
    lost |= line.grantable & ~grantable;
    return { ...line, privileges, grantable };
  });
  return lost === 0 ? { left, cascaded: false } : afterLostOptions(left, revoked.grantee, lost, standing);
}

function afterLostOptions<Line extends AclLine>(
  lines: readonly Line[],
  grantor: string,
  lost: number,
  standing: Standing,
): AfterRevoke<Line> {
  if (grantor === standing.owner) return { left: lines, cascaded: false };
  const gone = lost & ~optionsInEffect(lines, grantor, standing);
  let left = lines;
  let cascaded = false;
  for (;;) {
    const next = left.find((line) => line.grantor === grantor && (line.privileges & gone) !== 0);
    if (next === undefined) return { left, cascaded };
    cascaded = true;
    left = afterRevoke(left, { grantee: next.grantee, grantor, privileges: gone, grantable: gone }, standing).left;
  }
}
