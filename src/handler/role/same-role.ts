import { known } from '../../metadata';
import { replacedProblems } from '../../postgres/roles';
import { type Problem, ProblemError } from '../../problem';
import type { ResourceState } from '../handler-resource';
import { placeReplaced } from '../same-server';
import { keptOid, keptRole } from './keep-role';

/** Which role of its name the state tells of; undefined where it does not say. */
export function meantOid({ values, private: kept }: ResourceState): number | undefined {
  return keptOid(kept) ?? (known(values.oid) as number | undefined);
}

/** What was read last, where that is another server or another role than the state tells of. */
export function othersSeen(state: ResourceState): Problem[] {
  const { values, private: kept } = state;
  const replaced = placeReplaced(kept, { server: String(values.server) });
  if (replaced !== undefined) return [replaced];
  const found = keptRole(kept);
  return found === undefined ? [] : replacedProblems(String(values.name), found.oid, meantOid(state));
}

/** @throws ProblemError SERVER_REPLACED, ROLE_REPLACED */
export function refuseOthers(state: ResourceState): void {
  const others = othersSeen(state);
  if (others.length > 0) throw new ProblemError(others);
}
