import type { DeclaredGrants } from '../../metadata';
import { applyGrants, describeDrift } from '../../postgres/grants';
import { readIdentity } from '../../postgres/server-identity';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { ResourceState, Values } from '../handler-resource';
import { refuseReplaced } from '../same-server';
import { knownServer } from '../server-access';
import { toldAt } from '../told-changes';
import { declaredOf } from './declared';
import { orMissing } from './or-missing';
import { planFromCatalogs } from './plan-from-catalogs';
import { keptHeld } from './private-data';

/** Warns of the privileges that a delete takes away. */
export async function planGrantsDelete(prior: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const declared = declaredOf(prior.values);
  const at = { server: String(prior.values.server), private: prior.private };
  refuseReplaced(prior.private, { server: at.server, database: declared.database });
  const asked = await planFromCatalogs(nothingIn(declared), declared, at, context);
  if (asked.open) return [];
  const lost = describeDrift(asked.plan.changes);
  const place = { server: at.server, database: declared.database };
  const told = asked.plan.problems.filter(({ code }) => TOLD.has(code)).map((each) => toldAt(each, place));
  return [...(lost.length > 0 ? [lostProblem(prior.values, lost)] : []), ...told];
}

/** What else a destroy does, or leaves undone. */
const TOLD: ReadonlySet<string> = new Set(['GRANT_PASSED_ON', 'GRANT_OUT_OF_REACH']);

/** Takes back what the resource gave; where the database is gone, so is everything given in it. */
export async function deleteGrants(prior: ResourceState, context: HandlerContext): Promise<Problem[]> {
  const declared = declaredOf(prior.values);
  const name = String(prior.values.server);
  const server = knownServer(context, name);
  const place = await orMissing(server.use(readIdentity, declared.database));
  if (place === null) return [];
  refuseReplaced(prior.private, { server: name, database: declared.database }, place);
  const taken = applyGrants(server, nothingIn(declared), {
    prior: declared,
    alreadyHeld: keptHeld(prior.private),
    approved: context.approved()?.grants(name, declared.database),
  });
  const done = await orMissing(taken);
  return [...(done?.problems ?? [])];
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

function lostProblem(values: Values, lost: readonly string[]): Problem {
  const shown = lost.slice(0, 20).map((line) => line.replace(' holds ', ' loses '));
  return {
    severity: 'warning',
    code: 'GRANTS_LOST',
    path: [],
    what: `Destroying the grants of ${values.server}/${values.database} takes privileges away`,
    value: lost.length > shown.length ? [...shown, `... and ${lost.length - shown.length} more`] : shown,
    next: 'Go on if that is meant; otherwise keep the resource, or take it out of the state with `terraform state rm`.',
  };
}
