import { ProblemError, problem } from '../problem';

/**
 * Names separated by commas; one that holds a comma or a quote stands in double quotes, as in SQL.
 *
 * @param at the option, for problems
 * @throws ProblemError INVALID_VALUE
 */
export function parseNames(text: string, at: string): string[] {
  const names: string[] = [];
  const next = /(?:^|,)(?:"((?:[^"]|"")+)"|([^",]+))(?=,|$)/y;
  while (next.lastIndex < text.length || names.length === 0) {
    const match = next.exec(text);
    if (match === null) {
      throw new ProblemError(
        problem('INVALID_VALUE', [at], `\`${at}\` is not a list of names`, {
          value: text,
          allowed: 'names separated by commas; a name with a comma in double quotes',
        }),
      );
    }
    names.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  }
  return names;
}
