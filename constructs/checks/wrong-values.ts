import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { giveOneOf, unknownAttribute } from '../../src/metadata';
import { type Path, type Problem, problem, renderPath } from '../../src/problem';
import { PROP_TYPES } from '../prop-types';

/** What a value has to be, as `PROP_TYPES` has it from the types of TypeScript. */
export type ValueType =
  | 'any'
  | 'text'
  | 'number'
  | 'boolean'
  | 'function'
  | 'construct'
  | { readonly values: readonly string[] }
  | { readonly list: ValueType }
  | { readonly map: ValueType }
  | { readonly either: readonly ValueType[] }
  /** A name in `PROP_TYPES`. */
  | { readonly of: string };

/** An object: of a type whose members are all known, or one that has at least these. */
export interface ObjectType {
  /** Whether it may have members that are not listed: what a construct is asked for, it has among others. */
  readonly open?: true;
  /** Of a class without a public constructor, the functions that make its objects. */
  readonly madeBy?: readonly string[];
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, ValueType>>;
}

const TYPES: Readonly<Record<string, ObjectType>> = PROP_TYPES;

/**
 * What is wrong with an object of a type, for programs without a compiler: members that are missing, unknown, null or of
 * another kind, at every depth. Tokens are taken as they come; what a description checks is left to it.
 */
export function wrongMembers(name: string, object: object, path: Path = []): Problem[] {
  const { open, required, members } = TYPES[name] as ObjectType;
  const given = object as Readonly<Record<string, unknown>>;
  const names = Object.keys(members);
  const unknown = open ? [] : Object.keys(given).filter((each) => !Object.hasOwn(members, each));
  return [
    ...unknown.map((each) => unknownAttribute([...path, each], names, 'prop')),
    ...names.flatMap((each) => {
      const type = members[each] as ValueType;
      // What a class computes is there, and is not asked for here: a server makes its provider when that is asked for.
      if (open && !Object.hasOwn(given, each) && each in given) return [];
      const value = given[each];
      if (value === undefined) return required.includes(each) ? [missing(type, [...path, each])] : [];
      return open ? wrongScalar(type, value, [...path, each]) : wrongValue(type, value, [...path, each]);
    }),
  ];
}

/** The same of what may be no object at all; where it stands nowhere, it is told of as `props`. */
export function wrongObject(name: string, value: unknown, path: Path): Problem[] {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject
    ? wrongMembers(name, value, path)
    : wrongValue({ of: name }, value, path.length > 0 ? path : ['props']);
}

/** What is wrong with a value of a type. */
function wrongValue(type: ValueType, value: unknown, path: Path): Problem[] {
  if (value === undefined) return [missing(type, path)];
  if (value === null) return [isNull(type, path)];
  if (type === 'any' || Token.isUnresolved(value)) return [];
  if (typeof type === 'object' && 'either' in type) {
    const all = type.either.map((each) => wrongValue(each, value, path));
    // Of several types that of which the value has something: what is wrong within it says more than that it is wrong.
    const closest = all.reduce((best, each) => (depthOf(each) > depthOf(best) || each.length === 0 ? each : best));
    if (all.some((each) => each.length === 0)) return [];
    return depthOf(closest) > path.length ? closest : [wrong(type, value, path)];
  }
  if (!isKind(type, value)) return [wrong(type, value, path)];
  if (typeof type === 'string') return [];
  if ('list' in type) {
    return (value as unknown[]).flatMap((each, index) => wrongValue(type.list, each, [...path, index]));
  }
  if ('map' in type) {
    return Object.entries(value).flatMap(([key, each]) => wrongValue(type.map, each, [...path, key]));
  }
  if (!('of' in type)) return [];
  const problems = wrongMembers(type.of, value as object, path);
  // What is in such an object is nothing that anybody gives.
  return problems.length > 0 && TYPES[type.of]?.madeBy ? [wrong(type, value, path)] : problems;
}

/** Of what a construct is asked for, the plain values alone: the rest is its own affair. */
function wrongScalar(type: ValueType, value: unknown, path: Path): Problem[] {
  return type === 'text' || type === 'number' || type === 'boolean' ? wrongValue(type, value, path) : [];
}

function isKind(type: ValueType, value: unknown): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'construct') return Construct.isConstruct(value);
  if (typeof type === 'string') return typeof value === type;
  if ('values' in type) return typeof value === 'string' && type.values.includes(value);
  if ('list' in type) return Array.isArray(value);
  return typeof value === 'object' && !Array.isArray(value);
}

function depthOf(problems: readonly Problem[]): number {
  return Math.min(...problems.map(({ path }) => path.length));
}

function missing(type: ValueType, path: Path): Problem {
  const name = renderPath(path);
  return problem('MISSING_VALUE', path, `\`${name}\` is required`, {
    allowed: inWords(type),
    next: `Give \`${name}\`.`,
  });
}

function isNull(type: ValueType, path: Path): Problem {
  return problem('INVALID_VALUE', path, `\`${renderPath(path)}\` is null`, {
    value: null,
    allowed: inWords(type),
    next: 'Leave it out where there is nothing to give.',
  });
}

function wrong(type: ValueType, value: unknown, path: Path): Problem {
  const values = typeof type === 'object' && 'values' in type ? type.values : undefined;
  return problem('INVALID_VALUE', path, `\`${renderPath(path)}\` cannot be ${inKind(value)}`, {
    ...(isSecret(path) || isSignIn(type) ? { concealed: true as const } : isPlain(value) && { value }),
    allowed: inWords(type),
    next: values ? giveOneOf(value, values) : `Give ${inWords(type)}.`,
  });
}

/** Whether a secret may stand there, where people put it by mistake or rightly. */
function isSecret(path: Path): boolean {
  return path.some((part) => /password|secret|token|key|parameters/i.test(String(part)));
}

/** Whether it says how one signs in: in its place stands, by mistake, the password itself. */
function isSignIn(type: ValueType): boolean {
  return typeof type === 'object' && 'of' in type && ['Admin', 'SignIn'].includes(type.of);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' && typeof value !== 'function';
}

function inKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'this text';
  return typeof value === 'object' || typeof value === 'undefined' ? 'an object of this kind' : `a ${typeof value}`;
}

/** What is allowed, as a person says it. */
function inWords(type: ValueType): string {
  if (typeof type === 'string') return KINDS[type];
  if ('values' in type) return type.values.join(', ');
  if ('list' in type) return `a list of: ${inWords(type.list)}`;
  if ('map' in type) return `an object, with values of: ${inWords(type.map)}`;
  if ('either' in type) return type.either.map(inWords).join('; or ');
  const { open, madeBy, required, members } = TYPES[type.of] as ObjectType;
  if (madeBy) return `what ${madeBy.join(', ')} gives`;
  if (open) return `${constructNamed(type.of)}, or what else has ${required.join(', ')}`;
  return `an object with ${Object.keys(members).join(', ')}`;
}

/** The construct that an interface is of, by its name: `IConnector`, `IGrantingDatabase`. */
function constructNamed(name: string): string {
  const construct = name.replace(/^I(?:Granting)?(?=[A-Z])/, '');
  return `${/^[AEIOU]/.test(construct) ? 'an' : 'a'} ${construct}`;
}

const KINDS = {
  any: 'a value',
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  function: 'a function',
  construct: 'a construct',
} as const;
