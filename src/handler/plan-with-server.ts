import { isUnknown } from '../metadata';
import type { DatabaseServer } from '../postgres/session';
import { type Problem, type ProblemCode, ProblemError, problem } from '../problem';
import type { HandlerContext } from './context';

/** What a plan came to with what the server told; or that it is left open, and the warning that says why. */
export type WithServer<T> =
  | { readonly open: false; readonly plan: T }
  | { readonly open: true; readonly problem: Problem };

/**
 * Plans with a server. Where it cannot be asked yet - its parameters are not known, or it may be made by the same run -
 * the plan is left open.
 *
 * @throws ProblemError SERVER_NOT_DECLARED, and what else the server or the plan refuses
 */
export async function planWithServer<T>(
  name: string,
  context: HandlerContext,
  plan: (server: DatabaseServer) => Promise<T>,
): Promise<WithServer<T>> {
  const server = context.server(name);
  if (isUnknown(server)) return leftOpen(name, 'its parameters are not known yet');
  try {
    return { open: false, plan: await plan(server) };
  } catch (error) {
    if (!canBeReachedLater(error)) throw error;
    if (isMissing(error)) return { open: true, problem: await missingDatabase(name, error, server) };
    return leftOpen(name, error.problems[0]?.what ?? '');
  }
}

/** What the network says of a server that may well be there later: made in the same run, or starting. */
const LATER = new Set<ProblemCode>(['PG_UNREACHABLE', 'PG_TIMEOUT', 'PG_SHUTTING_DOWN', 'PG_NO_SUCH_DATABASE']);

function canBeReachedLater(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problems.every(({ code }) => LATER.has(code));
}

function isMissing({ problems }: ProblemError): boolean {
  return problems.some(({ code }) => code === 'PG_NO_SUCH_DATABASE');
}

/** The server answers, and has no such database: it may be made by the same run, or the name is misspelt. */
async function missingDatabase(name: string, { problems }: ProblemError, server: DatabaseServer): Promise<Problem> {
  const there = await server
    .use((session) => session.query<{ datname: string }>(DATABASES))
    .then((rows) => rows.map(({ datname }) => datname).join(', '))
    .catch(() => undefined);
  return problem('DATABASE_MISSING', ['database'], `The server ${name} has no such database: ${problems[0]?.what}`, {
    severity: 'warning',
    ...(there !== undefined && { allowed: there }),
    next: 'Where the same run makes it, see that it is made first (depends_on). Otherwise correct the name.',
  });
}

const DATABASES = 'SELECT datname FROM pg_catalog.pg_database WHERE datallowconn ORDER BY datname LIMIT 50';

function leftOpen(name: string, why: string): WithServer<never> {
  const problem: Problem = {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: ['server'],
    what: `The plan was made without the server ${name}: ${why}`,
    next: 'Go on if the same run makes the server; what is wrong is then said while applying, before anything is changed.',
  };
  return { open: true, problem };
}
