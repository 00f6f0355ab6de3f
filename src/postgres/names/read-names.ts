import { CLOUD_DATABASES } from '../../metadata/clouds';
import { isDeclarableType } from '../grants/read/closed-query';
import type { Session } from '../session';

/** What is looked for. */
export interface NameFilter {
  /** `*` stands for any characters; undefined: every name. */
  readonly pattern?: string | undefined;
  readonly owner?: string | undefined;
}

/** The kinds of object that a schema has. */
export type SchemaObjectKind = 'table' | 'sequence' | 'function' | 'procedure' | 'routine' | 'type';

/** The schemas of the database, by name; those of PostgreSQL itself are left out. */
export async function readSchemaNames(session: Session, { pattern, owner }: NameFilter): Promise<string[]> {
  return namesOf(
    session,
    `SELECT n.nspname::text AS name, n.nspowner AS owner FROM pg_catalog.pg_namespace n
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
    [likeOf(pattern), owner ?? null],
  );
}

/** The objects of one kind in a schema; null where the database has no such schema. */
export async function readObjectNames(
  session: Session,
  on: SchemaObjectKind,
  schema: string,
  { pattern, owner }: NameFilter,
): Promise<string[] | null> {
  const there = await session.query('SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = $1', [schema]);
  if (there.length === 0) return null;
  return namesOf(session, OBJECTS[on], [likeOf(pattern), owner ?? null, schema]);
}

/** The databases that take connections and let this role in, by name; templates and those of clouds are left out. */
export async function readDatabaseNames(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT d.datname::text AS name FROM pg_catalog.pg_database d
      WHERE d.datallowconn AND NOT d.datistemplate AND d.datname <> ALL ($1::name[])
        AND pg_catalog.has_database_privilege(d.oid, 'CONNECT')
      ORDER BY d.datname COLLATE "C"`,
    [CLOUD_DATABASES],
  );
  return rows.map(({ name }) => name);
}

/** Which roles are looked for. */
export interface RoleFilter {
  /** `*` stands for any characters; undefined: every name. */
  readonly pattern?: string | undefined;
  /** Whether they may sign in; undefined: either. */
  readonly login?: boolean | undefined;
  /** Of what they are members, through others as well; undefined: anything or nothing. */
  readonly memberOf?: string | undefined;
  /** Whether they are superusers; undefined: either. */
  readonly superuser?: boolean | undefined;
}

/** Roles by name; those of PostgreSQL itself are left out. */
export async function readRoleNames(
  session: Session,
  { pattern, login, memberOf, superuser }: RoleFilter,
): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `WITH RECURSIVE member(oid) AS (
       SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = $3
       UNION SELECT m.member FROM pg_catalog.pg_auth_members m JOIN member ON m.roleid = member.oid
     )
     SELECT r.rolname::text AS name FROM pg_catalog.pg_roles r
      WHERE r.rolname !~ '^pg_' AND r.rolname LIKE $1 AND ($2::bool IS NULL OR r.rolcanlogin = $2)
        AND ($4::bool IS NULL OR r.rolsuper = $4)
        AND ($3::name IS NULL OR r.rolname <> $3 AND r.oid IN (SELECT member.oid FROM member))
      ORDER BY r.rolname COLLATE "C"`,
    [likeOf(pattern), login ?? null, memberOf ?? null, superuser ?? null],
  );
  return rows.map(({ name }) => name);
}

/** Whether there is a role of this name. */
export async function roleExists(session: Session, name: string): Promise<boolean> {
  const rows = await session.query('SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = $1', [name]);
  return rows.length > 0;
}

async function namesOf(session: Session, listed: string, values: readonly unknown[]): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT l.name FROM (${listed}) l LEFT JOIN pg_catalog.pg_roles o ON o.oid = l.owner
      WHERE l.name LIKE $1 AND ($2::name IS NULL OR o.rolname = $2) ORDER BY l.name COLLATE "C"`,
    values,
  );
  return rows.map(({ name }) => name);
}

const relations = (kinds: string) => `
  SELECT r.relname::text AS name, r.relowner AS owner FROM pg_catalog.pg_class r
    JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace WHERE n.nspname = $3 AND r.relkind IN (${kinds})`;

const routines = (kinds: string) => `
  SELECT p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' AS name, p.proowner AS owner
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = $3 AND p.prokind IN (${kinds})`;

const OBJECTS: Readonly<Record<SchemaObjectKind, string>> = {
  table: relations("'r', 'p', 'v', 'm', 'f'"),
  sequence: relations("'S'"),
  function: routines("'f', 'a', 'w'"),
  procedure: routines("'p'"),
  routine: routines("'f', 'a', 'w', 'p'"),
  type: `
  SELECT t.typname::text AS name, t.typowner AS owner FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
    LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid AND r.relkind = 'c'
    WHERE n.nspname = $3 AND ${isDeclarableType('t', 'e', 'r')}`,
};

/** A pattern as LIKE has it. */
function likeOf(pattern: string | undefined): string {
  return pattern === undefined ? '%' : pattern.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}
