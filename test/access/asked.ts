import type { Client } from 'pg';

/** Which objects are asked about: conditions in SQL, on a schema `n`, a routine `p`, a type `t`, a language `l`, a tablespace `s`. */
export interface AskedObjects {
  readonly schemas: string;
  readonly routines: string;
  readonly types: string;
  readonly languages: string;
  readonly tablespaces: string;
}

const OF_THE_STAGE: AskedObjects = {
  schemas: `n.nspname IN ('s1', 's2')`,
  // The row types of ranges have constructors of their own, and multiranges.
  routines: `p.proname IN ('f', 'p', 'total')`,
  types: `t.typname IN ('e', 'd', 'c', 'r')`,
  languages: `l.lanname IN ('sql', 'plpgsql')`,
  tablespaces: 'false',
};

/** All that is no part of PostgreSQL itself; of types those that may be named in a GRANT. */
export const ALL_OBJECTS: AskedObjects = {
  schemas: `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
  routines: 'true',
  types: `t.typisdefined AND t.typtype IN ('b', 'd', 'e', 'r', 'c') AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid)
    AND (t.typtype <> 'c' OR (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')`,
  languages: 'l.lanpltrusted OR l.lanacl IS NOT NULL',
  tablespaces: `s.spcacl IS NOT NULL OR s.spcname !~ '^pg_'`,
};

/** PostgreSQL's own objects too. */
export const SYSTEM_OBJECTS: AskedObjects = {
  ...ALL_OBJECTS,
  schemas: `n.nspname !~ '^pg_(toast_)?temp_'`,
  languages: 'true',
  tablespaces: 'true',
};

/**
 * Every right of these roles as PostgreSQL itself answers it, a line each: role, kind, object, column, privilege, and
 * whether it may be passed on. Nothing of src is used here.
 */
export async function askPostgres(
  client: Client,
  version: number,
  roles: readonly string[],
  asked = OF_THE_STAGE,
): Promise<string[]> {
  const lines: string[] = [];
  for (const { on, objects, has, privileges, column = 'NULL' } of questions(version, asked)) {
    const { rows } = await client.query<{ line: string }>(
      `SELECT concat_ws(' | ', r.name, '${on}', o.name, coalesce(${column}, '-'), p.privilege,
          CASE WHEN ${has("p.privilege || ' WITH GRANT OPTION'")} THEN 'may pass it on' ELSE '-' END) AS line
        FROM unnest($1::text[]) r(name), (${objects}) o, unnest($2::text[]) p(privilege)
       WHERE ${has('p.privilege')}`,
      [roles, privileges],
    );
    for (const { line } of rows) lines.push(line);
  }
  return lines.sort();
}

interface Question {
  readonly on: string;
  /** A query that gives oid and name. */
  readonly objects: string;
  readonly has: (privilege: string) => string;
  readonly privileges: readonly string[];
  readonly column?: string;
}

const TABLE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

function questions(version: number, asked: AskedObjects): Question[] {
  const table = version >= 17 ? [...TABLE, 'MAINTAIN'] : TABLE;
  const relations = (kinds: string) =>
    `SELECT c.oid, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${asked.schemas} AND c.relkind IN (${kinds})`;
  const routines = (kind: string) =>
    `SELECT p.oid, n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${asked.schemas} AND p.prokind ${kind} 'p' AND (${asked.routines})`;
  const has = (what: string) => (privilege: string) => `has_${what}_privilege(r.name, o.oid, ${privilege})`;
  return [
    {
      on: 'database',
      objects: 'SELECT oid, datname::text AS name FROM pg_database WHERE datname = current_database()',
      has: has('database'),
      privileges: ['CREATE', 'CONNECT', 'TEMPORARY'],
    },
    {
      on: 'schema',
      objects: `SELECT n.oid, n.nspname::text AS name FROM pg_namespace n WHERE ${asked.schemas}`,
      has: has('schema'),
      privileges: ['USAGE', 'CREATE'],
    },
    { on: 'table', objects: relations(`'r', 'p', 'v', 'm', 'f'`), has: has('table'), privileges: table },
    {
      on: 'table',
      objects: `SELECT t.oid, t.name, a.attnum, a.attname::text AS part FROM (${relations(`'r', 'p', 'v', 'm', 'f'`)}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped`,
      has: (privilege) =>
        privilege === 'p.privilege'
          ? 'has_column_privilege(r.name, o.oid, o.attnum, p.privilege) AND NOT has_table_privilege(r.name, o.oid, p.privilege)'
          : `has_column_privilege(r.name, o.oid, o.attnum, ${privilege})`,
      privileges: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
      column: 'o.part',
    },
    { on: 'sequence', objects: relations(`'S'`), has: has('sequence'), privileges: ['SELECT', 'UPDATE', 'USAGE'] },
    { on: 'function', objects: routines('<>'), has: has('function'), privileges: ['EXECUTE'] },
    { on: 'procedure', objects: routines('='), has: has('function'), privileges: ['EXECUTE'] },
    {
      on: 'type',
      objects: `SELECT t.oid, n.nspname || '.' || t.typname AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${asked.schemas} AND (${asked.types})`,
      has: has('type'),
      privileges: ['USAGE'],
    },
    {
      on: 'language',
      objects: `SELECT oid, lanname::text AS name FROM pg_language l WHERE ${asked.languages}`,
      has: has('language'),
      privileges: ['USAGE'],
    },
    {
      on: 'foreign_data_wrapper',
      objects: 'SELECT oid, fdwname::text AS name FROM pg_foreign_data_wrapper',
      has: has('foreign_data_wrapper'),
      privileges: ['USAGE'],
    },
    {
      on: 'foreign_server',
      objects: 'SELECT oid, srvname::text AS name FROM pg_foreign_server',
      has: has('server'),
      privileges: ['USAGE'],
    },
    {
      on: 'tablespace',
      objects: `SELECT oid, spcname::text AS name FROM pg_tablespace s WHERE ${asked.tablespaces}`,
      has: has('tablespace'),
      privileges: ['CREATE'],
    },
    ...(version >= 18
      ? [
          {
            on: 'large_object',
            objects: 'SELECT oid, oid::text AS name FROM pg_largeobject_metadata',
            has: has('largeobject'),
            privileges: ['SELECT', 'UPDATE'],
          },
        ]
      : []),
    ...(version >= 15
      ? [
          {
            on: 'parameter',
            objects: 'SELECT parname AS oid, parname::text AS name FROM pg_parameter_acl',
            has: has('parameter'),
            privileges: ['SET', 'ALTER SYSTEM'],
          },
        ]
      : []),
  ];
}
