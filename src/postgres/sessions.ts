import type { Session } from './session';

/** A session that somebody has opened. */
export interface OpenSession {
  readonly pid: number;
  readonly database: string;
}

/** The sessions that signed in as a role, but the one that asks. @param database default: of every database */
export function readSessions(session: Session, role: string, database?: string): Promise<OpenSession[]> {
  return session.query<OpenSession>(
    `SELECT pid, coalesce(datname, '') AS database FROM pg_stat_activity
      WHERE usename = $1::name AND pid <> pg_backend_pid() AND ($2::name IS NULL OR datname = $2::name) ORDER BY pid`,
    [role, database ?? null],
  );
}

/** Ends them, those that are still of the role: a process's number may have gone on to another one. */
export async function endSessions(session: Session, role: string, pids: readonly number[]): Promise<void> {
  await session.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1::name AND pid = ANY ($2::int[])',
    [role, pids],
  );
}
