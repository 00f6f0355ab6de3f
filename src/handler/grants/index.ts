import { check, grants, objectShapeOf, upgradeGrants, withDefaults } from '../../metadata';
import type { HandlerResource } from '../handler-resource';
import { explainingServerErrors } from '../server-errors';
import { applyPlannedGrants } from './apply-planned-grants';
import { deleteGrants, planGrantsDelete } from './delete-grants';
import { importGrants } from './import-grants';
import { planGrantsChange } from './plan-grants-change';
import { refreshGrants } from './refresh-grants';

/** `aponopg_grants`. */
export const grantsResource: HandlerResource = explainingServerErrors({
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
});
