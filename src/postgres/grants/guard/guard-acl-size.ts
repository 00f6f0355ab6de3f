import { type Problem, problem } from '../../../problem';
import type { AclChange, Changes } from '../changes';
import { targetLabel } from '../found/found';
import type { Target } from '../found/found-index';

/** PostgreSQL keeps these access lists in one catalog row of at most 8 kB, compressed, and in no side table. */
const ROW_BOUND_KINDS: ReadonlySet<string> = new Set(['table', 'column', 'sequence', 'large_object']);
/** An entry takes 12 bytes before 16, 16 bytes from then on; compressed, about 2,440 of them fitted the row in trials on 13 to 18. */
const FITS = 2440;
/** Uncompressed, about this many entries of 16 bytes fill the row: from here on it depends on how well they compress. */
const COMFORTABLE = 500;

/** An access list must fit where PostgreSQL keeps it. */
export function guardAclSize(changes: Changes): Problem[] {
  const tooMany = [...grantsByTarget(changes)]
    .filter(([target, grants]) => ROW_BOUND_KINDS.has(target.kind) && target.size + grants.length > COMFORTABLE)
    .map(([target, grants]) => ({ target, count: sizeAfter(target, grants) }))
    .filter(({ count }) => count > COMFORTABLE)
    .sort((a, b) => b.count - a.count);
  const [worst, ...others] = tooMany;
  return worst === undefined ? [] : [sizeProblem(worst.target, worst.count, others.length)];
}

function grantsByTarget(changes: Changes): Map<Target, AclChange[]> {
  const all = new Map<Target, AclChange[]>();
  for (const change of changes.acl) {
    if (change.action !== 'grant') continue;
    const known = all.get(change.target);
    if (known === undefined) all.set(change.target, [change]);
    else known.push(change);
  }
  return all;
}

function sizeAfter(target: Target, grants: readonly AclChange[]): number {
  const there = new Set(target.entries.filter((each) => each.grantor === target.owner).map((each) => each.grantee));
  const grantees = new Set(grants.map((each) => each.grantee));
  return target.size + [...grantees].filter((each) => !there.has(each)).length;
}

function sizeProblem(target: Target, count: number, more: number): Problem {
  const others = more > 0 ? `; ${more} more objects are near it` : '';
  const would = `The access list of ${targetLabel(target)} would have ${count} entries`;
  return problem(
    'GRANT_ACL_SIZE',
    ['grants'],
    count > FITS
      ? `${would}, more than fit its catalog row${others}`
      : `${would}; at about ${FITS} it no longer fits its catalog row${others}`,
    {
      severity: count > FITS ? 'error' : 'warning',
      next: 'Grant to one group role, and make the grantees its members.',
    },
  );
}
