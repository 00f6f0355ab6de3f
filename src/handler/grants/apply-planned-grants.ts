import { isUnknown } from '../../metadata';
import { type AppliedGrants, applyGrants, renamedDeclared, renamedHeld, renderStatement } from '../../postgres/grants';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { keepPlace, type Place, refuseReplaced } from '../same-server';
import { knownServer } from '../server-access';
import { declaredOf } from './declared';
import { placeOf } from './place-of';
import { keepHeld, keepMended, keptHeld, keptMended, keptReplaced } from './private-data';
import { refusal, refuseUnapprovedGrants } from './refusal';
import { renamesIn } from './roles-of-run';
import { takingOf, tookOver } from './taking';

/** Does what was planned. @param prior null for a create */
export async function applyPlannedGrants(
  planned: ResourceState,
  prior: ResourceState | null,
  context: HandlerContext,
): Promise<Outcome> {
  const { values } = planned;
  const isReviewed = !isUnknown(values.statements);
  const name = String(values.server);
  const server = knownServer(context, name);
  const declared = declaredOf(values);
  const at = { server: name, database: declared.database };
  const run = context.run.on(name);
  let place: Place = {};
  const then = prior ? declaredOf(prior.values) : undefined;
  const renames = then ? renamesIn(declared, then, run) : new Map<string, string>();
  const before = then && renamedDeclared(then, renames);
  const refuse = [refusal(planned, before, context), refuseUnapprovedGrants(name, declared.database, context)];
  const done = await run.grants.apply(declared, () =>
    applyGrants(server, declared, {
      seen: async (session, found) => {
        place = await placeOf(found, session, run);
        if (prior) refuseReplaced(prior.private, at, place);
      },
      refuse: (plan) => {
        for (const each of refuse) each(plan);
      },
      ...(prior &&
        before && {
          prior: before,
          alreadyHeld: renamedHeld(keptHeld(prior.private), renames),
        }),
    }),
  );
  return {
    values: {
      ...values,
      id: `${name}/${declared.database}`,
      statements: isReviewed ? values.statements : done.statements.map(renderStatement),
    },
    private: {
      ...keepHeld(done.alreadyHeld),
      ...keepMended(mendedBy(prior)),
      ...keepPlace(place, prior?.private),
      admin: done.index.found.admin,
    },
    problems: [...told(done, isReviewed), ...(context.run.needsTakeOver ? tookOver(taken()) : [])],
  };

  function taken() {
    const replaced = keptReplaced(planned.private);
    const { lines } = takingOf(done.changes, declared, name, { before, replaced, allowed: true });
    return done.statements.length > 0 ? lines : [];
  }
}

/** Warnings were given with the plan, unless there was none to give them with; what was skipped is said once it is. */
function told({ problems }: AppliedGrants, isReviewed: boolean): Problem[] {
  return problems.filter(({ code }) => !isReviewed || code === 'GRANT_OUT_OF_REACH');
}

/** The drift that is put right now, or else what was last. */
function mendedBy(prior: ResourceState | null): readonly string[] {
  const drift = Array.isArray(prior?.values.drift) ? prior.values.drift.filter((each) => typeof each === 'string') : [];
  return drift.length > 0 ? drift : keptMended(prior?.private ?? {});
}
