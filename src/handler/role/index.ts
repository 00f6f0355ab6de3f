import { check, role, UNKNOWN } from '../../metadata';
import type { HandlerResource } from '../handler-resource';
import { fromPostgresqlRole } from '../moves/from-postgresql-role';
import { movable } from '../moves/on-a-server';
import { taking } from '../moves/taking';
import { explainingServerErrors } from '../server-errors';
import { createRole, updateRole } from './apply-planned-role';
import { deleteRole, planRoleDelete } from './delete-role';
import { importRole } from './import-role';
import { planRoleChange } from './plan-role-change';
import { refreshRole, refreshRoles } from './refresh-roles';

/** `aponopg_role`. */
export const roleResource: HandlerResource = movable(
  explainingServerErrors({
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
  }),
  {
    take: taking(role, { postgresql_role: fromPostgresqlRole }, (values) =>
      // The password stays behind, but for that there is one.
      check(role, { ...values, password_wo: UNKNOWN }),
    ),
    idOf: ({ server, name }) => `${server}/${name}`,
  },
);
