import { holdsUnknown } from '../../metadata';
import { membershipLoops } from '../../postgres/roles';
import type { Problem } from '../../problem';
import type { Values } from '../handler-resource';
import type { Run } from '../run';
import { specOf } from './values';

/**
 * Notes a role that is planned, and tells of the loops that it closes with the roles planned before it: none of them may
 * be there yet, so that the server cannot tell.
 */
export function loopsWith({ server, name, member_of }: Values, run: Run): Problem[] {
  if (typeof server !== 'string' || typeof name !== 'string') return [];
  const { plannedRoles } = run.on(server);
  if (holdsUnknown(member_of)) {
    run.on(server).announce(name);
    return [];
  }
  const role = specOf({ name, member_of });
  plannedRoles.set(name, role);
  return membershipLoops(role, plannedRoles);
}
