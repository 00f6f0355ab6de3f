import { type ProblemCode, ProblemError, problem } from '../problem';
import { sqlState } from './locked-transaction';

/** The failure of a statement, with what may be shown of it rather than what was sent. */
export class StatementError extends Error {
  readonly sqlstate: string;
  constructor(
    /** Holds no secret. */
    readonly shown: string,
    override readonly cause: Error,
  ) {
    super(cause.message);
    this.name = 'StatementError';
    this.sqlstate = sqlState(cause) ?? '';
  }
}

/**
 * What PostgreSQL reported, in the user's terms: its message, detail and hint, and what to do. An error without an
 * SQLSTATE, such as a problem that was made already, is given back as it is.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function explainFailure(error: unknown): unknown {
  const sqlstate = sqlState(error);
  if (sqlstate === undefined) return error;
  const shown = error instanceof StatementError ? error.shown : undefined;
  const { message, detail, hint } = (error instanceof StatementError ? error.cause : error) as ServerError;
  const { code = 'PG_STATEMENT_FAILED', advice } = MEANINGS[sqlstate] ?? {};
  const refused = shown !== undefined && (code === 'PG_STATEMENT_FAILED' || code === 'PG_NOT_PERMITTED');
  const begin = refused ? 'PostgreSQL refused a statement' : 'PostgreSQL reported';
  const rolledBack = shown === undefined ? undefined : 'The transaction was rolled back.';
  const next = [hint, advice, rolledBack].filter((each) => each !== undefined && each !== '').join(' ');
  return new ProblemError(
    problem(code, [], `${begin}: ${message}${detail === undefined ? '' : ` (${detail})`}`, {
      ...(shown !== undefined && { value: shown }),
      ...(next !== '' && { next }),
    }),
  );
}

interface ServerError extends Error {
  readonly detail?: string;
  readonly hint?: string;
}

interface Meaning {
  readonly code?: ProblemCode;
  readonly advice: string;
}

const NOT_THERE: Meaning = { advice: 'What is named does not exist: make it first.' };
const THERE_ALREADY: Meaning = { advice: 'Something of this name was made meanwhile: plan again.' };
const ENDED: Meaning = { code: 'PG_SHUTTING_DOWN', advice: 'See that the server runs, then try again.' };

const MEANINGS: Readonly<Record<string, Meaning>> = {
  '42501': {
    code: 'PG_NOT_PERMITTED',
    advice: 'The role that the statement runs as lacks a right: have it granted, or apply as an admin who has it.',
  },
  '25006': {
    code: 'PG_READ_ONLY',
    advice: 'Name the primary as `host`; among several hosts, `target_session_attrs` read-write finds it.',
  },
  '57014': { code: 'PG_CLOSED', advice: 'Try again; where the time ran out, with a longer statement_timeout_seconds.' },
  '57P01': ENDED,
  '57P02': ENDED,
  '57P03': ENDED,
  '53300': {
    code: 'PG_TOO_MANY_CONNECTIONS',
    advice: 'Close connections that are not needed, or raise max_connections.',
  },
  '42704': NOT_THERE,
  '42P01': NOT_THERE,
  '42883': NOT_THERE,
  '3F000': NOT_THERE,
  '42710': THERE_ALREADY,
  '23505': THERE_ALREADY,
  '2BP01': { advice: 'Others hold what depends on this: take it back from them first.' },
};
