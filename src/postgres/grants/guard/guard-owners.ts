import { namesOf } from '../../../metadata';
import { type Problem, problem } from '../../../problem';
import { targetLabel } from '../found/found';
import type { Wanted } from '../resolve/resolve-grants';

/** An owner's rights are not managed; where one has lost what an entry gives it, that is told. */
export function guardOwners({ grants }: Wanted): Problem[] {
  const lost: string[] = [];
  for (const [grantee, mine] of grants) {
    for (const [target, { privileges }] of mine) {
      const lacks = target.owner === grantee ? privileges & ~(target.ownerHolds ?? privileges) : 0;
      if (lacks !== 0) lost.push(`${grantee} has lost ${namesOf(lacks).join(', ')} on its ${targetLabel(target)}`);
    }
  }
  if (lost.length === 0) return [];
  const shown = lost.slice(0, 20);
  return [
    problem('GRANT_TO_OWNER', ['grants'], "An owner's own rights are not changed here, and some are gone", {
      severity: 'warning',
      value: lost.length > shown.length ? [...shown, `... and ${lost.length - shown.length} more`] : shown,
      next: 'Give them back by hand, as the owner: GRANT ... TO itself.',
    }),
  ];
}
