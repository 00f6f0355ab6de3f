import { isObject, UNKNOWN, type Value } from './value';

/** A value's type without {@link UNKNOWN}, at any depth. */
export type Known<V> = V extends typeof UNKNOWN
  ? never
  : V extends (infer E)[]
    ? Known<E>[]
    : V extends object
      ? { [N in keyof V]: Known<V[N]> }
      : V;

/** The value where all of it is known, null included; undefined where any of it is not. */
export function known<V extends Value>(value: V): Known<V> | undefined {
  return isWhollyKnown(value) ? (value as Known<V>) : undefined;
}

/** Whether a value is there and known. What it is made of may still be unknown: see {@link known}. */
export function isGiven<V>(value: V): value is Exclude<V, null | undefined | typeof UNKNOWN> {
  return value !== null && value !== undefined && value !== UNKNOWN;
}

function isWhollyKnown(value: Value): boolean {
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  return isObject(value) ? Object.values(value).every(isWhollyKnown) : value !== UNKNOWN;
}
