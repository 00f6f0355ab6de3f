import { type Problem, type ProblemCode, ProblemError, problem } from '../problem';
import type { HandlerResource } from './handler-resource';

/** A resource whose verbs say in the user's terms what PostgreSQL reported, wherever it came up. */
export function explainingServerErrors(resource: HandlerResource): HandlerResource {
  const verbs = ['plan', 'planDelete', 'create', 'read', 'readMany', 'update', 'delete', 'import'] as const;
  const explained = verbs.flatMap((verb) => {
    if (resource[verb] === undefined) return [];
    const run = resource[verb] as (...given: unknown[]) => Promise<unknown>;
    return [[verb, (...given: unknown[]) => run(...given).catch(explain)]];
  });
  return { ...resource, ...Object.fromEntries(explained) };
}

function explain(error: unknown): never {
  const { sqlstate } = (error ?? {}) as { sqlstate?: unknown };
  if (typeof sqlstate !== 'string') throw error;
  throw new ProblemError(reported(sqlstate, error as Error & { detail?: string; hint?: string }));
}

function reported(sqlstate: string, { message, detail, hint }: Error & { detail?: string; hint?: string }): Problem {
  const [code, next] = MEANINGS[sqlstate] ?? (['PG_STATEMENT_FAILED', hint] as const);
  const what = `PostgreSQL reported: ${message}${detail === undefined ? '' : ` (${detail})`}`;
  return problem(code, [], what, next === undefined ? {} : { next });
}

const ENDED = 'See that the server runs, then try again. The transaction under way was rolled back.';

const MEANINGS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  '42501': ['PG_NOT_PERMITTED', 'Sign in as an admin who may do this, or have the right granted.'],
  '57014': ['PG_CLOSED', 'Try again. The transaction under way was rolled back.'],
  '57P01': ['PG_SHUTTING_DOWN', ENDED],
  '57P02': ['PG_SHUTTING_DOWN', ENDED],
  '57P03': ['PG_SHUTTING_DOWN', ENDED],
  '53300': ['PG_TOO_MANY_CONNECTIONS', 'Close connections that are not needed, or raise max_connections.'],
};
