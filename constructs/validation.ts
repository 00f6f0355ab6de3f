import { Annotations, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { camelCase, check, type Description, objectShapeOf, type Shape, UNKNOWN } from '../src/metadata';
import { type Problem, problem, renderProblem } from '../src/problem';

/**
 * Holds what a construct was given against the description, in the constructor: the earliest moment it can be known.
 * Tokens are taken as not known yet. Warnings become annotations of the construct.
 *
 * @param values under the description's names, as written in TypeScript (tokens included)
 * @param names the construct's props whose names are not the attributes' own in camelCase, by attribute
 * @throws Error with every problem
 */
export function validate(
  construct: IConstruct,
  description: Description,
  values: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>> = {},
): void {
  report(construct, objectShapeOf(description.schema), check(description, withTokensUnknown(values)), names);
}

/** Warns of the warnings and throws the errors, both in the spelling of TypeScript. */
export function report(
  construct: IConstruct,
  shape: Shape,
  problems: readonly Problem[],
  names: Readonly<Record<string, string>> = {},
): void {
  const spelt = problems.map((each) => inTypeScript(each, shape, names));
  for (const each of spelt.filter(({ severity }) => severity === 'warning')) {
    Annotations.of(construct).addWarning(renderProblem(each));
  }
  const errors = spelt.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) refuse(construct, errors);
}

/** @throws Error with the construct's path and every problem */
export function refuse(construct: IConstruct, problems: readonly Problem[]): never {
  throw new Error(`${construct.node.path}:\n${problems.map(renderProblem).join('\n\n')}`);
}

/**
 * Refuses props that do not exist: TypeScript lets them pass where props are spread from another object.
 *
 * @param names every prop there is
 */
export function refuseUnknownProps<P extends object>(
  construct: IConstruct,
  props: P,
  names: Readonly<Record<keyof P, true>>,
): void {
  const unknown = Object.keys(props).filter((name) => !Object.hasOwn(names, name));
  const problems = unknown.map((name) =>
    problem('UNKNOWN_ATTRIBUTE', [name], `There is no prop \`${name}\``, {
      allowed: Object.keys(names).join(', '),
      next: 'Remove it, or correct its spelling.',
    }),
  );
  if (problems.length > 0) refuse(construct, problems);
}

/** Refuses a value that is none of those listed. */
export function refuseOther(construct: IConstruct, name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  const list = allowed.join(', ');
  refuse(construct, [
    problem('INVALID_VALUE', [name], `\`${name}\` must be one of ${list}`, {
      value,
      allowed: list,
      next: 'Give one of them.',
    }),
  ]);
}

/** Plain data with the mark for "not known yet" in place of every token. */
export function withTokensUnknown(value: unknown): unknown {
  if (Token.isUnresolved(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withTokensUnknown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTokensUnknown(each)]));
}

/** A problem in the spelling of TypeScript; keys of maps are the user's own and stay. */
function inTypeScript(each: Problem, shape: Shape, names: Readonly<Record<string, string>>): Problem {
  const attributes = attributeNames(shape);
  const spell = (name: string) => names[name] ?? (attributes.has(name) ? camelCase(name) : name);
  const inText = (text: string) =>
    text.replace(/`([a-z0-9_.[\]]+)`/g, (_, path: string) => `\`${path.replace(/[a-z0-9_]+/g, spell)}\``);
  const inList = (text: string) => (each.code === 'UNKNOWN_ATTRIBUTE' ? text.split(', ').map(spell).join(', ') : text);
  return {
    ...each,
    path: spellPath(each.path, shape, spell),
    what: inText(each.what),
    ...(each.allowed !== undefined && { allowed: inText(inList(each.allowed)) }),
    ...(each.next !== undefined && { next: inText(each.next) }),
  };
}

function spellPath(path: Problem['path'], shape: Shape, spell: (name: string) => string): (string | number)[] {
  let at: Shape | undefined = shape;
  return path.map((part) => {
    const spelt = typeof part === 'string' && at?.kind === 'object' ? spell(part) : part;
    at = at?.kind === 'object' ? at.attributes[part] : at && 'element' in at ? at.element : undefined;
    return spelt;
  });
}

function attributeNames(shape: Shape): Set<string> {
  if (shape.kind !== 'object') return 'element' in shape ? attributeNames(shape.element) : new Set();
  const inner = Object.values(shape.attributes).flatMap((each) => [...attributeNames(each)]);
  return new Set([...Object.keys(shape.attributes), ...inner]);
}
