import type { ObjectShape, Shape } from '../metadata';
import { isUnevaluated } from './project-document';

/**
 * What was read, as a description has it: without what is absent, what only the provider sets, and what the description
 * does not know.
 *
 * @param unknown is told of each attribute that the description does not know: `member_of.colour`
 */
export function readDescribed(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  unknown: (attribute: string) => void,
): Record<string, unknown> {
  return readMembers(shape, values, unknown, []);
}

function readMembers(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  unknown: (attribute: string) => void,
  way: readonly string[],
): Record<string, unknown> {
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(shape.attributes, name)) unknown([...way, name].join('.'));
  }
  const read = Object.entries(shape.attributes).flatMap(([name, attribute]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (attribute.annotation.readOnly || value === undefined || value === null) return [];
    return [[name, readValue(attribute, value, unknown, [...way, name])] as const];
  });
  return Object.fromEntries(read);
}

function readValue(
  shape: Shape,
  value: unknown,
  unknown: (attribute: string) => void,
  way: readonly string[],
): unknown {
  if (isUnevaluated(value) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return 'element' in shape ? value.map((each) => readValue(shape.element, each, unknown, way)) : value;
  }
  return shape.kind === 'object' ? readMembers(shape, value as Record<string, unknown>, unknown, way) : value;
}
