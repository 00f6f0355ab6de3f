import { isUnknown } from '../../metadata';
import type { FoundRole } from '../../postgres/roles';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { notRefreshed } from '../server-access';
import { keepRole } from './keep-role';
import { passwordsDrifted } from './password';
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
  const read = names.map((name) =>
    refreshOn(
      name,
      states.filter(({ values }) => values.server === name),
      context,
    ),
  );
  const outcomes = new Map((await Promise.all(read)).flatMap((each) => [...each]));
  return states.map((state) => outcomes.get(state) ?? null);
}

/** Reads those of one server. */
async function refreshOn(
  name: string,
  states: readonly ResourceState[],
  context: HandlerContext,
): Promise<Map<ResourceState, Outcome>> {
  const run = context.run.on(name);
  const wanted = states.map(({ values }) => String(values.name));
  for (const each of wanted) run.ownRoles.add(each);
  if (isUnknown(context.server(name))) {
    return new Map(states.map((state) => [state, { ...state, problems: [notRefreshed(name)] }]));
  }
  const { roles } = await run.look({ names: wanted });
  const there = states.flatMap((state) => {
    const found = roles.get(String(state.values.name));
    return found === undefined ? [] : [{ state, found }];
  });
  const drifted = await passwordsDrifted(there, context.env, run.verifiers());
  return new Map(there.map(({ state, found }, index) => [state, stateNow(found, state, drifted[index])]));
}

/** The state now that the role was read again. */
function stateNow(found: FoundRole, before: ResourceState, drifted: boolean | undefined): ResourceState {
  const { passwordDrift: _, ...kept } = before.private;
  return {
    // With the statements gone the plan shows an update, though no other attribute tells of the password.
    values: { ...valuesOf(found, before.values), ...(drifted && { statements: [] }) },
    private: { ...kept, ...keepRole(found), ...(drifted && { passwordDrift: true }) },
  };
}
