import { CLOUD_ROLES } from '../metadata';
import { grantableSql } from '../postgres/roles/guard/standing';
import type { Session } from '../postgres/session';

/** What a server says of itself, the admin, the connector's user and its databases. */
export interface ServerRights {
  readonly version: number;
  readonly versionText: string;
  readonly recovery: boolean;
  readonly readOnly: boolean;
  /** The TLS version of this connection; null in plaintext. */
  readonly tls: string | null;
  readonly database: string;
  readonly encoding: string;
  readonly admin: RoleRights;
  readonly connector: ConnectorRights | null;
  /** The roles of the clouds that exist here. */
  readonly cloudRoles: readonly string[];
  readonly databases: readonly DatabaseRights[];
}

export interface RoleRights {
  readonly name: string;
  readonly login: boolean;
  readonly superuser: boolean;
  readonly createrole: boolean;
  readonly createdb: boolean;
  /** Direct and through others. */
  readonly memberOf: readonly string[];
}

export interface ConnectorRights extends RoleRights {
  readonly expired: boolean;
  readonly connectionLimit: number;
  /** Whether the admin may alter it. */
  readonly manageable: boolean;
}

export interface DatabaseRights {
  readonly name: string;
  readonly connectable: boolean;
  readonly publicConnect: boolean;
  readonly publicCreate: boolean;
  /** Whether the admin may connect. */
  readonly adminConnect: boolean;
  readonly connectorConnect: boolean;
  /** Whether the connector's user holds every privilege on it with the right to pass it on. */
  readonly connectorPassesOn: boolean;
}

/** PUBLIC's rights within one database. */
export interface PublicRights {
  /** Null where there is no schema public. */
  readonly schemaPublic: { readonly create: boolean; readonly usage: boolean } | null;
  /** Functions outside PostgreSQL's own schemas and extensions that anybody may call. */
  readonly functions: number;
  /** Of those, the ones that run with their owner's rights. */
  readonly definers: readonly string[];
}

/** Reads in one query. @param connector the name of the connector's user */
export async function readServerRights(session: Session, connector: string): Promise<ServerRights> {
  const [row] = await session.query<{ rights: string }>(serverQuery(session.serverVersion), [connector, CLOUD_ROLES]);
  const rights = JSON.parse(row?.rights ?? '{}') as Omit<ServerRights, 'version' | 'database'>;
  return { version: session.serverVersion, database: session.database, ...rights };
}

/** Reads in one query, in the session's database. */
export async function readPublicRights(session: Session): Promise<PublicRights> {
  const [row] = await session.query<{ rights: string }>(PUBLIC_RIGHTS);
  return JSON.parse(row?.rights ?? '{}') as PublicRights;
}

const role = (
  alias: string,
) => `'name', ${alias}.rolname, 'login', ${alias}.rolcanlogin, 'superuser', ${alias}.rolsuper,
  'createrole', ${alias}.rolcreaterole, 'createdb', ${alias}.rolcreatedb,
  'memberOf', coalesce((SELECT json_agg(g.rolname ORDER BY g.rolname) FROM pg_roles g
     WHERE g.oid <> ${alias}.oid AND NOT ${alias}.rolsuper AND pg_has_role(${alias}.oid, g.oid, 'MEMBER')), '[]')`;

function serverQuery(version: number): string {
  const privileges = ['CONNECT', 'CREATE', 'TEMPORARY'];
  const passesOn = privileges
    .map((each) => `has_database_privilege(r.oid, d.oid, '${each} WITH GRANT OPTION')`)
    .join(' AND ');
  return `
SELECT json_build_object(
  'versionText', current_setting('server_version'),
  'recovery', pg_is_in_recovery(),
  'readOnly', pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on',
  'tls', (SELECT s.version FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid() AND s.ssl),
  'encoding', (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()),
  'admin', json_build_object(${role('me')}),
  'connector', CASE WHEN r.oid IS NULL THEN NULL ELSE json_build_object(${role('r')},
     'expired', coalesce(r.rolvaliduntil < now(), false), 'connectionLimit', r.rolconnlimit,
     'manageable', ${grantableSql(version)}) END,
  'cloudRoles', coalesce((SELECT json_agg(c.rolname ORDER BY c.rolname) FROM pg_roles c WHERE c.rolname = ANY ($2::name[])), '[]'),
  'databases', (SELECT json_agg(json_build_object('name', d.datname, 'connectable', d.datallowconn,
       'publicConnect', has_database_privilege('public', d.oid, 'CONNECT'),
       'publicCreate', has_database_privilege('public', d.oid, 'CREATE'),
       'adminConnect', has_database_privilege(d.oid, 'CONNECT'),
       'connectorConnect', coalesce(has_database_privilege(r.oid, d.oid, 'CONNECT'), false),
       'connectorPassesOn', coalesce(${passesOn}, false)) ORDER BY d.datname)
     FROM pg_database d WHERE NOT d.datistemplate)
)::text AS rights
FROM pg_roles me LEFT JOIN pg_roles r ON r.rolname = $1::name WHERE me.rolname = current_user`;
}

const PUBLIC_RIGHTS = `
SELECT json_build_object(
  'schemaPublic', (SELECT json_build_object('create', has_schema_privilege('public', n.oid, 'CREATE'),
                                            'usage', has_schema_privilege('public', n.oid, 'USAGE'))
                     FROM pg_namespace n WHERE n.nspname = 'public'),
  'functions', count(p.oid),
  'definers', coalesce(json_agg(p.oid::regprocedure::text ORDER BY p.oid::regprocedure::text) FILTER (WHERE p.prosecdef), '[]')
)::text AS rights
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
  AND has_schema_privilege('public', n.oid, 'USAGE') AND has_function_privilege('public', p.oid, 'EXECUTE')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;
