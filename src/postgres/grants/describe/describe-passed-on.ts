import { namesOf, PUBLIC } from '../../../metadata';
import { visible } from '../../../problem';
import { type FoundTarget, labelsFolded } from '../found/found';

/** What goes with a revoke, because it was given by an option that goes. */
export interface PassedOn {
  readonly target: Pick<FoundTarget, 'kind' | 'schema' | 'name' | 'table' | 'signature' | 'owner'>;
  readonly grantee: string;
  readonly grantor: string;
  /** Bits of `PRIVILEGE_BITS`. */
  readonly privileges: number;
  /** Only the grant option goes. */
  readonly optionOnly: boolean;
}

/** Who loses what, and who gave it, a short line each; equal lines about many objects become one. */
export function describePassedOn(losses: readonly PassedOn[]): string[] {
  const lines = labelsFolded(
    losses.map(({ target, grantee, grantor, privileges, optionOnly }) => {
      const who = grantee === PUBLIC ? 'PUBLIC' : grantee;
      const what = `${optionOnly ? 'the grant option for ' : ''}${namesOf(privileges).join(', ')}`;
      return { head: `${who} loses ${what}, given by ${grantor}, on `, target };
    }),
  );
  return lines.map(visible);
}
