import { ProblemError, problem } from '../../problem';
import { sqlState } from '../locked-transaction';
import type { Session } from '../session';
import type { Statement } from './role-spec';

/** A statement's failure, with what was shown for it rather than what was sent. */
export class StatementError extends Error {
  readonly sqlstate: string;
  constructor(
    readonly statement: Statement,
    override readonly cause: Error,
  ) {
    super(cause.message);
    this.name = 'StatementError';
    this.sqlstate = sqlState(cause) ?? '';
  }
}

/** Runs statements one after the other. */
export async function runStatements(session: Session, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) {
    try {
      await session.query(statement.sql);
    } catch (error) {
      throw sqlState(error) === undefined ? error : new StatementError(statement, error as Error);
    }
  }
}

/** The problem for the user when a statement failed; any other error as it is. */
export function explainFailure(error: unknown): unknown {
  if (!(error instanceof StatementError)) return error;
  const { statement, cause } = error;
  const { detail, hint } = cause as { detail?: string; hint?: string };
  const advice = ADVICE[error.sqlstate] ?? hint;
  return new ProblemError(
    problem(
      error.sqlstate === '42501' ? 'PG_NOT_PERMITTED' : 'PG_STATEMENT_FAILED',
      [],
      `PostgreSQL refused a statement: ${cause.message}${detail === undefined ? '' : ` (${detail})`}`,
      { value: statement.display, ...(advice === undefined ? {} : { next: advice }) },
    ),
  );
}

const ADVICE: Readonly<Record<string, string>> = {
  '42501': 'Sign in as an admin who may do this, or have the right granted. The transaction was rolled back.',
  '42710': 'Something of this name was made meanwhile: plan again. The transaction was rolled back.',
  '42704': 'What is named does not exist: make it first. The transaction was rolled back.',
  '2BP01': 'Others hold what depends on this: take it back from them first. The transaction was rolled back.',
};
