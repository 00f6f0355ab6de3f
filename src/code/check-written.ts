import type { ObjectShape, Shape } from '../metadata';
import { type Path, type Problem, problem } from '../problem';
import { isUnevaluated } from './project-document';

/**
 * What is wrong with the shape of something read from a stack or a state: a value of another kind than its description
 * wants, or none where one is needed. Expressions may stand anywhere.
 *
 * @param needed the attributes that must be there at the top; further in, those that the description requires
 */
export function checkWritten(
  shape: ObjectShape,
  value: unknown,
  path: Path,
  needed: readonly string[] = requiredOf(shape),
): Problem[] {
  if (isUnevaluated(value)) return [];
  if (!isMembers(value)) return [wrongKind(path, 'an object')];
  const missing = needed.filter((name) => value[name] === undefined || value[name] === null);
  return [
    ...missing.map((name) => problem('MISSING_VALUE', [...path, name], `\`${name}\` is not given`)),
    ...Object.entries(shape.attributes).flatMap(([name, attribute]) =>
      Object.hasOwn(value, name) ? checkValue(attribute, value[name], [...path, name]) : [],
    ),
  ];
}

function checkValue(shape: Shape, value: unknown, path: Path): Problem[] {
  if (isUnevaluated(value) || value === undefined || value === null) return [];
  switch (shape.kind) {
    case 'object':
      return checkWritten(shape, value, path);
    case 'map':
      if (!isMembers(value)) return [wrongKind(path, 'an object')];
      return Object.entries(value).flatMap(([name, each]) => checkElement(shape.element, each, [...path, name]));
    case 'list':
    case 'set':
      if (!Array.isArray(value)) return [wrongKind(path, 'a list')];
      return value.flatMap((each, index) => checkElement(shape.element, each, [...path, index]));
    case 'string':
      return typeof value === 'string' ? [] : [wrongKind(path, 'a text')];
    default:
      // Terraform takes 5432 and "5432" for the same.
      return typeof value === 'object' ? [wrongKind(path, shape.kind === 'number' ? 'a number' : 'true or false')] : [];
  }
}

function checkElement(shape: Shape, value: unknown, path: Path): Problem[] {
  return value === null ? [wrongKind(path, 'a value')] : checkValue(shape, value, path);
}

function requiredOf({ attributes }: ObjectShape): string[] {
  return Object.keys(attributes).filter((name) => attributes[name]?.required === true);
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value is not shown: it may be a secret. */
function wrongKind(path: Path, allowed: string): Problem {
  return problem(
    'INVALID_VALUE',
    path,
    `\`${path.filter((each) => typeof each === 'string').at(-1)}\` is not ${allowed}`,
    {
      allowed: `${allowed}, or an expression`,
    },
  );
}
