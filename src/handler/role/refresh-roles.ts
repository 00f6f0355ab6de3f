import { isUnknown } from '../../metadata';
import type { FoundRole } from '../../postgres/roles';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { keepPlace, placeReplaced } from '../same-server';
import { notRefreshed } from '../server-access';
import { keepRole } from './keep-role';
import { passwordDrifted } from './password';
import { othersSeen } from './same-role';
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
    if (isUnknown(context.server(name))) return undefined;
    return { ...(await run.look({ names: wanted })), system: await run.systemIdentifier() };
  });
  const found = new Map((await Promise.all(read)).map((seen, index) => [names[index], seen]));
  return states.map((state) => {
    const seen = found.get(String(state.values.server));
    if (seen === undefined) return { ...state, problems: [notRefreshed(String(state.values.server))] };
    const role = seen.roles.get(String(state.values.name));
    // On a server that was made anew the role is made anew as well.
    if (role === undefined) return null;
    const now = { ...state.private, ...keepPlace({ system: seen.system }, state.private) };
    // What stands on another server says nothing of the role of the state.
    const next = placeReplaced(now, { server: String(state.values.server) })
      ? { ...state, private: now }
      : stateNow(role, { ...state, private: now }, seen.facts.version, context);
    const others = othersSeen(next).map((each) => ({ ...each, severity: 'warning' as const }));
    return others.length === 0 ? next : { ...next, problems: others };
  });
}

/** The state now that the role was read again. */
function stateNow(
  found: FoundRole,
  before: ResourceState,
  serverVersion: number,
  context: HandlerContext,
): ResourceState {
  const drifted = passwordDrifted(found, before, context.env);
  const { passwordDrift: _, ...kept } = before.private;
  return {
    // With the statements gone the plan shows an update, though no other attribute tells of the password.
    values: { ...valuesOf(found, before.values, serverVersion), ...(drifted && { statements: [] }) },
    private: { ...kept, ...keepRole(found), ...(drifted && { passwordDrift: true }) },
  };
}
