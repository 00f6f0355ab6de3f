import { isUnknown } from '../../metadata';
import { type FoundRole, passwordMark } from '../../postgres/roles';
import type { HandlerContext } from '../context';
import type { Outcome, PrivateData, ResourceState } from '../handler-resource';
import { keepPlace, placeReplaced } from '../same-server';
import { notRefreshed } from '../server-access';
import { keepRole } from './keep-role';
import { passwordsDrifted } from './password';
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
  const { roles, facts } = await run.look({ names: wanted });
  const place = { system: await run.systemIdentifier() };
  const there = states.flatMap((state) => {
    const found = roles.get(String(state.values.name));
    // On a server that was made anew the role is made anew as well.
    return found === undefined
      ? []
      : [
          {
            state: { ...state, private: { ...state.private, ...keepPlace(place, state.private) } },
            found,
            asked: state,
          },
        ];
  });
  const drifted = await passwordsDrifted(there, context.env, run.verifiers());
  return new Map(
    there.map(({ state, found, asked }, index) => {
      // What stands on another server says nothing of the role of the state.
      const next = placeReplaced(state.private, { server: name })
        ? state
        : stateNow(found, state, facts.version, drifted[index]);
      const others = othersSeen(next).map((each) => ({ ...each, severity: 'warning' as const }));
      return [asked, others.length === 0 ? next : { ...next, problems: others }];
    }),
  );
}

/** The state now that the role was read again. */
function stateNow(
  found: FoundRole,
  before: ResourceState,
  serverVersion: number,
  drifted: boolean | undefined,
): ResourceState {
  const { passwordDrift: _, ...kept } = { ...firstMark(found, before), ...before.private };
  return {
    // With the statements gone the plan shows an update, though no other attribute tells of the password.
    values: { ...valuesOf(found, before.values, serverVersion), ...(drifted && { statements: [] }) },
    private: { ...kept, ...keepRole(found, before.values, serverVersion), ...(drifted && { passwordDrift: true }) },
  };
}

/** Of a role whose password another resource set, what is there when it is first seen. */
function firstMark({ verifier }: FoundRole, { private: kept }: ResourceState): PrivateData {
  return kept.moved && kept.passwordGiven && verifier ? { verifierMark: passwordMark(verifier) } : {};
}
