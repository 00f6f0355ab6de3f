import { isUnevaluated } from '../project-document';

/** Whether a value is an object that says nothing but these: what a construct has a place for. */
export function only<Name extends string>(
  value: unknown,
  names: readonly Name[],
): value is Readonly<Record<Name, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isUnevaluated(value)) return false;
  return Object.keys(value).every((name) => (names as readonly string[]).includes(name));
}
