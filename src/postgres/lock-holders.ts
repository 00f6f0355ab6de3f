import type { Session } from './session';

/** An advisory lock of two numbers, as it counts within one database. */
export type AdvisoryLock = readonly [space: number, key: number];

/** Who holds an advisory lock of this database: process, role and application of each session. */
export async function lockHolders(session: Session, [space, key]: AdvisoryLock): Promise<string[]> {
  // The catalog has both numbers without a sign.
  const rows = await session.query<{ holder: string }>(HOLDERS, [space >>> 0, key >>> 0]);
  return rows.map(({ holder }) => holder);
}

const HOLDERS = `
  SELECT format('process %s (role %s, application %s)', l.pid, coalesce(a.usename, '?'),
                coalesce(nullif(a.application_name, ''), '?')) AS holder
    FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
   WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2 AND l.objsubid = 2
     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
