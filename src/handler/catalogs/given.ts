import { roleExists } from '../../postgres/names';
import type { Session } from '../../postgres/session';
import { ProblemError, problem } from '../../problem';
import type { Values } from '../handler-resource';

/** A misspelt role would look like one that has nothing. @throws ProblemError ROLE_MISSING */
export async function refuseMissingRole(session: Session, values: Values, attribute: string): Promise<void> {
  const name = textOf(values[attribute]);
  if (name === undefined || (await roleExists(session, name))) return;
  throw new ProblemError(
    problem('ROLE_MISSING', [attribute], `There is no role ${JSON.stringify(name)} on the server`, {
      value: name,
      next: 'Correct its spelling, upper and lower case included; where the same run makes it, say so by `depends_on`.',
    }),
  );
}

/** A text that is given. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
