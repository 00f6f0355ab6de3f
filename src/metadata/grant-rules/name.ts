import { type Path, type Problem, problem } from '../../problem';
import { isUnknown } from '../unknown';

/** @param what what the name is of, as a sentence begins */
export function nameProblems(value: unknown, path: Path, what: string): Problem[] {
  if (isUnknown(value)) return [];
  if (typeof value !== 'string' || value === '') return [problem('MISSING_VALUE', path, `${what} is not named`)];
  if (!value.includes('\0')) return [];
  return [problem('INVALID_VALUE', path, `${what} holds a NUL character, which no name can`)];
}

/**
 * What is wrong with a set of names that may not be empty; what is no list is refused by the description.
 *
 * @param what what each name is of, as a sentence begins
 * @param next what to do where the set is empty
 */
export function namesProblems(names: unknown, path: Path, what: string, next: string): Problem[] {
  if (!Array.isArray(names)) return [];
  if (names.length === 0) return [problem('INVALID_VALUE', path, `The list is empty: \`${path.at(-1)}\``, { next })];
  return names.flatMap((name, index) => nameProblems(name, [...path, index], what));
}
