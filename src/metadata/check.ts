import type * as z from 'zod';
import { type Path, type Problem, problem, renderPath } from '../problem';
import type { Description } from './description';
import { giveOneOf } from './nearest';
import { type ObjectShape, objectShapeOf, type Shape, settableNames, shapeOf } from './shape';
import { isUnknown, withUnknownAt } from './unknown';
import { unknownAttribute } from './unknown-attribute';

/**
 * Every problem of a value against its description, pure and without I/O. Null means absent, as in Terraform; a value
 * not known yet (`UNKNOWN`) is never complained of, wherever it stands.
 *
 * @param at where the value stands in the user's input, put before every path
 */
export function check(description: Description, value: unknown, at: Path = []): Problem[] {
  const given = withoutNulls(value);
  const found = checkSchema(description.schema, given);
  const wrong = new Set(found.map((each) => renderPath(each.path)));
  // What is not of its kind is nothing that a rule could look at.
  const misshapen = found.filter(({ code }) => code !== 'UNKNOWN_ATTRIBUTE').map(({ path }) => path);
  const looked = withUnknownAt(given, misshapen);
  const judged = description.rules.flatMap((rule) => (isPlainObject(looked) ? rule(looked) : []));
  // A rule that speaks of an attribute already found wrong would only say the same in other words.
  const further = judged.filter((each) => each.path.length === 0 || !wrong.has(renderPath(each.path)));
  const readOnly = isPlainObject(given) ? readOnlyProblems(objectShapeOf(description.schema), given) : [];
  return [...found, ...readOnly, ...further].map((each) => ({ ...each, path: [...at, ...each.path] }));
}

/** The same for a bare schema without rules. */
export function checkSchema(schema: z.ZodType, value: unknown): Problem[] {
  const result = schema.safeParse(withKey(value, PROTO, STAND_IN), { reportInput: false });
  const issues = result.success ? [] : result.error.issues.map(withProto);
  const found = issues.flatMap((issue) => problemsOf(issue, schema, value));
  // A number may break two bounds at once, and both are told in the same words.
  const told = found.filter((each, index) => !found.slice(0, index).some((other) => sameProblem(each, other)));
  const wrong = new Set(told.map(({ path }) => renderPath(path)));
  return [...told, ...malformed(value).filter(({ path }) => !wrong.has(renderPath(path)))];
}

/** zod passes over a key of a map that has this name: it is looked at under another. */
const PROTO = '__proto__';
const STAND_IN = '\0proto';

function withKey(value: unknown, key: string, other: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withKey(each, key, other));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name === key ? other : name, withKey(each, key, other)]),
  );
}

function withProto(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  const back = <Part>(part: Part) => (part === STAND_IN ? PROTO : part);
  return {
    ...issue,
    path: issue.path.map(back),
    ...(issue.code === 'unrecognized_keys' && { keys: issue.keys.map(back) }),
  } as z.core.$ZodIssue;
}

/** Half a surrogate pair is no text: UTF-8, and so PostgreSQL, Terraform and Apono, would make another character of it. */
function malformed(value: unknown, path: Path = []): Problem[] {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? [notUnicode(path)] : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => malformed(each, [...path, index]));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...malformed(key, [...path, key]),
    ...malformed(each, [...path, key]),
  ]);
}

function notUnicode(path: Path): Problem {
  const attribute = path.length > 0 ? `\`${renderPath(path)}\`` : 'The value';
  return problem('INVALID_VALUE', path, `${attribute} is not well-formed Unicode`, {
    allowed: 'text without half surrogate pairs',
    next: 'Take the character out, or write it whole.',
  });
}

function sameProblem(a: Problem, b: Problem): boolean {
  return a.what === b.what && renderPath(a.path) === renderPath(b.path);
}

/** The value without its null members, at every depth: null and absent mean the same. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isPlainObject(value)) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]));
}

/** The null members of a map: absent, and yet to stay where they are written. */
export function nullMembers(map: unknown): Record<string, null> {
  const entries = isPlainObject(map) ? Object.entries(map) : [];
  return Object.fromEntries(entries.flatMap(([key, each]) => (each === null ? [[key, null]] : [])));
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, root: unknown): Problem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol') as (string | number)[];
  const { value, unknown } = valueAt(root, path);
  if (unknown) return [];
  const shape = shapeAt(shapeOf(schema), path);
  const attribute = path.length > 0 ? `\`${renderPath(path)}\`` : 'The value';

  if (issue.code === 'unrecognized_keys') {
    const names = shape?.kind === 'object' ? settableNames(shape) : [];
    return issue.keys.map((key) => unknownAttribute([...path, key], names));
  }
  const allowed = shape?.annotation.allowed ?? (shape && allowedOf(shape));
  const more = {
    ...(allowed !== undefined && { allowed }),
    ...(shape?.annotation.next !== undefined && { next: shape.annotation.next }),
  };
  if (value === undefined) {
    return [
      problem('MISSING_VALUE', path, `${attribute} is required`, {
        next: `Give ${attribute}${shape?.annotation.example !== undefined ? `, for instance ${JSON.stringify(shape.annotation.example)}` : ''}.`,
        ...more,
      }),
    ];
  }
  const secret = onTheWay(shapeOf(schema), path).some(isSecret) || (shape !== undefined && holdsSecret(shape));
  // A custom check carries a sentence of its own; zod's stock messages say less than the shape does.
  const said =
    issue.code === 'custom' && issue.message !== 'Invalid input' ? `${attribute} ${issue.message}` : undefined;
  // A list of values stands in what is allowed, and is not said twice.
  const values = shape?.kind === 'string' ? shape.values : undefined;
  const must = values ? `${attribute} cannot have this value` : `${attribute} must be ${allowed ?? 'something else'}`;
  return [
    problem('INVALID_VALUE', path, said ?? must, {
      ...(secret ? { concealed: true as const } : { value: shown(value) }),
      next: values && !secret ? giveOneOf(value, values) : `Correct ${attribute}.`,
      ...more,
    }),
  ];
}

/** What a shape accepts, in words. */
export function allowedOf(shape: Shape): string {
  switch (shape.kind) {
    case 'string':
      return shape.values ? `one of ${shape.values.join(', ')}` : 'a text that is not empty';
    case 'number':
      if (shape.minimum !== undefined && shape.maximum !== undefined) {
        return `a whole number from ${shape.minimum} to ${shape.maximum}`;
      }
      return shape.minimum !== undefined ? `a whole number of at least ${shape.minimum}` : 'a whole number';
    case 'bool':
      return 'true or false';
    case 'list':
    case 'set':
      return `a list of: ${allowedOf(shape.element)}`;
    case 'map':
      return `a map of: ${allowedOf(shape.element)}`;
    case 'object':
      return `an object with ${settableNames(shape).join(', ')}`;
  }
}

function readOnlyProblems(shape: ObjectShape, given: Readonly<Record<string, unknown>>): Problem[] {
  return Object.keys(given)
    .filter((name) => attributeOf(shape, name)?.annotation.readOnly && !isUnknown(given[name]))
    .map((name) =>
      problem('UNKNOWN_ATTRIBUTE', [name], `\`${name}\` cannot be given: it is set by the provider`, {
        allowed: settableNames(shape).join(', '),
        next: 'Remove it.',
      }),
    );
}

function valueAt(root: unknown, path: Path): { value: unknown; unknown: boolean } {
  let value = root;
  for (const part of path) {
    if (isUnknown(value)) break;
    value = (value as Record<string | number, unknown> | undefined)?.[part];
  }
  return { value, unknown: isUnknown(value) };
}

function shapeAt(shape: Shape, path: Path): Shape | undefined {
  return onTheWay(shape, path)[path.length];
}

/** The shapes from the outermost one to the one at the path, as far as there are any. */
function onTheWay(shape: Shape, path: Path): Shape[] {
  const way = [shape];
  for (const part of path) {
    const at = way.at(-1) as Shape;
    const next = at.kind === 'object' ? attributeOf(at, String(part)) : 'element' in at ? at.element : undefined;
    if (next === undefined) break;
    way.push(next);
  }
  return way;
}

/** Own attributes only: `constructor` is none. */
function attributeOf(shape: ObjectShape, name: string): Shape | undefined {
  return Object.hasOwn(shape.attributes, name) ? shape.attributes[name] : undefined;
}

function isSecret(shape: Shape): boolean {
  const { sensitive, writeOnly, concealed } = shape.annotation;
  return sensitive === true || writeOnly === true || concealed === true;
}

/** Whether a secret has its place within the value: where the whole is of the wrong kind, it may still hold one. */
function holdsSecret(shape: Shape): boolean {
  if (isSecret(shape)) return true;
  if (shape.kind === 'object') return Object.values(shape.attributes).some(holdsSecret);
  return 'element' in shape && holdsSecret(shape.element);
}

/** The value as JSON can show it. */
function shown(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
