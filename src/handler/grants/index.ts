import { check, grants, withUnknownAt } from '../../metadata';
import { validateGrants } from '../../postgres/grants';
import { type Problem, renderPath } from '../../problem';
import type { HandlerResource, Values } from '../handler-resource';
import { explainingServerErrors } from '../server-errors';
import { applyPlannedGrants } from './apply-planned-grants';
import { declaredOf } from './declared';
import { deleteGrants, planGrantsDelete } from './delete-grants';
import { importGrants } from './import-grants';
import { planGrantsChange } from './plan-grants-change';
import { refreshGrants } from './refresh-grants';

/** `aponopg_grants`. */
export const grantsResource: HandlerResource = explainingServerErrors({
  description: grants,
  validate: validateDeclared,
  plan: planGrantsChange,
  planDelete: planGrantsDelete,
  create: ({ planned }, context) => applyPlannedGrants(planned, null, context),
  read: refreshGrants,
  update: ({ prior, planned }, context) => applyPlannedGrants(planned, prior, context),
  delete: deleteGrants,
  import: importGrants,
});

/** Everything that can be told without a server; each place is complained of once. */
function validateDeclared(config: Values): Problem[] {
  const problems = check(grants, config);
  const told = new Set(problems.map(({ path }) => renderPath(path)));
  // What is not of its kind is nothing that the engine could look at.
  const wrong = problems.filter(({ code }) => code !== 'UNKNOWN_ATTRIBUTE').map(({ path }) => path);
  const further = validateGrants(declaredOf(withUnknownAt(config, wrong) as Values)).filter(
    ({ path }) => !told.has(renderPath(path)),
  );
  return [...problems, ...further];
}
