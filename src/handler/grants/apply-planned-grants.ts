import { isUnknown } from '../../metadata';
import { applyGrants, renderStatement } from '../../postgres/grants';
import { readIdentity } from '../../postgres/server-identity';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { keepPlace, refuseReplaced } from '../same-server';
import { knownServer } from '../server-access';
import { declaredOf } from './declared';
import { keepHeld, keepMended, keptHeld, keptMended, keptReviewed } from './private-data';

/** Does what was planned. @param prior null for a create */
export async function applyPlannedGrants(
  { values, private: kept }: ResourceState,
  prior: ResourceState | null,
  context: HandlerContext,
): Promise<Outcome> {
  const isReviewed = !isUnknown(values.statements);
  const server = knownServer(context, String(values.server));
  const at = { server: String(values.server), database: String(values.database) };
  const place = await server.use(readIdentity, at.database);
  if (prior) refuseReplaced(prior.private, at, place);
  const { statements, alreadyHeld, problems } = await applyGrants(server, declaredOf(values), {
    approved: context.approved()?.grants(at.server, at.database),
    ...(isReviewed && { reviewed: keptReviewed(kept) }),
    ...(prior && { prior: declaredOf(prior.values), alreadyHeld: keptHeld(prior.private) }),
  });
  return {
    values: {
      ...values,
      id: `${values.server}/${values.database}`,
      statements: isReviewed ? values.statements : statements.map(renderStatement),
    },
    private: { ...keepHeld(alreadyHeld), ...keepMended(mendedBy(prior)), ...keepPlace(place, prior?.private) },
    // Warnings were given with the plan, unless there was none to give them with.
    problems: isReviewed ? [] : problems,
  };
}

/** The drift that is put right now, or else what was last. */
function mendedBy(prior: ResourceState | null): readonly string[] {
  const drift = Array.isArray(prior?.values.drift) ? prior.values.drift.filter((each) => typeof each === 'string') : [];
  return drift.length > 0 ? drift : keptMended(prior?.private ?? {});
}
