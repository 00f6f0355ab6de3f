import type { PrivateServer } from '../../support/postgres';
import type { NamesInSql } from './names-in-sql';
import type { Call } from './parse-tree';

/** One object that stands in for another of the system's. */
interface Shadow {
  readonly kind: 'function' | 'aggregate' | 'operator';
  readonly name: string;
  /** Types as SQL, in order; of a prefix operator only the right one. */
  readonly types: readonly string[];
  /** As it stands between the parentheses of CREATE FUNCTION; default: the types. */
  readonly parameters?: string;
  readonly returns: string;
}

/**
 * Makes, in each of the schemas, an object for everything that could be taken for the system's where the path led there
 * first: for each function, aggregate and operator of those names with the types that the system's have, the types that
 * the calls give, and types one implicit cast away from the system's; for each type a domain, for each relation a view.
 * Whatever of it is run says so in the server's log: even a read-only transaction leaves a trace there.
 *
 * @returns how many there are in each schema
 */
export async function layShadows(
  server: PrivateServer,
  database: string,
  schemas: readonly string[],
  names: NamesInSql,
  calls: readonly Call[],
): Promise<number> {
  const shadows = await shadowsOf(server, names, calls);
  let laid = 0;
  for (const schema of schemas) {
    const statements = [...shadows.flatMap((each, index) => createShadow(schema, each, index))];
    const more = [
      ...[...names.types].map((name) => createDomain(schema, name)),
      ...[...names.relations].map((name) => createView(schema, name)),
    ];
    const [row] = await server.query<{ laid: number }>(
      `SET search_path TO pg_catalog; SET check_function_bodies TO off; SET client_min_messages TO error;
       CREATE SCHEMA IF NOT EXISTS "${schema}"; GRANT USAGE ON SCHEMA "${schema}" TO PUBLIC;
       ${TRIP.replaceAll('$schema', `"${schema}"`)};
       ${LAY};
       SELECT pg_temp.lay('${JSON.stringify([...statements, ...more]).replaceAll("'", "''")}') AS laid`,
      { database },
    );
    laid = Number(row?.laid);
    // As stealthy as can be: nobody is refused.
    await server.query(`GRANT SELECT ON ALL TABLES IN SCHEMA "${schema}" TO PUBLIC`, { database });
  }
  return laid;
}

/** What was run of the shadows, from the server's log. */
export function tripped(log: string): string[] {
  return [...new Set([...log.matchAll(/LOG: {2}tripped by (.+)$/gm)].map(([, what]) => String(what)))];
}

const TRIP = `CREATE FUNCTION $schema.trip(what text) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    RAISE LOG 'tripped by $schema.%', what;
    RETURN true;
  END $$`;

/** Makes what can be made: some types cannot be taken by any function that is not the system's. */
const LAY = `CREATE FUNCTION pg_temp.lay(statements json) RETURNS int LANGUAGE plpgsql AS $$
  DECLARE statement text; laid int := 0;
  BEGIN
    FOR statement IN SELECT json_array_elements_text(statements) LOOP
      BEGIN
        EXECUTE statement;
        laid := laid + 1;
      EXCEPTION WHEN OTHERS THEN NULL;
      END;
    END LOOP;
    RETURN laid;
  END $$`;

async function shadowsOf(server: PrivateServer, names: NamesInSql, calls: readonly Call[]): Promise<Shadow[]> {
  const routines = await server.query<RoutineRow>(ROUTINES, { values: [[...names.functions]] });
  const operators = await server.query<OperatorRow>(OPERATORS, { values: [[...names.operators]] });
  const casts = await server.query<{ from: string; to: string }>(IMPLICIT_CASTS);
  const given = await server.query<GivenRow>(GIVEN, { values: [JSON.stringify(calls)] });
  const from = new Map<string, string[]>();
  for (const each of casts) from.set(each.to, [...(from.get(each.to) ?? []), each.from]);
  const all = new Map<string, Shadow>();
  const add = (shadow: Shadow) => {
    const key = JSON.stringify([shadow.kind === 'operator', shadow.name, shadow.types]);
    if (!all.has(key)) all.set(key, shadow);
  };
  for (const { kind, name, types, parameters, returns } of routines) add({ kind, name, types, parameters, returns });
  for (const { name, types, returns } of operators) add({ kind: 'operator', name, types, returns });
  for (const { types, ...call } of given) if (types.every((type) => type !== null)) add({ ...call, types });
  for (const { parameters: _, ...shadow } of [...all.values()]) {
    shadow.types.forEach((type, at) => {
      for (const other of from.get(type) ?? []) add({ ...shadow, types: shadow.types.with(at, other) });
    });
  }
  return [...all.values()];
}

function createShadow(schema: string, { kind, name, types, parameters, returns }: Shadow, index: number): string[] {
  const label = `${kind} ${name}(${types.join(', ')})`.replaceAll("'", "''");
  const body = (end: string) => `LANGUAGE plpgsql AS $$ BEGIN PERFORM "${schema}".trip('${label}'); ${end} END $$`;
  const end =
    returns === 'void' || /^SETOF|^TABLE/.test(returns) || /\bOUT\b/.test(parameters ?? '') ? '' : 'RETURN NULL;';
  if (kind === 'function') {
    return [`CREATE FUNCTION "${schema}"."${name}"(${parameters ?? types.join(', ')}) RETURNS ${returns} ${body(end)}`];
  }
  const behind = `"${schema}"."behind_${index}"`;
  if (kind === 'aggregate') {
    return [
      `CREATE FUNCTION ${behind}(${[returns, ...types].join(', ')}) RETURNS ${returns} ${body(end)}`,
      `CREATE AGGREGATE "${schema}"."${name}"(${types.join(', ')}) (SFUNC = ${behind}, STYPE = ${returns})`,
    ];
  }
  const sides = types.length === 1 ? [`RIGHTARG = ${types[0]}`] : [`LEFTARG = ${types[0]}`, `RIGHTARG = ${types[1]}`];
  return [
    `CREATE FUNCTION ${behind}(${types.join(', ')}) RETURNS ${returns} ${body(end)}`,
    `CREATE OPERATOR "${schema}".${name} (FUNCTION = ${behind}, ${sides.join(', ')})`,
  ];
}

function createDomain(schema: string, name: string): string {
  return `CREATE DOMAIN "${schema}"."${name}" AS pg_catalog."${name}" CHECK ("${schema}".trip('type ${name}'))`;
}

function createView(schema: string, name: string): string {
  return `CREATE VIEW "${schema}"."${name}" AS SELECT x.* FROM pg_catalog."${name}" x WHERE "${schema}".trip('relation ${name}')`;
}

interface RoutineRow extends Shadow {
  readonly kind: 'function' | 'aggregate';
  readonly parameters: string;
}
const ROUTINES = `
  SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind, p.proname::text AS name,
         ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a(t, n) ORDER BY n) AS types,
         pg_get_function_arguments(p.oid) AS parameters, pg_get_function_result(p.oid) AS returns
    FROM pg_catalog.pg_proc p
   WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY ($1) AND p.prokind <> 'w'`;

interface OperatorRow {
  readonly name: string;
  readonly types: readonly string[];
  readonly returns: string;
}
const OPERATORS = `
  SELECT o.oprname::text AS name, o.oprresult::regtype::text AS returns,
         CASE o.oprleft WHEN 0 THEN ARRAY[]::text[] ELSE ARRAY[o.oprleft::regtype::text] END || o.oprright::regtype::text AS types
    FROM pg_catalog.pg_operator o
   WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprname = ANY ($1) AND o.oprright <> 0`;

const IMPLICIT_CASTS = `
  SELECT castsource::regtype::text AS from, casttarget::regtype::text AS to FROM pg_catalog.pg_cast
   WHERE castcontext = 'i' AND castsource <> casttarget`;

interface GivenRow extends Omit<Shadow, 'types'> {
  readonly types: readonly (string | null)[];
}
const GIVEN = `
  SELECT DISTINCT c->>'kind' AS kind, coalesce(p.proname, o.oprname)::text AS name,
         ARRAY(SELECT CASE v.value WHEN '0' THEN NULL WHEN '705' THEN 'text' ELSE format_type(v.value::oid, NULL) END
                 FROM json_array_elements_text(c->'given') WITH ORDINALITY v(value, n) ORDER BY n) AS types,
         CASE WHEN (c->>'set')::boolean THEN 'SETOF ' ELSE '' END || format_type((c->>'result')::oid, NULL) AS returns
    FROM json_array_elements($1::json) c
    LEFT JOIN pg_catalog.pg_proc p ON c->>'kind' <> 'operator' AND p.oid = (c->>'oid')::oid
    LEFT JOIN pg_catalog.pg_operator o ON c->>'kind' = 'operator' AND o.oid = (c->>'oid')::oid
   WHERE json_array_length(c->'given') > 0 AND NOT ((c->>'set')::boolean AND c->>'result' = '2249')`;
