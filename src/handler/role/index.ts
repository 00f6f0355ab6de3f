import { check, role } from '../../metadata';
import type { HandlerResource } from '../handler-resource';
import { explainingServerErrors } from '../server-errors';
import { createRole, updateRole } from './apply-planned-role';
import { deleteRole, planRoleDelete } from './delete-role';
import { importRole } from './import-role';
import { planRoleChange } from './plan-role-change';
import { refreshRole, refreshRoles } from './refresh-roles';

/** `aponopg_role`. */
export const roleResource: HandlerResource = explainingServerErrors({
  description: role,
  identity: { server: {}, name: {} },
  validate: (config) => check(role, config),
  plan: planRoleChange,
  planDelete: planRoleDelete,
  create: createRole,
  read: refreshRole,
  readMany: refreshRoles,
  update: updateRole,
  delete: deleteRole,
  import: importRole,
});
