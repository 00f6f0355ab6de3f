import { isUnknown } from '../../metadata';
import { type AppliedGrants, applyGrants, renamedDeclared, renderStatement } from '../../postgres/grants';
import type { Session } from '../../postgres/session';
import { type Problem, ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome, PrivateData, ResourceState } from '../handler-resource';
import { keepPlace, type Place, refuseReplaced } from '../same-server';
import { knownServer } from '../server-access';
import { declaredOf } from './declared';
import { grantsId } from './grants-id';
import type { GrantsInRun } from './grants-in-run';
import { placeOf } from './place-of';
import { keepCatalogs, keepHeld, keepMended, keptCatalogs, keptHeld, keptMended } from './private-data';
import { readFor } from './read';
import { goingBy, refusal } from './refusal';
import { rolesBefore } from './roles-of-run';
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
  let catalogs: PrivateData = {};
  const before = prior ? declaredOf(prior.values) : undefined;
  const refuse = refusal(planned, before, context);
  const applied = () =>
    run.grants.apply(declared, () =>
      applyGrants(server, declared, {
        expectsWork: Array.isArray(values.statements) && values.statements.length > 0,
        rolesBefore: rolesBefore(keptCatalogs(planned.private), run),
        seen: async (session, found) => {
          place = await placeOf(found, session, run);
          if (prior) refuseReplaced(prior.private, at, place);
        },
        refuse,
        // What a refresh would find: whatever differs there Terraform takes for drift.
        ...(context.run.terraform && {
          done: async (session: Session) => {
            const found = await readFor(session, [declared], { server: name, private: prior?.private ?? {} }, context);
            catalogs = keepCatalogs(found, declared);
          },
        }),
        passing: context.run.terraform ? run.grants.goingIn(at.database) : [],
        ...(prior && {
          prior: before,
          alreadyHeld: keptHeld(prior.private),
          others: run.grants.appliedIn(at.database),
        }),
      }),
    );
  const done = await (context.run.terraform ? asOthersGo(applied, run.grants) : applied());
  return {
    values: {
      ...values,
      id: grantsId(values),
      statements: isReviewed ? values.statements : done.statements.map(renderStatement),
    },
    private: {
      ...catalogs,
      ...keepHeld(done.alreadyHeld),
      ...keepMended(mendedBy(prior)),
      ...keepPlace(place, prior?.private),
      admin: done.index.found.admin,
    },
    problems: [...told(done, isReviewed), ...(context.run.needsTakeOver ? tookOver(taken()) : [])],
  };

  function taken() {
    const { changes } = takingOf(done.changes, declared, name, {
      before: before && renamedDeclared(before, done.renames),
      replaced: goingBy(planned.private, at, context, done.renames),
      allowed: true,
    });
    return done.statements.length > 0 ? changes : [];
  }
}

/** What a grantee holds beyond the declaration may be about to go with another resource of the same run. */
async function asOthersGo<T>(apply: () => Promise<T>, grants: GrantsInRun): Promise<T> {
  for (;;) {
    try {
      return await apply();
    } catch (error) {
      const holdsMore = error instanceof ProblemError && error.problems.some(({ code }) => code === 'HOLDS_MORE');
      if (!holdsMore || !(await grants.moved(ANOTHER_COMES_MS))) throw error;
    }
  }
}

/** As soon as Terraform may, it begins with everything that waits for nothing. */
const ANOTHER_COMES_MS = 2000;

/** Warnings were given with the plan, unless there was none to give them with; what was skipped is said once it is. */
function told({ problems }: AppliedGrants, isReviewed: boolean): Problem[] {
  return problems.filter(({ code }) => !isReviewed || code === 'GRANT_OUT_OF_REACH');
}

/** The drift that is put right now, or else what was last. */
function mendedBy(prior: ResourceState | null): readonly string[] {
  const drift = Array.isArray(prior?.values.drift) ? prior.values.drift.filter((each) => typeof each === 'string') : [];
  return drift.length > 0 ? drift : keptMended(prior?.private ?? {});
}
