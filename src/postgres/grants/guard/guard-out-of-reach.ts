import { type Problem, problem } from '../../../problem';
import type { Barred, Changes } from '../changes';
import { targetLabel } from '../found/found';

/** What differs but is left as it is, because the admin cannot change it and no entry names it: one warning. */
export function guardOutOfReach({ outOfReach }: Changes, admin: string): Problem[] {
  const [first] = outOfReach;
  if (first === undefined) return [];
  const labels = new Set(outOfReach.map((each) => ('target' in each ? targetLabel(each.target) : futureLabel(each))));
  const shown = [...labels].slice(0, 20);
  const reasons = new Map<string, Barred>();
  for (const { barred } of outOfReach) if (barred !== undefined) reasons.set(barred.role, barred);
  const [reason, ...others] = [...reasons.values()];
  const more =
    others.length === 0
      ? ''
      : `; nor as ${others
          .map(({ role }) => role)
          .slice(0, 5)
          .join(', ')}`;
  return [
    problem(
      'GRANT_OUT_OF_REACH',
      ['grants'],
      `What the admin ${admin} cannot reach is left as it is: it cannot act as ${reason?.role}: ${reason?.why}${more}`,
      {
        severity: 'warning',
        value: labels.size > shown.length ? [...shown, `... and ${labels.size - shown.length} more`] : shown,
        next: `${reason?.next} Members of extensions are left out by extensions = "skip", other objects of a schema by except.`,
      },
    ),
  ];
}

function futureLabel({ owner }: { readonly owner: string }): string {
  return `future objects of ${owner}`;
}
