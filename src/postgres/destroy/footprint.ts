import type { Session } from '../session';

/** Where a role is named, and who is signed in as it. */
export interface RoleFootprint {
  readonly oid: number;
  readonly databases: readonly { readonly name: string; readonly connectable: boolean }[];
  readonly sessions: readonly { readonly pid: number; readonly database: string; readonly application: string }[];
}

/** Finds the databases that name the role, through `pg_shdepend`; null when there is no such role. */
export async function readFootprint(session: Session, role: string): Promise<RoleFootprint | null> {
  const [row] = await session.query<{ footprint: string }>(FOOTPRINT, [role]);
  return row === undefined ? null : (JSON.parse(row.footprint) as RoleFootprint);
}

const FOOTPRINT = `
SELECT json_build_object(
  'oid', r.oid::int8,
  'databases', coalesce((
     SELECT json_agg(json_build_object('name', d.datname, 'connectable', d.datallowconn) ORDER BY d.datname)
       FROM pg_database d WHERE d.oid IN (SELECT s.dbid FROM pg_shdepend s
                                           WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = r.oid)), '[]'),
  'sessions', coalesce((
     SELECT json_agg(json_build_object('pid', a.pid, 'database', coalesce(a.datname, ''),
                                       'application', coalesce(a.application_name, '')) ORDER BY a.pid)
       FROM pg_stat_activity a WHERE a.usesysid = r.oid AND a.pid <> pg_backend_pid()), '[]')
)::text AS footprint
FROM pg_roles r WHERE r.rolname = $1::name`;
