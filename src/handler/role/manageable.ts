import { isSystemRole } from '../../metadata/clouds';
import { type RoleFilter, readRoleNames } from '../../postgres/names';
import type { Session } from '../../postgres/session';

/** The roles that a configuration may take over: neither the admin's own, nor the system's, nor those of a cloud. */
export async function manageableRoles(session: Session, filter: RoleFilter): Promise<string[]> {
  const names = await readRoleNames(session, filter);
  return names.filter((name) => name !== session.user && !isSystemRole(name));
}
