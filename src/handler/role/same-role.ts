import { known } from '../../metadata';
import { type RoleIdentity, replacedProblems } from '../../postgres/roles';
import { type Problem, ProblemError } from '../../problem';
import type { ResourceState, Values } from '../handler-resource';
import { placeReplaced } from '../same-server';
import { keptRole } from './keep-role';

/** Which role the state tells of. */
export function identityOf({ server, oid }: Values): RoleIdentity {
  return { oid: known(oid) as number | undefined, serverName: String(server) };
}

/** What was read last, where that is another server or another role than the state tells of. */
export function othersSeen({ values, private: kept }: ResourceState): Problem[] {
  const replaced = placeReplaced(kept, { server: String(values.server) });
  if (replaced !== undefined) return [replaced];
  const found = keptRole(kept);
  return found === undefined ? [] : replacedProblems(String(values.name), found.oid, identityOf(values));
}

/** @throws ProblemError SERVER_REPLACED, ROLE_REPLACED */
export function refuseOthers(state: ResourceState): void {
  const others = othersSeen(state);
  if (others.length > 0) throw new ProblemError(others);
}
