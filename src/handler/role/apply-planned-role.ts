import { isUnknown } from '../../metadata';
import { applyRole, displayOf, type RoleStatement, type WantedRole } from '../../postgres/roles';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState, Values } from '../handler-resource';
import { keepPlace, refuseReplaced } from '../same-server';
import { knownServer } from '../server-access';
import { keepRole } from './keep-role';
import { givesPassword, keepPassword, type PasswordChange, verifierToSet } from './password';
import { wantedRole } from './role-change';
import { meantOid } from './same-role';
import { specOf } from './values';

/** Makes the role that was planned. */
export async function createRole(
  { config, planned }: { config: Values; planned: ResourceState },
  context: HandlerContext,
): Promise<Outcome> {
  return apply(wantedNow(config, planned.values, 'set', context), planned, null, context);
}

/** Makes the role what was planned. */
export async function updateRole(
  { config, prior, planned }: { config: Values; prior: ResourceState; planned: ResourceState },
  context: HandlerContext,
): Promise<Outcome> {
  const password = planned.private.password as PasswordChange;
  return apply(wantedNow(config, planned.values, password, context), planned, prior, context);
}

/** The role wanted, with the verifier of its password made at the last moment. */
function wantedNow(config: Values, values: Values, password: PasswordChange, context: HandlerContext): WantedRole {
  const wanted = wantedRole(values, password);
  if (password === 'removed') return wanted;
  if (password === 'left' || !givesPassword(config)) {
    const { password: _, ...spec } = wanted;
    return spec;
  }
  return { ...wanted, password: { verifier: verifierToSet(config, context.env) } };
}

async function apply(
  wanted: WantedRole,
  planned: ResourceState,
  prior: ResourceState | null,
  context: HandlerContext,
): Promise<Outcome> {
  const serverName = String(planned.values.server);
  const shown = planned.values.statements;
  const server = knownServer(context, serverName);
  const run = context.run.on(serverName);
  const system = await run.systemIdentifier();
  if (prior) refuseReplaced(prior.private, { server: serverName }, { system });
  const options = {
    serverName,
    ...(run.readsVerifiers !== undefined && { readsVerifiers: run.readsVerifiers }),
    reviewed: planned.private.reviewed as readonly RoleStatement[] | undefined,
    approved: context.approved()?.roles(serverName),
    recorded: run.recorded,
  };
  const { found, statements } = prior
    ? await applyRole(server, wanted, { ...options, previous: specOf(prior.values), oid: meantOid(prior) })
    : await run.make({ wanted, options });
  run.ownRoles.add(wanted.name);
  run.claims.settle(wanted.name);
  run.appliedRoles.set(found.name, found.oid);
  const left = wanted.password === undefined;
  const given = left ? prior?.private.passwordGiven === true : wanted.password !== null;
  const drifted = left && prior?.private.passwordDrift ? prior.private : undefined;
  return {
    values: {
      ...planned.values,
      id: `${serverName}/${found.name}`,
      oid: isUnknown(planned.values.oid) ? found.oid : planned.values.oid,
      statements: isUnknown(shown) ? statements.map(displayOf) : shown,
    },
    private: {
      ...keepRole(found, planned.values, await run.version()),
      ...keepPassword(found, given, drifted),
      ...keepPlace({ system }, prior?.private),
    },
  };
}
