import type { Block, Nested } from './schema';
import { isObject, type ObjectValue, type Value } from './value/value';

/** A nested attribute's value with `each` applied to every object in it; nulls and unknowns stay as they are. */
export function mapNested({ mode }: Nested | Block, value: Value, each: (object: ObjectValue) => ObjectValue): Value {
  const item = (one: Value) => (isObject(one) ? each(one) : one);
  if (Array.isArray(value)) return value.map(item);
  if (!isObject(value) || mode === 'single') return item(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, item(one)]));
}
