import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import { known } from './unknown';

const ALLOWED =
  'letters or digits, also with spaces and punctuation between; no line breaks, no white space at either end';

/** The name that people see of something at Apono. */
export function displayName(description: string, example: string) {
  return annotate(z.string().min(1), { description, allowed: ALLOWED, example });
}

/** What is wrong with such a name. */
export function displayNameProblems(value: Readonly<Record<string, unknown>>, example: string): Problem[] {
  const name = known(value.name);
  if (typeof name !== 'string' || name === '') return [];
  if (/[\p{L}\p{N}]/u.test(name) && name.trim() === name && !/\p{Cc}/u.test(name)) return [];
  return [
    problem('INVALID_VALUE', ['name'], '`name` is not a name that people can read', {
      value: name,
      allowed: ALLOWED,
      next: `Choose a short, telling name, for instance \`${example}\`.`,
    }),
  ];
}
