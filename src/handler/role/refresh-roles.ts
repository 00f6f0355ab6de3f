import { isUnknown } from '../../metadata';
import type { FoundRole } from '../../postgres/roles';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { notRefreshed } from '../server-access';
import { keepRole } from './keep-role';
import { passwordDrifted } from './password';
import { valuesOf } from './values';

/** Reads a role again. Null: it is gone. */
export async function refreshRole(state: ResourceState, context: HandlerContext): Promise<Outcome | null> {
  const [found] = await refreshRoles([state], context);
  return found ?? null;
}

/** Reads roles again, those of one server in one query. */
export async function refreshRoles(
  states: readonly ResourceState[],
  context: HandlerContext,
): Promise<(Outcome | null)[]> {
  const names = [...new Set(states.map(({ values }) => String(values.server)))];
  const read = names.map(async (name) => {
    const run = context.run.on(name);
    const wanted = states.filter(({ values }) => values.server === name).map(({ values }) => String(values.name));
    for (const each of wanted) run.ownRoles.add(each);
    return isUnknown(context.server(name)) ? undefined : (await run.look({ names: wanted })).roles;
  });
  const found = new Map((await Promise.all(read)).map((roles, index) => [names[index], roles]));
  return states.map((state) => {
    const roles = found.get(String(state.values.server));
    if (roles === undefined) return { ...state, problems: [notRefreshed(String(state.values.server))] };
    const role = roles.get(String(state.values.name));
    return role === undefined ? null : stateNow(role, state, context);
  });
}

/** The state now that the role was read again. */
function stateNow(found: FoundRole, before: ResourceState, context: HandlerContext): ResourceState {
  const drifted = passwordDrifted(found, before, context.env);
  const { passwordDrift: _, ...kept } = before.private;
  return {
    // With the statements gone the plan shows an update, though no other attribute tells of the password.
    values: { ...valuesOf(found, before.values), ...(drifted && { statements: [] }) },
    private: { ...kept, ...keepRole(found), ...(drifted && { passwordDrift: true }) },
  };
}
