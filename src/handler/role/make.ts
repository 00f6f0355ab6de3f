import { Batches } from '../../postgres/batching';
import { type AppliedRole, applyRole, makeRoles, type RoleToMake } from '../../postgres/roles';
import type { DatabaseServer } from '../../postgres/session';
import { type ProblemCode, ProblemError } from '../../problem';

/**
 * Roles that are made at the same time all need the same lock: they are made together, in one transaction. Where that
 * fails each is made by itself - but not where the server is gone, or may have made them all.
 */
export function makesOn(server: () => DatabaseServer): Batches<RoleToMake, AppliedRole> {
  return new Batches({
    together: (roles) => makeRoles(server(), roles),
    alone: ({ wanted, options }) => applyRole(server(), wanted, options),
    isShared: (error) => error instanceof ProblemError && error.problems.some(({ code }) => SHARED.has(code)),
  });
}

const SHARED: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['PG_OUTCOME_UNKNOWN', 'PG_TIMEOUT', 'PG_LOCK_TIMEOUT']);
