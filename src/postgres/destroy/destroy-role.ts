import { setTimeout as sleep } from 'node:timers/promises';
import type { ReviewChange } from '../../metadata';
import { hasErrors, type Problem, ProblemError, problem } from '../../problem';
import { refuseUnapproved } from '../beyond-review';
import { leavingScope, readGrants } from '../grants';
import { type LockedTransactionOptions, lockedTransaction } from '../locked-transaction';
import { refuseOther, refuseStillThere } from '../roles';
import { runStatements } from '../run-statements';
import type { DatabaseServer, Session } from '../session';
import { explainFailure } from '../statement-failure';
import { borrowFor } from './borrow';
import { type DestroyStatement, toRun } from './destroy-statement';
import { readFootprint } from './footprint';
import { readHoldings } from './holdings';
import type { OnDestroy } from './on-destroy';
import { type DatabasePart, type Found, planDestroyIn } from './plan-destroy';
import { survey } from './survey';

/** What dropping a role would do. */
export interface DestroyPreview {
  /** In order; the last database is the server's own, with the role itself. Empty when there is no such role. */
  readonly parts: readonly DatabasePart[];
  /** What stands in the way. */
  readonly problems: readonly Problem[];
}

/**
 * Tells what dropping a role would run, what would be lost and what stands in the way. Changes nothing.
 *
 * @param oid that the role must have. Default: any
 */
export async function previewDestroy(
  server: DatabaseServer,
  role: string,
  onDestroy: OnDestroy = {},
  oid?: number,
): Promise<DestroyPreview> {
  const { databases, problems } = await survey(server, role, onDestroy, oid);
  if (databases.length === 0) return { parts: [], problems };
  const parts: DatabasePart[] = [];
  // What belongs to no database goes with the first: REASSIGN and DROP OWNED there reach it anyway.
  for (const each of databases) parts.push(await lookIn(server, role, each, onDestroy, parts.length === 0));
  const last = parts.pop() as DatabasePart;
  return {
    parts: [...parts, { ...last, statements: [...last.statements, dropRole(role)] }],
    problems: [...problems, ...distinct(parts.concat(last))],
  };
}

/** How a role is dropped. */
export interface DestroyRoleOptions extends Omit<LockedTransactionOptions, 'database'> {
  /** The oid that the role must have. Default: any. */
  readonly oid?: number | undefined;
  /** What of this is more than the review of the whole run allows; then nothing is done. Default: nothing is. */
  readonly beyond?: ((changes: readonly ReviewChange[]) => readonly string[]) | undefined;
}

/**
 * Drops a role: in every database that names it, what it owns goes to the heir or is dropped, and its privileges are
 * taken back as they were given; then the role goes. Nothing is changed when something is known to stand in the way.
 * Each database is one transaction; when one fails, those before it are done, and the same call goes on from there.
 *
 * @returns what was run, by database; nothing when there was no such role
 * @throws ProblemError ROLE_OWNS_OBJECTS, ROLE_IN_USE, ROLE_NOT_REMOVABLE, ROLE_REPLACED, PG_NOT_PERMITTED ...
 */
export async function destroyRole(
  server: DatabaseServer,
  role: string,
  onDestroy: OnDestroy = {},
  options: DestroyRoleOptions = {},
): Promise<readonly DatabasePart[]> {
  const { oid, beyond } = options;
  const { databases, problems } = await survey(server, role, onDestroy, oid);
  // One database is looked at only once, under its lock: nothing is done before that.
  if (databases.length > 1 || hasErrors(problems) || onDestroy.terminate_sessions === true) {
    const preview = await previewDestroy(server, role, onDestroy, oid);
    if (hasErrors(preview.problems)) throw new ProblemError(preview.problems);
    refuseUnapproved(beyond?.(preview.parts.flatMap(({ changes }) => changes)) ?? []);
  }
  if (databases.length > 0 && onDestroy.terminate_sessions === true) await endSessions(server, role);
  const done: DatabasePart[] = [];
  for (const [index, database] of databases.entries()) {
    const last = index === databases.length - 1;
    try {
      done.push(
        await lockedTransaction(
          server,
          (session) => clear(session, role, onDestroy, { first: index === 0, last, oid, beyond }),
          { ...options, database },
        ),
      );
    } catch (error) {
      throw halfWay(explainFailure(error), database, done);
    }
  }
  return done;
}

async function clear(
  session: Session,
  role: string,
  onDestroy: OnDestroy,
  {
    first,
    last,
    oid,
    beyond,
  }: Pick<DestroyRoleOptions, 'oid' | 'beyond'> & Readonly<Record<'first' | 'last', boolean>>,
): Promise<DatabasePart> {
  if (oid !== undefined) await refuseOther(session, { name: role, oid });
  const part = planDestroyIn(role, await look(session, role, onDestroy, first || last), onDestroy);
  if (hasErrors(part.problems)) throw new ProblemError(part.problems);
  refuseUnapproved(beyond?.(part.changes) ?? []);
  const statements = last ? [...part.statements, dropRole(role)] : part.statements;
  await runStatements(session, toRun(statements));
  if (oid !== undefined) await (last ? refuseStillThere : refuseOther)(session, { name: role, oid });
  return { ...part, statements };
}

async function look(session: Session, role: string, onDestroy: OnDestroy, shared: boolean): Promise<Found> {
  const holdings = await readHoldings(session, role, { heir: onDestroy.reassign_owned_to, shared });
  const grants = holdings.inAccessLists ? await readGrants(session, leavingScope({ role, shared })) : null;
  return { holdings, grants, shared };
}

async function lookIn(
  server: DatabaseServer,
  role: string,
  database: string,
  onDestroy: OnDestroy,
  shared: boolean,
): Promise<DatabasePart> {
  try {
    return await server.use(
      async (session) => planDestroyIn(role, await look(session, role, onDestroy, shared), onDestroy),
      database,
    );
  } catch (error) {
    if (!(error instanceof ProblemError) || database === server.database) throw error;
    const unreachable = problem(
      'ROLE_NOT_REMOVABLE',
      ['name'],
      `The database ${JSON.stringify(database)} names the role and cannot be reached`,
      {
        value: role,
        next: 'Let the admin connect to that database, or drop it.',
      },
    );
    return {
      database,
      statements: [],
      lost: [],
      handedOn: [],
      lostByOthers: [],
      changes: [],
      problems: [unreachable, ...error.problems],
    };
  }
}

/** Problems of several databases, each once: an heir that does not exist is missing everywhere. */
function distinct(parts: readonly DatabasePart[]): Problem[] {
  const seen = new Map(parts.flatMap(({ problems }) => problems).map((each) => [JSON.stringify(each), each]));
  return [...seen.values()];
}

async function endSessions(server: DatabaseServer, role: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if ((await server.transaction((session) => endSessionsOnce(session, role))) === 0) return;
    await sleep(100);
  }
  throw new ProblemError(
    problem('ROLE_IN_USE', ['on_destroy', 'terminate_sessions'], 'Sessions of the role keep coming back', {
      next: 'Stop the application that uses the role, and try again.',
    }),
  );
}

async function endSessionsOnce(session: Session, role: string): Promise<number> {
  const footprint = await readFootprint(session, role);
  const pids = footprint?.sessions.map(({ pid }) => pid) ?? [];
  if (pids.length === 0) return 0;
  const holdings = await readHoldings(session, role, { shared: false });
  const { borrowings, problems } = borrowFor([role], role, holdings);
  if (problems.length > 0) throw new ProblemError(problems);
  await runStatements(session, toRun(borrowings.flatMap(({ take }) => take)));
  await session.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);
  await runStatements(session, toRun(borrowings.flatMap(({ giveBack }) => giveBack)));
  return pids.length;
}

function halfWay(error: unknown, database: string, done: readonly DatabasePart[]): unknown {
  if (done.length === 0 || !(error instanceof ProblemError)) return error;
  const finished = done.map((part) => JSON.stringify(part.database)).join(', ');
  return new ProblemError([
    problem(
      'ROLE_NOT_REMOVABLE',
      ['name'],
      `It stopped in database ${JSON.stringify(database)}; done and kept: ${finished}`,
      {
        next: 'Mend what is said below and destroy again: it goes on from there.',
      },
    ),
    ...error.problems,
  ]);
}

function dropRole(role: string): DestroyStatement {
  return { do: 'drop role', role };
}
