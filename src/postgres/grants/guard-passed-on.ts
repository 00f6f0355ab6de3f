import { type Problem, problem } from '../../problem';
import type { Changes, Loss } from './changes';
import { targetLabel } from './found';

/** Who keeps what somebody else is to lose, though it came from there, is told. */
export function guardPassedOn({ acl, losses }: Changes): Problem[] {
  const cascades = acl.filter((each) => each.cascade);
  const isPassedOn = (loss: Loss) =>
    cascades.some((each) => each.target === loss.target && each.grantee !== loss.grantee);
  const kept = losses.filter((each) => each.restored && isPassedOn(each));
  if (kept.length === 0) return [];
  const shown = kept
    .slice(0, 5)
    .map(({ grantee, grantor, target }) => `${grantee}, from ${grantor}, on ${targetLabel(target)}`);
  const more = kept.length > 5 ? ` and ${kept.length - 5} more` : '';
  return [
    problem(
      'GRANT_PASSED_ON',
      ['grants'],
      'What is to be revoked was passed on to roles that keep it, now from the owner',
      {
        severity: 'warning',
        value: shown.join('; ') + more,
        next: 'Name these roles in the resource, or revoke from them by hand, if they should lose it.',
      },
    ),
  ];
}
