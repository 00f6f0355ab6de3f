import { type Problem, problem } from '../../../problem';
import type { Changes } from '../changes';
import { describePassedOn } from '../describe/describe-passed-on';
import { lossChanges } from '../describe/loss-changes';

/** What others lose, because it rests on what is revoked, is told. */
export function guardPassedOn({ losses }: Changes): Problem[] {
  const passedOn = losses.filter(({ restored, asked }) => !restored && !asked);
  if (passedOn.length === 0) return [];
  const lines = describePassedOn(passedOn);
  const shown = lines.slice(0, 20);
  const who = new Set(passedOn.map(({ grantee }) => grantee)).size;
  const roles = who === 1 ? 'One role loses' : `${who} roles lose`;
  return [
    problem('GRANT_PASSED_ON', ['grants'], `${roles} what was passed on by grant options that are revoked`, {
      severity: 'warning',
      changes: lossChanges(passedOn),
      value: lines.length > shown.length ? [...shown, `... and ${lines.length - shown.length} more`] : shown,
      next: 'Go on if that is meant; otherwise declare these roles, or keep the grant option.',
    }),
  ];
}
