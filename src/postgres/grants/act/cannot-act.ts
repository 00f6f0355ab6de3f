import { type Problem, problem } from '../../../problem';
import type { AclChange, Barred, DefaultChange } from '../changes';
import { targetLabel } from '../found/found';

/** One problem a role that the admin cannot act as, with what that concerns. */
export function cannotAct(
  all: readonly { readonly change: AclChange | DefaultChange; readonly barred: Barred }[],
  admin: string,
): Problem[] {
  const byRole = new Map<string, { readonly barred: Barred; readonly on: Set<string> }>();
  for (const { change, barred } of all) {
    const known = byRole.get(barred.role) ?? { barred, on: new Set() };
    byRole.set(barred.role, known);
    known.on.add(labelOf(change, barred));
  }
  return [...byRole.values()].map(({ barred, on }) => {
    const shown = [...on];
    const more = shown.length > 5 ? ` and ${shown.length - 5} more` : '';
    return problem('GRANT_CANNOT_ACT', [], `The admin ${admin} cannot act as ${barred.role}: ${barred.why}`, {
      value: shown.slice(0, 5).join(', ') + more,
      next: barred.next,
    });
  });
}

/** What a change is on, for people. */
function labelOf(change: AclChange | DefaultChange, { asGrantor }: Barred): string {
  if (!('target' in change)) return `future objects of ${change.owner}`;
  const label = targetLabel(change.target);
  return asGrantor ? `${change.grantee} on ${label}` : label;
}
