import type { DeclaredGrants, ReviewChange } from '../../metadata';
import { applyGrants, describeLost, type GrantsPlan, planGrants, takenChanges } from '../../postgres/grants';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { PrivateData, ResourceState, Values } from '../handler-resource';
import { refuseReplaced } from '../same-server';
import { knownServer } from '../server-access';
import { toldAt } from '../told-changes';
import { declaredOf } from './declared';
import { lookAhead } from './look-ahead';
import { orMissing } from './or-missing';
import { placeOf } from './place-of';
import { keptCatalogs, keptHeld } from './private-data';
import { refuseUnapprovedGrants } from './refusal';
import { rolesBefore } from './roles-of-run';

/** Warns of the privileges that a delete takes away. */
export async function planGrantsDelete(prior: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const declared = declaredOf(prior.values);
  const at = { server: String(prior.values.server), private: prior.private };
  context.run.on(at.server).grants.planned(declared, null);
  refuseReplaced(prior.private, { server: at.server, database: declared.database });
  const plan = await planToTake(declared, at, context);
  if (plan === undefined) return [];
  // What goes with it by CASCADE is told by itself.
  const losses = plan.changes.losses.filter(({ asked }) => asked);
  const lost = takenChanges({ ...plan.changes, losses }, 'destroy');
  const place = { server: at.server, database: declared.database };
  const told = plan.problems.filter(({ code }) => TOLD.has(code)).map((each) => toldAt(each, place));
  return [...(lost.length > 0 ? [toldAt(lostProblem(prior.values, lost), place)] : []), ...told];
}

/** By what was read last, else by what is there now; undefined where that cannot be told. */
async function planToTake(
  declared: DeclaredGrants,
  at: { readonly server: string; readonly private: PrivateData },
  context: HandlerContext,
): Promise<GrantsPlan | undefined> {
  const held = keptHeld(at.private);
  const memory = keptCatalogs(at.private);
  if (memory) return planGrants(nothingIn(declared), memory.found, { prior: declared, alreadyHeld: held });
  const asked = await lookAhead({ ...at, declared: nothingIn(declared), before: declared, held }, context);
  return asked.open ? undefined : asked.plan;
}

/** What else a destroy does, or leaves undone. */
const TOLD: ReadonlySet<string> = new Set(['GRANT_PASSED_ON', 'GRANT_OUT_OF_REACH']);

/** Takes back what the resource gave; where the database is gone, so is everything given in it. */
export async function deleteGrants(prior: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const declared = declaredOf(prior.values);
  const name = String(prior.values.server);
  const server = knownServer(context, name);
  const run = context.run.on(name);
  return run.grants.inTurn(declared.database, async () => {
    const taken = applyGrants(server, nothingIn(declared), {
      prior: declared,
      alreadyHeld: keptHeld(prior.private),
      seen: async (session, found) =>
        refuseReplaced(
          prior.private,
          { server: name, database: declared.database },
          await placeOf(found, session, run),
        ),
      rolesBefore: rolesBefore(keptCatalogs(prior.private), run),
      // What this run has applied for others stays, though what goes gave it first.
      others: run.grants.appliedIn(declared.database),
      refuse: refuseUnapprovedGrants(name, declared.database, context),
    });
    const done = await orMissing(taken);
    return (done?.problems ?? []).filter(({ code }) => TOLD.has(code));
  });
}

/** A declaration of nothing: applied after another one, it takes back what that one gave. */
function nothingIn({ database, ignore_grantors }: DeclaredGrants): DeclaredGrants {
  return {
    database,
    mode: 'additive',
    ...(ignore_grantors && { ignore_grantors }),
    grants: {},
    default_privileges: {},
  };
}

function lostProblem(values: Values, changes: readonly ReviewChange[]): Problem {
  return {
    severity: 'warning',
    code: 'GRANTS_LOST',
    path: [],
    what: `Destroying the grants of ${values.server}/${values.database} takes privileges away`,
    changes,
    value: describeLost(changes),
    next: 'Go on if that is meant; otherwise keep the resource, or take it out of the state with `terraform state rm`.',
  };
}
