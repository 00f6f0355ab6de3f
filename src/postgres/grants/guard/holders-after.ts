import type { AclChange, Loss } from '../changes';
import type { Target } from '../found/found-index';

/**
 * Who holds a privilege on a target once the changes are made, by whoever's grant.
 *
 * @param changes those on this target
 * @param losses those on this target
 */
export function holdersAfter(
  target: Target,
  bit: number,
  changes: readonly AclChange[],
  losses: readonly Loss[],
): ReadonlySet<string> {
  const revoked = changes.filter((each) => each.action === 'revoke' && (each.privileges & bit) !== 0);
  const gone = new Map<string, Set<string>>();
  for (const { grantee, grantor } of [...losses.filter((each) => (each.privileges & bit) !== 0), ...revoked]) {
    gone.set(grantor, (gone.get(grantor) ?? new Set()).add(grantee));
  }
  const left = target.entries.filter(
    ({ grantee, grantor, privileges, ignored }) =>
      !ignored && (privileges & bit) !== 0 && gone.get(grantor)?.has(grantee) !== true,
  );
  const given = changes.filter((each) => each.action === 'grant' && (each.privileges & bit) !== 0);
  return new Set([...left, ...given].map(({ grantee }) => grantee));
}
