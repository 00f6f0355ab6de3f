import type { Problem } from '../problem';

/** Problems as comments of the code. */
export function notesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ what, value, next }) => {
    const all = value === undefined ? what : `${what}: ${[value].flat().join(', ')}`;
    return `${all}. ${next ?? ''}`.trimEnd();
  });
}
