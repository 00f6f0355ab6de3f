import type { TargetKind } from '../../../metadata';
import { PRIVILEGE_BIT } from './catalog-queries';
import { isDeclarableType } from './closed-query';
import type { ReadScope } from './read-scope';

/** The codes by which the queries call the catalogs of what carries access lists. */
export type CatalogCode = 'd' | 'n' | 'r' | 'c' | 'f' | 'T' | 'l' | 'w' | 's' | 't' | 'L' | 'p';

/**
 * The catalogs in which targets can lie: to plan a query over all of them, and to open them for the first time, takes a
 * server longer than everything else of a reading.
 *
 * @param seen the codes that the access lists speak of; `C` is a table of which a column has one
 */
export function catalogsOf(scope: ReadScope, seen: ReadonlySet<string>): ReadonlySet<CatalogCode> {
  const named = [...scope.named, ...scope.wholeSchemas].map(({ kind }) => CODES[kind]);
  const all = new Set<CatalogCode>([
    'd',
    'n',
    ...named,
    ...([...seen].filter((each) => each !== 'C') as CatalogCode[]),
  ]);
  if (seen.has('C')) all.add('r');
  if (seen.has('C') || scope.columnsOf.length > 0) all.add('c');
  return all;
}

const CODES: Readonly<Record<TargetKind, CatalogCode>> = {
  database: 'd',
  schema: 'n',
  table: 'r',
  sequence: 'r',
  column: 'c',
  function: 'f',
  procedure: 'f',
  type: 'T',
  language: 'l',
  foreign_data_wrapper: 'w',
  foreign_server: 's',
  tablespace: 't',
  large_object: 'L',
  parameter: 'p',
};

/**
 * Everything that carries an access list and is of interest, one JSON array an object. Parameters: 1 schema names and the oids
 * that the access lists speak of, as JSON `{"schemas": [...], "d": [...], ...}`; 2 the scope, as JSON of `ReadScope`.
 *
 * @param catalogs those to look into
 */
export function targetQuery(version: number, catalogs: ReadonlySet<CatalogCode>, everySchemaHeld: boolean): string {
  const within = (Object.keys(TARGETS) as CatalogCode[]).filter(
    (code) => catalogs.has(code) && (code !== 'p' || version >= 150000),
  );
  return `
WITH seen(c, oid) AS (
  SELECT e.key, v.value::oid FROM pg_catalog.json_each($1::json) e, LATERAL pg_catalog.json_array_elements_text(e.value) v
), named(kind, name) AS (
  SELECT v->>'kind', v->>'name' FROM pg_catalog.json_array_elements($2::json->'named') v
), whole(kind, oid) AS (
  SELECT v->>'kind', n.oid FROM pg_catalog.json_array_elements($2::json->'wholeSchemas') v
    JOIN pg_catalog.pg_namespace n ON n.nspname = v->>'schema'${everySchemaHeld ? WHOLE_AS_HELD : ''}
), grantee(oid) AS (
  SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname IN (SELECT pg_catalog.json_array_elements_text($2::json->'grantees'))
), columns_of(oid) AS (
  SELECT r.oid FROM pg_catalog.json_array_elements($2::json->'columnsOf') v
    JOIN pg_catalog.pg_namespace n ON n.nspname = v->>'schema'
    JOIN pg_catalog.pg_class r ON r.relnamespace = n.oid AND r.relname = v->>'table'
), target(c, kind, oid, sub, nsp, name, part, args, signature, own, acl, refuses) AS (
  ${within.map((code) => TARGETS[code]).join('\n  UNION ALL ')}
)
SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(t.c, t.kind, t.oid::int8, t.sub, n.nspname, t.name, t.part, t.args,
  t.signature, t.own::int8, coalesce(pg_catalog.cardinality(t.acl), 0), t.acl IS NULL, t.refuses, x.extname,
  CASE WHEN t.acl IS NOT NULL AND t.c <> 'c' AND t.own IN (SELECT g.oid FROM grantee g) THEN
    (SELECT coalesce(pg_catalog.sum(${PRIVILEGE_BIT}), 0)::int4 FROM pg_catalog.aclexplode(t.acl) a WHERE a.grantee = t.own AND a.grantor = t.own) END
  )), '[]')::text AS data,
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(w.kind, s.nspname)), '[]')::text
    FROM whole w JOIN pg_catalog.pg_namespace s ON s.oid = w.oid) AS complete,
  ${catalogs.has('f') ? TYPES : `'[]'`} AS types
FROM target t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.nsp
  LEFT JOIN pg_catalog.pg_depend m ON m.deptype = 'e' AND m.objid = t.oid AND m.classid = CASE t.c WHEN 'r' THEN 'pg_catalog.pg_class'::pg_catalog.regclass
    WHEN 'f' THEN 'pg_catalog.pg_proc'::pg_catalog.regclass WHEN 'T' THEN 'pg_catalog.pg_type'::pg_catalog.regclass END
  LEFT JOIN pg_catalog.pg_extension x ON x.oid = m.refobjid`;
}

/** For an import: every schema in which something is held, save the system's own. */
const WHOLE_AS_HELD = `
  UNION SELECT CASE WHEN r.relkind = 'S' THEN 'sequence' ELSE 'table' END, r.relnamespace
    FROM seen JOIN pg_catalog.pg_class r ON seen.c = 'r' AND r.oid = seen.oid WHERE ${noSystem('r.relnamespace')}
  UNION SELECT CASE WHEN p.prokind = 'p' THEN 'procedure' ELSE 'function' END, p.pronamespace
    FROM seen JOIN pg_catalog.pg_proc p ON seen.c = 'f' AND p.oid = seen.oid WHERE ${noSystem('p.pronamespace')}
  UNION SELECT 'type', t.typnamespace
    FROM seen JOIN pg_catalog.pg_type t ON seen.c = 'T' AND t.oid = seen.oid WHERE ${noSystem('t.typnamespace')}`;

function noSystem(namespace: string): string {
  return `${namespace} NOT IN (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname IN ('pg_catalog', 'information_schema'))`;
}

/** The types of the arguments of functions. */
const TYPES = `(SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(a.oid::int8, s.nspname, coalesce(e.typname, a.typname),
      pg_catalog.format_type(coalesce(e.oid, a.oid), NULL), e.oid IS NOT NULL)), '[]')::text
    FROM pg_catalog.pg_type a LEFT JOIN pg_catalog.pg_type e ON e.oid = a.typelem AND e.typarray = a.oid
      JOIN pg_catalog.pg_namespace s ON s.oid = coalesce(e.typnamespace, a.typnamespace)
    WHERE a.oid = ANY (ARRAY(SELECT pg_catalog.unnest(pg_catalog.string_to_array(f.args, ' ')::oid[]) FROM target f WHERE f.args <> '')))`;

const TEMPORARY = `($2::json->>'temporary')::bool`;

/** What carries access lists, by catalog. The first says the types of all. */
const TARGETS: Readonly<Record<CatalogCode, string>> = {
  d: `SELECT 'd', 'database', d.oid, 0, 0::oid, d.datname, NULL::name, NULL::text, NULL::text, d.datdba, d.datacl, NULL::text
    FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database() OR ${seenOr('d', 'd.oid')}`,
  n: `SELECT 'n', 'schema', n.oid, 0, 0, n.nspname, NULL, NULL, NULL, n.nspowner, n.nspacl, NULL
    FROM pg_catalog.pg_namespace n WHERE ${seenOr('n', 'n.oid')} ${namedAs('schema', 'n.nspname')}
      OR n.oid = ANY (ARRAY(SELECT w.oid FROM whole w))`,
  r: `SELECT 'r', CASE WHEN r.relkind = 'S' THEN 'sequence' ELSE 'table' END, r.oid, 0, r.relnamespace, r.relname, NULL,
      NULL, NULL, r.relowner, r.relacl, NULL
    FROM pg_catalog.pg_class r
    WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND (r.relpersistence <> 't' OR ${TEMPORARY})
      AND (${seenOr('r', 'r.oid')} OR ${seenOr('C', 'r.oid')}
        OR r.relkind <> 'S' AND ${inWhole('table', 'r.relnamespace')} OR r.relkind = 'S' AND ${inWhole('sequence', 'r.relnamespace')})`,
  c: `SELECT 'c', 'column', r.oid, t.attnum, r.relnamespace, t.attname, r.relname, NULL, NULL, r.relowner, t.attacl, NULL
    FROM pg_catalog.pg_attribute t JOIN pg_catalog.pg_class r ON r.oid = t.attrelid
    WHERE NOT t.attisdropped AND r.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND (t.attrelid = ANY (ARRAY(SELECT o.oid FROM columns_of o)) OR t.attacl IS NOT NULL AND ${seenOr('C', 't.attrelid')})`,
  f: `SELECT 'f', CASE WHEN p.prokind = 'p' THEN 'procedure' ELSE 'function' END, p.oid, 0, p.pronamespace, p.proname, NULL,
      p.proargtypes::text,
      p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', p.proowner, p.proacl, NULL
    FROM pg_catalog.pg_proc p
    WHERE ${seenOr('f', 'p.oid')}
      OR p.prokind <> 'p' AND ${inWhole('function', 'p.pronamespace')} OR p.prokind = 'p' AND ${inWhole('procedure', 'p.pronamespace')}`,
  T: `SELECT 'T', 'type', t.oid, 0, t.typnamespace, t.typname, NULL, NULL, NULL, t.typowner, t.typacl, NULL
    FROM pg_catalog.pg_type t
      LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
      LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid AND r.relkind = 'c'
    WHERE (${seenOr('T', 't.oid')} OR ${inWhole('type', 't.typnamespace')}) AND ${isDeclarableType('t', 'e', 'r')}`,
  l: `SELECT 'l', 'language', l.oid, 0, 0, l.lanname, NULL, NULL, NULL, l.lanowner, l.lanacl,
      CASE WHEN NOT l.lanpltrusted THEN 'an untrusted language is for superusers only' END
    FROM pg_catalog.pg_language l WHERE ${seenOr('l', 'l.oid')} ${namedAs('language', 'l.lanname')}`,
  w: `SELECT 'w', 'foreign_data_wrapper', w.oid, 0, 0, w.fdwname, NULL, NULL, NULL, w.fdwowner, w.fdwacl, NULL
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE ${seenOr('w', 'w.oid')} ${namedAs('foreign_data_wrapper', 'w.fdwname')}`,
  s: `SELECT 's', 'foreign_server', s.oid, 0, 0, s.srvname, NULL, NULL, NULL, s.srvowner, s.srvacl, NULL
    FROM pg_catalog.pg_foreign_server s WHERE ${seenOr('s', 's.oid')} ${namedAs('foreign_server', 's.srvname')}`,
  t: `SELECT 't', 'tablespace', s.oid, 0, 0, s.spcname, NULL, NULL, NULL, s.spcowner, s.spcacl, NULL
    FROM pg_catalog.pg_tablespace s WHERE ${seenOr('t', 's.oid')} ${namedAs('tablespace', 's.spcname')}`,
  L: `SELECT 'L', 'large_object', o.oid, 0, 0, o.oid::text::name, NULL, NULL, NULL, o.lomowner, o.lomacl, NULL
    FROM pg_catalog.pg_largeobject_metadata o WHERE ${seenOr('L', 'o.oid')} ${namedAs('large_object', 'o.oid::text')}`,
  // A parameter has a catalog row only once somebody was granted something on it.
  p: `SELECT 'p', 'parameter', coalesce(a.oid, 0), 0, 0, coalesce(a.parname, pg_catalog.lower(s.name))::name, NULL, NULL, NULL, 10, a.paracl, NULL
    FROM pg_catalog.pg_parameter_acl a FULL JOIN (
      SELECT x.name FROM pg_catalog.pg_settings x WHERE pg_catalog.lower(x.name) = ANY (ARRAY(SELECT pg_catalog.lower(m.name) FROM named m WHERE m.kind = 'parameter'))
      UNION SELECT m.name FROM named m WHERE m.kind = 'parameter' AND m.name LIKE '%.%'
    ) s ON pg_catalog.lower(s.name) = a.parname
    WHERE s.name IS NOT NULL OR ${seenOr('p', 'a.oid')}`,
};

// Arrays, not IN (SELECT ...): estimated so high, those would have PostgreSQL spend its time on compiling (JIT).
function seenOr(code: string, oid: string): string {
  return `${oid} = ANY (ARRAY(SELECT seen.oid FROM seen WHERE seen.c = '${code}'))`;
}

function inWhole(kind: string, namespace: string): string {
  return `${namespace} = ANY (ARRAY(SELECT w.oid FROM whole w WHERE w.kind = '${kind}'))`;
}

function namedAs(kind: string, name: string): string {
  return `OR ${name} = ANY (ARRAY(SELECT m.name FROM named m WHERE m.kind = '${kind}'))`;
}
