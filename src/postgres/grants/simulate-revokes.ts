import type { AclChange } from './changes';
import type { AclEntry } from './found-index';
import type { Held } from './resolve-grants';

export interface RevokeCase {
  readonly target: number;
  readonly owner: string;
  /** The access list, without what the owner holds. */
  readonly entries: readonly AclEntry[];
  /** What of each entry has to go, in the same order. */
  readonly asked: readonly Held[];
  /** What went already, with a revoke on the column's table. */
  readonly gone: readonly AclEntry[];
  /** Of a column: the grant options that roles still hold on its table. */
  readonly parentOptions?: ReadonlyMap<string, Held> | undefined;
  /** Whether nobody can act as this grantor, so that what it gave goes only with the grant option that it rests on. */
  isOutOfReach(grantor: string): boolean;
  /** Whether a role has the owner's privileges: for PostgreSQL it then never loses its grant options. */
  actsAsOwner(role: string): boolean;
}

export interface RevokeResult {
  readonly revokes: AclChange[];
  /** The access list afterwards. */
  readonly left: readonly AclEntry[];
  /** What went without being revoked by itself. */
  readonly lost: readonly { grantee: string; grantor: string; privileges: number }[];
}

interface Line {
  readonly grantee: string;
  readonly grantor: string;
  privileges: number;
  grantable: number;
}

/**
 * Plays the revokes through as PostgreSQL will do them: a privilege that was passed on goes with the grant option that it
 * rests on, and what a grantor can no longer revoke goes by way of that grantor's own grant option.
 */
export function simulateRevokes(given: RevokeCase): RevokeResult {
  const lines: Line[] = given.entries.map(({ grantee, grantor, privileges, grantable }) => ({
    grantee,
    grantor,
    privileges,
    grantable,
  }));
  const lost: { grantee: string; grantor: string; privileges: number }[] = [];
  const revokes: AclChange[] = [];
  for (const gone of given.gone) {
    const line = lines.find((each) => each.grantee === gone.grantee && each.grantor === gone.grantor);
    if (line === undefined) continue;
    const bits = (line.privileges & gone.privileges) | (line.grantable & gone.grantable);
    line.privileges &= ~gone.privileges;
    line.grantable &= ~gone.grantable & line.privileges;
    if (bits !== 0) lost.push({ grantee: line.grantee, grantor: line.grantor, privileges: bits });
  }
  // What the owner gave goes first: with it, most of what was passed on goes by itself.
  const order = given.entries
    .map((_, position) => position)
    .sort((a, b) => Number(isForeign(given, a)) - Number(isForeign(given, b)));
  for (const position of order) {
    const line = lines[position] as Line;
    const asked = given.asked[position] as Held;
    const privileges = asked.privileges & line.privileges;
    const grantable = asked.grantable & line.grantable & ~privileges;
    if (privileges !== 0) revoke(line, privileges, 'revoke');
    if (grantable !== 0) revoke(line, grantable, 'revoke_grant_option');
  }
  return {
    revokes,
    left: lines.filter((each) => each.privileges !== 0).map((each) => ({ ...each, initial: false })),
    lost,
  };

  function revoke(line: Line, bits: number, action: 'revoke' | 'revoke_grant_option'): void {
    const { grantor: by } = line;
    const through = by !== given.owner && !given.actsAsOwner(by) && given.isOutOfReach(by);
    if (through && revokeThroughGrantor(line, bits)) return;
    const options = optionsOf(lines);
    if (action === 'revoke') line.privileges &= ~bits;
    line.grantable &= ~bits;
    const cascade = cascadeFrom(options);
    const { grantee, grantor } = line;
    const change = { action, target: given.target, grantee, grantor, privileges: bits, grantable: false, cascade };
    const same = revokes.findIndex(
      (each) =>
        each.action === action && each.grantee === grantee && each.grantor === grantor && each.cascade === cascade,
    );
    if (same < 0) revokes.push(change);
    else revokes[same] = { ...change, privileges: bits | (revokes[same] as AclChange).privileges };
  }

  /** Takes the option that the grant rests on, which the diff then gives back; tells whether there is one. */
  function revokeThroughGrantor(line: Line, bits: number): boolean {
    const wanted = line.privileges & ~bits;
    for (const source of lines.filter((each) => each.grantee === line.grantor)) {
      const options = source.grantable & bits & line.privileges;
      if (options === 0) continue;
      revoke(source, options, 'revoke_grant_option');
      lost.push({ grantee: source.grantee, grantor: source.grantor, privileges: options });
    }
    return (line.privileges & ~wanted) === 0;
  }

  /** Takes away what rests on options that are no more; tells whether there was anything. */
  function cascadeFrom(before: ReadonlyMap<string, number>): boolean {
    let any = false;
    let last = before;
    for (;;) {
      const now = optionsOf(lines);
      let moved = false;
      for (const line of lines) {
        if (line.grantor === given.owner || given.actsAsOwner(line.grantor)) continue;
        const unbacked =
          (last.get(line.grantor) ?? 0) &
          ~(now.get(line.grantor) ?? 0) &
          ~(given.parentOptions?.get(line.grantor)?.grantable ?? 0);
        const bits = line.privileges & unbacked;
        if (bits === 0) continue;
        line.privileges &= ~bits;
        line.grantable &= ~bits;
        lost.push({ grantee: line.grantee, grantor: line.grantor, privileges: bits });
        moved = true;
        any = true;
      }
      if (!moved) return any;
      last = now;
    }
  }
}

function isForeign(given: RevokeCase, position: number): boolean {
  return given.entries[position]?.grantor !== given.owner;
}

function optionsOf(lines: readonly Line[]): Map<string, number> {
  const options = new Map<string, number>();
  for (const { grantee, grantable } of lines) options.set(grantee, (options.get(grantee) ?? 0) | grantable);
  return options;
}
