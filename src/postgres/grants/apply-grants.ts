import { setTimeout as sleep } from 'node:timers/promises';
import { type Problem, ProblemError, problem } from '../../problem';
import { quoteLiteral } from '../quote';
import type { DatabaseServer, Session } from '../session';
import { isEmpty } from './changes';
import type { DeclaredGrants } from './declared';
import { describeDrift } from './describe-drift';
import { type GrantsPlan, planGrants } from './plan-grants';
import { readGrants } from './read-grants';
import { scopeOf } from './read-scope';
import { beyondReview } from './reviewed-statements';

export interface ApplyGrantsOptions {
  /** What the same resource declared when it was last applied: what of it is gone now is taken back. */
  readonly prior?: DeclaredGrants | undefined;
  /** The statements that somebody saw and agreed to; doing more is refused. Default: whatever is right. */
  readonly reviewed?: readonly string[] | undefined;
  /** How long to wait for the lock of this database. Default: 30 seconds. */
  readonly lockTimeoutSeconds?: number | undefined;
}

export interface AppliedGrants {
  /** What ran, in order; empty when there was nothing to do. */
  readonly statements: readonly string[];
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** One lock a database for everything this engine changes there: PostgreSQL counts advisory locks by database. */
export const GRANTS_LOCK = { space: 0x61706f6e, key: 1 } as const;

/**
 * Makes one database's grants what is declared. With nothing to do it only reads: no lock, no transaction. Otherwise one
 * transaction: lock, read again, change, read once more and commit only if nothing is left to do.
 *
 * @throws ProblemError when it cannot be done as declared or as reviewed; nothing is changed then.
 * @throws PostgresError when the server refuses for a reason of its own; nothing is changed then.
 */
export async function applyGrants(
  server: DatabaseServer,
  declared: DeclaredGrants,
  options: ApplyGrantsOptions = {},
): Promise<AppliedGrants> {
  const first = await server.use((session) => readAndPlan(session, declared, options.prior), declared.database);
  refuseErrors(first);
  if (isEmpty(first.changes)) return { statements: [], problems: first.problems };
  return retrying(() =>
    server
      .transaction((session) => applyLocked(session, declared, first, options), declared.database)
      .catch(async (error) => {
        throw await explainLock(server, declared.database, error, options);
      }),
  );
}

/** Reads and plans, changing nothing. */
export async function readAndPlan(
  session: Session,
  declared: DeclaredGrants,
  prior?: DeclaredGrants,
): Promise<GrantsPlan> {
  return planGrants(declared, await readGrants(session, scopeOf(declared, prior)), prior);
}

async function applyLocked(
  session: Session,
  declared: DeclaredGrants,
  first: GrantsPlan,
  { prior, reviewed, lockTimeoutSeconds = 30 }: ApplyGrantsOptions,
): Promise<AppliedGrants> {
  await session.query(`SET LOCAL lock_timeout = ${quoteLiteral(`${Math.round(lockTimeoutSeconds * 1000)}ms`)}`);
  await session.query(`SELECT pg_catalog.pg_advisory_xact_lock(${GRANTS_LOCK.space}, ${GRANTS_LOCK.key})`);
  const found = await readGrants(session, scopeOf(declared, prior));
  const moved = found.fingerprint !== first.index.found.fingerprint;
  const plan = moved ? planGrants(declared, found, prior) : first;
  refuseErrors(plan);
  if (reviewed !== undefined) refuseBeyond(beyondReview(plan.changes, plan.index, reviewed));
  for (const { sql } of plan.statements) await session.query(sql);
  const after = await readAndPlan(session, declared, prior);
  if (!isEmpty(after.changes)) {
    throw new ProblemError(
      problem('GRANT_NOT_SETTLED', [], 'PostgreSQL did not make all of the changes, so none was kept', {
        value: describeDrift(after.changes, after.index).slice(0, 10).join('; '),
        next: 'Look for an event trigger, or for a grantor whose own rights were taken away.',
      }),
    );
  }
  return { statements: plan.statements.map((each) => each.sql), problems: plan.problems };
}

function refuseErrors(plan: GrantsPlan): void {
  const errors = plan.problems.filter((each) => each.severity === 'error');
  if (errors.length > 0) throw new ProblemError(errors);
}

function refuseBeyond(beyond: readonly string[]): void {
  if (beyond.length === 0) return;
  const more = beyond.length > 20 ? `; and ${beyond.length - 20} more` : '';
  throw new ProblemError(
    problem(
      'GRANT_BEYOND_REVIEW',
      [],
      'The database changed after the plan: more would have to be done than was shown',
      {
        value: beyond.slice(0, 20).join('; ') + more,
        next: 'Plan again, look at what is new, and apply that plan. Nothing was changed.',
      },
    ),
  );
}

const ATTEMPTS = 6;
/** Tuple concurrently updated; deadlock; serialization; and two that made the same thing at once. */
const PASSING = new Set(['XX000', '40P01', '40001', '23505', '42710']);

async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error)) throw error;
      await sleep(20 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'XX000') return /concurrently (updated|deleted)/.test(message ?? '');
  return code !== undefined && PASSING.has(code);
}

async function explainLock(
  server: DatabaseServer,
  database: string,
  error: unknown,
  { lockTimeoutSeconds = 30 }: ApplyGrantsOptions,
): Promise<unknown> {
  if ((error as { code?: string }).code !== '55P03') return error;
  const holders = await server
    .use(
      (session) => session.query<{ pid: number; usename: string | null; application_name: string | null }>(HOLDERS),
      database,
    )
    .catch(() => []);
  const [holder] = holders;
  const who =
    holder === undefined
      ? undefined
      : `process ${holder.pid}${holder.usename ? `, role ${holder.usename}` : ''}${
          holder.application_name ? `, application ${holder.application_name}` : ''
        }`;
  return new ProblemError(
    problem(
      'GRANT_LOCK_TIMEOUT',
      [],
      `The lock on the grants of database ${database} did not come free in ${lockTimeoutSeconds} seconds`,
      {
        ...(who !== undefined && { value: who }),
        next: 'Wait for the other apply to end, or end its session. Nothing was changed.',
      },
    ),
  );
}

const HOLDERS = `
SELECT a.pid, a.usename, a.application_name
FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ${GRANTS_LOCK.space} AND l.objid = ${GRANTS_LOCK.key} AND l.objsubid = 2
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`;
