import { Batches } from '../../postgres/batching';
import { type AppliedRole, applyRole, makeRoles, type RoleToMake } from '../../postgres/roles';
import type { DatabaseServer } from '../../postgres/session';

/**
 * Roles that are made at the same time all need the same lock: they are made together, in one transaction. Where that
 * fails each is made by itself.
 */
export function makesOn(server: () => DatabaseServer): Batches<RoleToMake, AppliedRole> {
  return new Batches({
    together: (roles) => makeRoles(server(), roles),
    alone: ({ wanted, options }) => applyRole(server(), wanted, options),
  });
}
