/**
 * Stands wherever a value is not known yet: a CDKTF token at synth, an unknown value of Terraform's at plan. It is
 * registered under a global key so that the plugin layer, which knows nothing of this one, uses the same mark.
 */
export const UNKNOWN: unique symbol = Symbol.for('terraform:unknown') as never;
export type Unknown = typeof UNKNOWN;

export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}

/**
 * Whether a value is there for sure. What is not known yet may turn out to be null: rules that complain of what is
 * given ask this, those that complain of what is missing ask `isMissing`, and both leave the unknown alone.
 */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !isUnknown(value);
}

/** Whether a value is missing for sure. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Whether the value, or anything inside it, is not known yet. */
export function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

/** Where unknown values stand in a value. */
export function unknownPaths(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (isUnknown(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return inner.flatMap(([key, each]) => unknownPaths(each, [...path, key]));
}

/** A copy in which what stands at each of the paths is not known; what does not lead anywhere is left aside. */
export function withUnknownAt(value: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  return paths.reduce(replacedAt, value);
}

function replacedAt(value: unknown, [first, ...rest]: readonly (string | number)[]): unknown {
  if (first === undefined) return UNKNOWN;
  if (typeof value !== 'object' || value === null) return value;
  const inner = replacedAt((value as Record<string | number, unknown>)[first], rest);
  if (Array.isArray(value)) return value.map((each, index) => (index === first ? inner : each));
  return { ...value, [first]: inner };
}

/** The names of a list that are known; none where the whole list is not known, or absent. */
export function knownNames(names: unknown): string[] {
  return Array.isArray(names) ? names.filter((each) => typeof each === 'string') : [];
}

/** The value when it is known and present, otherwise undefined: for rules that look at several attributes. */
export function known<T>(value: T | Unknown | null | undefined): T | undefined {
  return value === null || isUnknown(value) ? undefined : (value as T);
}
