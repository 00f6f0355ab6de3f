import { isDeepStrictEqual } from 'node:util';
import type { Plan, PlanRequest } from './managed-resource';
import { membersOf } from './members';
import type { Attribute, Attributes, Schema } from './schema';
import type { KnownValues, Values } from './typed-values';
import type { Path } from './value/path';
import { isObject, member, type ObjectValue, UNKNOWN, type Value } from './value/value';

/**
 * The plan of a resource that has none of its own, and the beginning of one that has: as proposed. Where that is a change,
 * what is computed and not configured becomes unknown, save what keeps its value by `useStateForUnknown`; attributes with
 * `requiresReplace` that change are named in `replace`.
 */
export function defaultPlan<S extends Schema>(
  schema: S,
  { config, prior, proposed }: Pick<PlanRequest<Values<S>, KnownValues<S>>, 'config' | 'prior' | 'proposed'>,
): Plan<Values<S>> {
  const members = membersOf(schema);
  const [before, after] = [prior as ObjectValue | null, proposed as ObjectValue];
  if (before && isDeepStrictEqual(before, after)) return { planned: proposed };
  const planned = unknownWhereComputed(members, config as ObjectValue, after) as Values<S>;
  return { planned, replace: before ? replacing(members, before, after) : [] };
}

function unknownWhereComputed(attributes: Attributes, config: ObjectValue, proposed: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      planned(attribute, member(config, name), member(proposed, name)),
    ]),
  );
}

function planned(attribute: Attribute, config: Value, proposed: Value): Value {
  const { computed, useStateForUnknown, nested } = attribute;
  if (computed && config === null) return useStateForUnknown && proposed !== null ? proposed : UNKNOWN;
  if (!nested) return proposed;
  const inner = membersOf(nested);
  const object = (one: Value, configured: Value): Value =>
    isObject(one) && isObject(configured) ? unknownWhereComputed(inner, configured, one) : one;
  if (Array.isArray(proposed)) {
    // What stands in a set is found by all it holds: which of its members was configured how cannot be told.
    if (nested.mode === 'set') return proposed.map((one) => (isObject(one) ? nullsToUnknown(inner, one) : one));
    return proposed.map((one, index) => object(one, Array.isArray(config) ? (config[index] ?? null) : null));
  }
  if (!isObject(proposed) || nested.mode === 'single') return object(proposed, config);
  return Object.fromEntries(
    Object.entries(proposed).map(([key, one]) => [key, object(one, isObject(config) ? member(config, key) : null)]),
  );
}

/** As if nothing were configured that is null. */
function nullsToUnknown(attributes: Attributes, object: ObjectValue): ObjectValue {
  return unknownWhereComputed(attributes, object, object);
}

/** The attributes for whose sake the object has to be made anew, outermost ones alone: deeper ones count as the one they are in. */
function replacing(attributes: Attributes, prior: ObjectValue, proposed: ObjectValue): Path[] {
  return Object.entries(attributes)
    .filter(
      ([name, { requiresReplace }]) =>
        requiresReplace && !isDeepStrictEqual(member(prior, name), member(proposed, name)),
    )
    .map(([name]) => [name]);
}
