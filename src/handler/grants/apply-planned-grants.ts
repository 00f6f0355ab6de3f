import { isUnknown } from '../../metadata';
import { applyGrants } from '../../postgres/grants';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { knownServer } from '../server-access';
import { declaredOf } from './declared';
import { keepAdopted, keptAdopted } from './private-data';

/** Does what was planned. @param prior null for a create */
export async function applyPlannedGrants(
  { values }: ResourceState,
  prior: ResourceState | null,
  context: HandlerContext,
): Promise<Outcome> {
  const reviewed = isUnknown(values.statements) ? undefined : (values.statements as string[]);
  const { statements, adopted, problems } = await applyGrants(
    knownServer(context, String(values.server)),
    declaredOf(values),
    {
      reviewed,
      ...(prior && { prior: declaredOf(prior.values), adopted: keptAdopted(prior.private) }),
    },
  );
  return {
    values: { ...values, id: `${values.server}/${values.database}`, statements: reviewed ?? statements },
    private: keepAdopted(adopted),
    // Warnings were given with the plan, unless there was none to give them with.
    problems: reviewed ? [] : problems,
  };
}
