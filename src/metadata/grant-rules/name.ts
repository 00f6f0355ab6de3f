import { type Path, type Problem, problem } from '../../problem';
import { isUnknown } from '../unknown';

/** @param what what the name is of, as a sentence begins */
export function nameProblems(value: unknown, path: Path, what: string): Problem[] {
  if (isUnknown(value)) return [];
  if (typeof value !== 'string' || value === '') return [problem('MISSING_VALUE', path, `${what} is not named`)];
  if (!value.includes('\0')) return [];
  return [problem('INVALID_VALUE', path, `${what} holds a NUL character, which no name can`)];
}

/** The names of one list that stand in it before. */
export function namedTwice(names: readonly unknown[], path: Path, what: string): Problem[] {
  const first = new Map(names.map((name, index) => [name, index] as const).reverse());
  return names.flatMap((name, index) => {
    if (isUnknown(name) || first.get(name) === index) return [];
    return [problem('GRANT_DUPLICATE', [...path, index], `${what} is named twice in one entry`, { value: name })];
  });
}
