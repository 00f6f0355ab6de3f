import type { RoleSpec } from './role-spec';

/** What planning a role needs besides the role itself. */
export interface PlanRoleContext {
  /** `server_version_num`. */
  readonly serverVersion: number;
  /** The specification applied last: what it gave and the new one does not name is taken back. */
  readonly previous?: RoleSpec;
}
