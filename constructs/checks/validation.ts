import { Annotations, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  camelCase,
  check,
  type Description,
  giveOneOf,
  objectShapeOf,
  type Shape,
  settableNames,
  UNKNOWN,
  unknownAttribute,
} from '../../src/metadata';
import { type Path, type Problem, ProblemError, problem, renderProblem } from '../../src/problem';
import { attributeValues } from '../l1/attributes';
import type { PROP_TYPES } from '../prop-types';
import { wrongMembers, wrongObject } from './wrong-values';

/**
 * Holds what a construct was given against the description, in the constructor: the earliest moment it can be known.
 * Tokens are taken as not known yet. Warnings become annotations of the construct.
 *
 * @param args the description's arguments in camelCase, tokens included
 * @param names the construct's props whose names are not the attributes' own in camelCase, by attribute
 * @throws Error with every problem
 */
export function validate(
  construct: IConstruct,
  description: Description,
  args: object,
  names: Readonly<Record<string, string>> = {},
): void {
  const shape = objectShapeOf(description.schema);
  const problems = check(description, withTokensUnknown(attributeValues(shape, args)));
  report(construct, shape, [...unknownArguments(shape, args), ...problems], names);
}

/** Warns of the warnings and throws the errors, both in the spelling of TypeScript. */
export function report(
  construct: IConstruct,
  shape: Shape,
  problems: readonly Problem[],
  names: Readonly<Record<string, string>> = {},
): void {
  tell(
    construct,
    problems.map((each) => inTypeScript(each, shape, names)),
  );
}

/** Warns of the warnings and throws the errors. */
export function tell(construct: IConstruct, problems: readonly Problem[]): void {
  for (const each of problems.filter(({ severity }) => severity === 'warning')) {
    Annotations.of(construct).addWarning(renderProblem(each));
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) refuse(construct, errors);
}

/** @throws ProblemError with every problem, and where they are: the construct's path, or a call */
export function refuse(where: IConstruct | string, problems: readonly Problem[]): never {
  throw new ProblemError(problems, typeof where === 'string' ? where : where.node.path);
}

/**
 * Refuses what no compiler let pass: props or options that are no object, members that are missing, unknown, null or of
 * another type.
 *
 * @param at where they stand; default: they are the props themselves
 */
export function refuseWrongProps(
  where: IConstruct | string,
  type: keyof typeof PROP_TYPES,
  props: unknown,
  at: Path = [],
): void {
  if (props === undefined && at.length > 0) return;
  refuseAny(where, wrongObject(type, props, at));
}

/** Refuses the arguments of a call that are missing or of another type, for programs without a compiler. */
export function refuseWrongCall(where: IConstruct | string, call: keyof typeof PROP_TYPES, args: object): void {
  refuseAny(where, wrongMembers(call, args));
}

function refuseAny(where: IConstruct | string, problems: readonly Problem[]): void {
  if (problems.length > 0) refuse(where, problems);
}

/** Refuses a value that is none of those listed. */
export function refuseOther(where: IConstruct | string, name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  refuse(where, [
    problem('INVALID_VALUE', [name], `\`${name}\` cannot have this value`, {
      value,
      allowed: allowed.join(', '),
      next: giveOneOf(value, allowed),
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

/** Arguments that the description does not have, at every depth; keys of maps are the user's own. */
export function unknownArguments(shape: Shape, args: unknown, at: Path = []): Problem[] {
  if (Token.isUnresolved(args) || typeof args !== 'object' || args === null || shape.kind === 'map') return [];
  if (Array.isArray(args)) {
    return 'element' in shape
      ? args.flatMap((each, index) => unknownArguments(shape.element, each, [...at, index]))
      : [];
  }
  if (shape.kind !== 'object') return [];
  const attributes = new Map(settableNames(shape).map((name) => [camelCase(name), shape.attributes[name] as Shape]));
  return Object.entries(args).flatMap(([name, value]) => {
    const attribute = attributes.get(name);
    if (attribute !== undefined) return unknownArguments(attribute, value, [...at, name]);
    return value === undefined ? [] : [unknownAttribute([...at, name], [...attributes.keys()])];
  });
}

/** A problem in the spelling of TypeScript; keys of maps are the user's own and stay. */
function inTypeScript(each: Problem, shape: Shape, names: Readonly<Record<string, string>>): Problem {
  const attributes = attributeNames(shape);
  const spell = (name: string) => names[name] ?? (attributes.has(name) ? camelCase(name) : name);
  const inText = (text: string) =>
    text.replace(
      /`((?:[a-z0-9_.]|\[(?:\d+|"(?:[^"\\]|\\.)*")\])+)`/g,
      (_, path: string) =>
        `\`${path.replace(/"(?:[^"\\]|\\.)*"|[a-z0-9_]+/g, (part) => (part.startsWith('"') ? part : spell(part)))}\``,
    );
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
  return path.flatMap((part) => {
    const spelt = typeof part === 'string' && at?.kind === 'object' ? spell(part).split('.') : part;
    at = at?.kind === 'object' ? at.attributes[part] : at && 'element' in at ? at.element : undefined;
    return spelt;
  });
}

function attributeNames(shape: Shape): Set<string> {
  if (shape.kind !== 'object') return 'element' in shape ? attributeNames(shape.element) : new Set();
  const inner = Object.values(shape.attributes).flatMap((each) => [...attributeNames(each)]);
  return new Set([...Object.keys(shape.attributes), ...inner]);
}
