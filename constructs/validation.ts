import { Annotations, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { camelCase, check, type Description, UNKNOWN } from '../src/metadata';
import { type Problem, renderProblem } from '../src/problem';

/**
 * Holds what a construct was given against the description, in the constructor: the earliest moment it can be known.
 * Tokens are taken as not known yet. Warnings become annotations of the construct.
 *
 * @param values under the description's names, as written in TypeScript (tokens included)
 * @throws Error with every problem
 */
export function validate(
  construct: IConstruct,
  description: Description,
  values: Readonly<Record<string, unknown>>,
): void {
  const problems = check(description, withTokensUnknown(values)).map(inCamelCase);
  for (const each of problems.filter(({ severity }) => severity === 'warning')) {
    Annotations.of(construct).addWarning(renderProblem(each));
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${construct.node.path}:\n${errors.map(renderProblem).join('\n\n')}`);
}

/** Plain data with the mark for "not known yet" in place of every token. */
export function withTokensUnknown(value: unknown): unknown {
  if (Token.isUnresolved(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withTokensUnknown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTokensUnknown(each)]));
}

/** A problem in the spelling of TypeScript. */
function inCamelCase(each: Problem): Problem {
  const spell = (text: string) => text.replace(/`([a-z_.]+)`/g, (_, name: string) => `\`${camelCase(name)}\``);
  return {
    ...each,
    path: each.path.map((part) => (typeof part === 'string' ? camelCase(part) : part)),
    what: spell(each.what),
    ...(each.allowed !== undefined && { allowed: spell(each.allowed) }),
    ...(each.next !== undefined && { next: spell(each.next) }),
  };
}
