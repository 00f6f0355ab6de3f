import { grants, objectShapeOf, type Shape } from '../../metadata';
import type { HandlerContext } from '../context';
import type { ResourceState, Values } from '../handler-resource';
import { sameValue } from '../same-value';
import { declaredOf } from './declared';

/**
 * A state whose name and labels nobody chose, in those that the configuration has for the same entries: to take them over
 * changes no grant.
 */
export function inWordsOf(state: ResourceState, config: Values, context: HandlerContext): ResourceState {
  const shape = objectShapeOf(grants.schema);
  const renamed = (member: 'grants' | 'default_privileges') =>
    relabelled(shape.attributes[member], state.values[member], config[member]);
  const values: Values = {
    ...state.values,
    name: config.name ?? state.values.name,
    grants: renamed('grants'),
    default_privileges: renamed('default_privileges'),
  };
  const run = context.run.on(String(values.server)).grants;
  // What was read is planned under its new words.
  run.planned(declaredOf(state.values), declaredOf(values));
  run.read(declaredOf(values));
  return { ...state, values };
}

function relabelled(shape: Shape | undefined, state: unknown, config: unknown): unknown {
  if (!isEntries(state) || !isEntries(config) || shape?.kind !== 'map') return state;
  const free = Object.entries(config).filter(([label]) => !Object.hasOwn(state, label));
  return Object.fromEntries(
    Object.entries(state).map(([label, entry]) => {
      if (Object.hasOwn(config, label)) return [label, entry];
      const at = free.findIndex(([, each]) => sameValue(shape.element, each, entry));
      return [free.splice(at, at < 0 ? 0 : 1)[0]?.[0] ?? label, entry];
    }),
  );
}

function isEntries(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
