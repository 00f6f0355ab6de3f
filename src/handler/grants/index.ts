import { check, grants, objectShapeOf, upgradeGrants, withDefaults } from '../../metadata';
import type { HandlerResource } from '../handler-resource';
import { fromPostgresqlDefaultPrivileges } from '../moves/from-postgresql-default-privileges';
import { fromPostgresqlGrant } from '../moves/from-postgresql-grant';
import { movable } from '../moves/on-a-server';
import { taking } from '../moves/taking';
import { explainingServerErrors } from '../server-errors';
import { applyPlannedGrants } from './apply-planned-grants';
import { deleteGrants, planGrantsDelete } from './delete-grants';
import { grantsId } from './grants-id';
import { importGrants } from './import-grants';
import { inWordsOf } from './in-words-of';
import { planGrantsChange } from './plan-grants-change';
import { refreshGrants } from './refresh-grants';

/** `aponopg_grants`. */
export const grantsResource: HandlerResource = movable(
  explainingServerErrors({
    description: grants,
    identity: { server: {}, database: {}, name: { optionalForImport: true } },
    upgrade: (_, values) => withDefaults(objectShapeOf(grants.schema), upgradeGrants(values)),
    validate: (config) => check(grants, config),
    plan: planGrantsChange,
    planDelete: planGrantsDelete,
    create: ({ planned }, context) => applyPlannedGrants(planned, null, context),
    read: refreshGrants,
    update: ({ prior, planned }, context) => applyPlannedGrants(planned, prior, context),
    delete: deleteGrants,
    import: importGrants,
  }),
  {
    take: taking(
      grants,
      { postgresql_grant: fromPostgresqlGrant, postgresql_default_privileges: fromPostgresqlDefaultPrivileges },
      (values) => check(grants, values),
    ),
    idOf: grantsId,
    inWordsOf,
  },
);
