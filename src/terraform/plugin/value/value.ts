/**
 * Stands for a value Terraform does not know yet: it becomes known during apply. Take it as "any value, or null".
 * The symbol is registered, so it stays the same across copies of this package.
 */
export const UNKNOWN: unique symbol = Symbol.for('terraform:unknown') as never;

/**
 * A Terraform value. Lists, sets and tuples are arrays; maps and objects are plain objects (any key is safe, `__proto__`
 * too: read foreign keys with {@link member}). Whole numbers beyond 2^53 are bigint, so none loses digits. A value of
 * type `dynamic` is `{ type, value }` with the type in Terraform's JSON notation; make one with {@link dynamicValue}.
 */
export type Value = null | string | number | bigint | boolean | typeof UNKNOWN | Value[] | ObjectValue;

/** A map or an object. */
export interface ObjectValue {
  [key: string]: Value;
}

/** Whether a value is a map or an object. */
export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of a map or an object, null where there is none; never one inherited from `Object.prototype`. */
export function member(object: ObjectValue, key: string): Value {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

/** The value with every unknown in it replaced by null. */
export function unknownsToNull(value: Value): Value {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(unknownsToNull);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unknownsToNull(each)]));
}

/** A value for an attribute of type `dynamic`; its type is inferred: arrays become tuples, objects become objects. */
export function dynamicValue(value: Value): Value {
  return value === null || value === UNKNOWN ? value : { type: inferredType(value), value };
}

function inferredType(value: Value): Value {
  if (Array.isArray(value)) return ['tuple', value.map(inferredType)];
  if (isObject(value)) {
    return ['object', Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inferredType(each)]))];
  }
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return value === null || value === UNKNOWN ? 'dynamic' : 'number';
}
