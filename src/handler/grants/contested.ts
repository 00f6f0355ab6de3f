import { isDeepStrictEqual } from 'node:util';
import { type DeclaredGrants, PUBLIC } from '../../metadata';
import { granteePaths } from '../../postgres/grants';
import { type Problem, problem } from '../../problem';
import type { ServerRun } from '../run';

/*
 * Two authoritative declarations that name one grantee undo each other for ever. Within a run that is told before; what
 * another configuration does is told where it has come back after an apply.
 */

/**
 * Says whom an authoritative declaration has in common with one that the same run has planned before, and keeps it for
 * those to come. The same declaration once more is the same resource, planned again. PUBLIC is nobody's alone: of it only
 * what is named is looked at.
 */
export function contested(declared: DeclaredGrants, server: string, run: ServerRun): Problem[] {
  if (declared.mode !== 'authoritative' || typeof declared.database !== 'string') return [];
  const planned = run.plannedGrants.get(declared.database) ?? [];
  run.plannedGrants.set(declared.database, planned);
  if (planned.some((each) => isDeepStrictEqual(each, declared))) return [];
  const mine = granteePaths(declared);
  const problems = planned.flatMap((other): Problem[] => {
    const theirs = granteePaths(other);
    const both = [...mine.keys()].filter((each) => each !== PUBLIC && theirs.has(each));
    const [first] = both;
    if (first === undefined) return [];
    const where = `${server}/${declared.database}`;
    return [
      problem('GRANT_CONTESTED', mine.get(first) ?? [], `Two resources of ${where} would undo each other's grants`, {
        value: both.slice(0, 10),
        allowed: 'each grantee in one resource with mode = "authoritative"',
        next: `Move what the other declares for it (${entriesFor(first, other)}) into one of them, or set mode = "additive" in both.`,
      }),
    ];
  });
  planned.push(declared);
  return problems;
}

function entriesFor(grantee: string, { grants, default_privileges }: DeclaredGrants): string {
  const labels = [...Object.entries(grants ?? {}), ...Object.entries(default_privileges ?? {})].flatMap(
    ([label, { grantees }]) => (grantees.includes(grantee) ? [JSON.stringify(label)] : []),
  );
  return labels.slice(0, 3).join(', ') + (labels.length > 3 ? ` and ${labels.length - 3} more` : '');
}

/** @param mended the drift that an apply put right @param drift what there is now */
export function cameBack(mended: readonly string[], drift: readonly string[]): Problem[] {
  const again = drift.filter((line) => mended.includes(line));
  if (again.length === 0) return [];
  return [
    problem('GRANT_CONTESTED', ['drift'], 'What an apply had put right is again as it was before', {
      severity: 'warning',
      value: again.slice(0, 10),
      next: 'Look for another configuration that names the same grantees with mode = "authoritative", and for who else grants there. Let one decide on a grantee, or set mode = "additive" in both.',
    }),
  ];
}
