import { CLOUD_ADMIN_ROLES, type CloudAdminRole } from '../../metadata/clouds';
import { PER_GRANTOR } from '../membership';
import { quoteLiteral } from '../quote';
import type { Session } from '../session';
import { READS_VERIFIERS } from './read-role';

/** How the admin stands to one role of the server. */
export interface RoleStanding {
  readonly superuser: boolean;
  /** May the admin make others members of it? */
  readonly grantable: boolean;
}

/** Whether the admin can give a setting to a role. */
export type SettingStanding = 'settable' | 'superuser only' | 'server only';

/** What decides whether the admin can do what is asked. */
export interface ServerFacts {
  /** `server_version_num`. */
  readonly version: number;
  /** The role that signed in as admin, with its own attributes. */
  readonly admin: string;
  readonly superuser: boolean;
  readonly createrole: boolean;
  readonly createdb: boolean;
  readonly replication: boolean;
  readonly bypassrls: boolean;
  /** The cloud whose admin role the admin is a member of, by the name of that role. */
  readonly cloudAdmin: CloudAdminRole | null;
  readonly readsVerifiers: boolean;
  /** The roles asked for that exist. */
  readonly roles: ReadonlyMap<string, RoleStanding>;
  /** The databases asked for that exist. */
  readonly databases: ReadonlySet<string>;
  /** The server's settings in lower case, and whether the admin can give them to a role. */
  readonly settings: ReadonlyMap<string, SettingStanding>;
}

/**
 * Reads what the guards need, in one query.
 *
 * @param names the roles that the guards will ask about: those wanted and those they are to be members of
 * @param withSettings whether they will ask about settings, of which a server has hundreds
 * @param databases those that the guards will ask about
 */
export async function readServerFacts(
  session: Session,
  names: readonly string[] = [],
  withSettings = true,
  databases: readonly string[] = [],
): Promise<ServerFacts> {
  const query = factsQuery(session.serverVersion, withSettings, names, databases);
  const rows = await session.query<{ facts: string }>(query);
  const facts = JSON.parse(rows[0]?.facts ?? '{}') as FactsRow;
  return {
    ...facts,
    version: session.serverVersion,
    // Names are the users' own: a role may be called `constructor`.
    roles: new Map(Object.entries(facts.roles)),
    databases: new Set(facts.databases),
    settings: new Map(Object.entries(facts.settings)),
  };
}

/** The facts as the query gives them. */
interface FactsRow extends Omit<ServerFacts, 'version' | 'roles' | 'databases' | 'settings'> {
  readonly roles: Readonly<Record<string, RoleStanding>>;
  readonly databases: readonly string[];
  readonly settings: Readonly<Record<string, SettingStanding>>;
}

/** Without parameters, so that it goes in one message with the transaction's beginning. */
function factsQuery(
  version: number,
  withSettings: boolean,
  names: readonly string[],
  databases: readonly string[],
): string {
  const parameterRight = version >= 150000 ? `has_parameter_privilege(s.name, 'SET')` : 'false';
  // Names that no loaded library defines, which only a superuser may give a role, unless the right was granted.
  const granted =
    version >= 150000
      ? ` UNION ALL SELECT p.parname, 'granted' FROM pg_parameter_acl p
           WHERE has_parameter_privilege(p.parname, 'SET') AND NOT EXISTS (SELECT FROM pg_settings k WHERE lower(k.name) = p.parname)`
      : '';
  // As pg_has_role(..., 'MEMBER WITH ADMIN OPTION') tells it, which goes through all of the admin's memberships for every role.
  const ways = [
    'me.rolsuper',
    'r.oid IN (SELECT roleid FROM manageable)',
    ...(version < PER_GRANTOR ? ['(me.rolcreaterole AND NOT r.rolsuper)'] : []),
    ...(version < 150000 ? ['(r.oid = me.oid AND me.rolname = session_user)'] : []),
  ];
  return `
WITH RECURSIVE mine AS (
  SELECT oid FROM pg_roles WHERE rolname = current_user
  UNION SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.oid),
manageable AS (
  SELECT DISTINCT a.roleid FROM pg_auth_members a JOIN mine ON a.member = mine.oid WHERE a.admin_option)
SELECT json_build_object(
  'admin', me.rolname, 'superuser', me.rolsuper, 'createrole', me.rolcreaterole, 'createdb', me.rolcreatedb,
  'replication', me.rolreplication, 'bypassrls', me.rolbypassrls,
  'cloudAdmin', (SELECT c.rolname FROM pg_roles c
                  WHERE c.rolname = ANY (${namesSql(CLOUD_ADMIN_ROLES)})
                    AND NOT me.rolsuper AND pg_has_role(me.oid, c.oid, 'MEMBER') ORDER BY c.rolname LIMIT 1),
  'readsVerifiers', ${READS_VERIFIERS},
  'roles', coalesce((
     SELECT json_object_agg(r.rolname, json_build_object('superuser', r.rolsuper, 'grantable', ${ways.join(' OR ')}))
       FROM pg_roles r WHERE r.rolname = ANY (${namesSql(names)})), '{}'),
  'databases', coalesce((SELECT json_agg(d.datname) FROM pg_database d WHERE d.datname = ANY (${namesSql(databases)})), '[]'),
  'settings', ${
    withSettings
      ? `(
     SELECT json_object_agg(lower(s.name), CASE
              WHEN s.context = 'granted' THEN 'settable'
              WHEN s.context IN ('internal', 'postmaster', 'sighup') THEN 'server only'
              WHEN s.context IN ('superuser', 'superuser-backend') AND NOT me.rolsuper AND NOT ${parameterRight}
              THEN 'superuser only' ELSE 'settable' END)
       FROM (SELECT name, context FROM pg_settings${granted}) s)`
      : `'{}'::json`
  }
)::text AS facts
FROM pg_roles me WHERE me.rolname = current_user`;
}

function namesSql(names: readonly string[]): string {
  return `ARRAY[${names.map(quoteLiteral).join(', ')}]::name[]`;
}
