import { ProblemError, problem } from '../problem';

/**
 * The format that `--format` names.
 *
 * @throws ProblemError INVALID_VALUE
 */
export function parseFormat(format: string, formats: readonly string[]): string {
  if (formats.includes(format)) return format;
  throw new ProblemError(
    problem('INVALID_VALUE', ['format'], `There is no format ${JSON.stringify(format)}`, {
      value: format,
      allowed: formats.join(', '),
    }),
  );
}
