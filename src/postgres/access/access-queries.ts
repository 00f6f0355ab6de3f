import { PRIVILEGE_BIT } from '../grants/read/catalog-queries';
import { isDeclarableType } from '../grants/read/closed-query';
import { PER_GRANTOR } from '../membership';

/** Roles, memberships, default privileges, the time: all that does not hang on an object. One row, one JSON text. */
export function standingQuery(version: number): string {
  const options = version >= PER_GRANTOR ? 'm.inherit_option, m.set_option' : 'o.rolinherit, true';
  return `
SELECT pg_catalog.json_build_object(
  'read_at', pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'roles', (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(r.oid::int8, r.rolname, r.rolsuper, r.rolcanlogin, r.rolinherit, r.rolcreaterole,
      r.rolbypassrls, r.rolconnlimit, coalesce(r.rolvaliduntil < pg_catalog.now(), false)))
    FROM pg_catalog.pg_roles r),
  'memberships', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(m.roleid::int8, m.member::int8, m.grantor::int8,
      m.admin_option, ${options})), '[]')
    FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles o ON o.oid = m.member),
  'defaults', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(d.defaclrole::int8, n.nspname, d.defaclobjtype, e.grantee::int8, e.p, e.g)), '[]')
    FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace,
      LATERAL (${exploded('d.defaclacl')}) e)
)::text AS data`;
}

/**
 * Every access list of the database, equal ones of objects of one kind and owner folded: kind, owner, whether it is the
 * built-in one, whether of a system catalog, row security, lines, objects. Parameter: whether the system's own objects are wanted.
 */
export function listsQuery(version: number): string {
  return `
WITH space(oid, nspname, nspowner, nspacl) AS (
  SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_catalog.pg_namespace n
    WHERE n.nspname !~ '^pg_(toast_)?temp_' AND ($1 OR n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))
), listed(kind, code, own, acl, catalog, secured, schema, name, part) AS (
  SELECT 'database', 'd', d.datdba, d.datacl, false, 0, NULL::name, d.datname::text, NULL::name
    FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
  UNION ALL SELECT 'schema', 'n', n.nspowner, n.nspacl, false, 0, NULL, n.nspname::text, NULL FROM space n
  UNION ALL SELECT CASE r.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END,
      r.relowner, r.relacl, r.oid < 12000 AND r.relkind <> 'v',
      CASE WHEN NOT r.relrowsecurity THEN 0 WHEN r.relforcerowsecurity THEN 2 ELSE 1 END, n.nspname, r.relname::text, NULL
    FROM pg_catalog.pg_class r JOIN space n ON n.oid = r.relnamespace
    WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND r.relpersistence <> 't'
  UNION ALL SELECT 'column', 'c', r.relowner, t.attacl, false, 0, n.nspname, t.attname::text, r.relname
    FROM pg_catalog.pg_attribute t JOIN pg_catalog.pg_class r ON r.oid = t.attrelid JOIN space n ON n.oid = r.relnamespace
    WHERE t.attacl IS NOT NULL AND NOT t.attisdropped AND r.relkind IN ('r', 'p', 'v', 'm', 'f') AND r.relpersistence <> 't'
  UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, 'f', p.proowner, p.proacl, false, 0,
      n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', NULL
    FROM pg_catalog.pg_proc p JOIN space n ON n.oid = p.pronamespace
  UNION ALL SELECT 'type', 'T', t.typowner, t.typacl, false, 0, n.nspname, t.typname::text, NULL
    FROM pg_catalog.pg_type t JOIN space n ON n.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
      LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid AND r.relkind = 'c'
    WHERE ${isDeclarableType('t', 'e', 'r')}
  UNION ALL SELECT 'language', 'l', l.lanowner, l.lanacl, false, 0, NULL, l.lanname::text, NULL
    FROM pg_catalog.pg_language l WHERE $1 OR l.lanpltrusted OR l.lanacl IS NOT NULL
  UNION ALL SELECT 'foreign_data_wrapper', 'F', w.fdwowner, w.fdwacl, false, 0, NULL, w.fdwname::text, NULL
    FROM pg_catalog.pg_foreign_data_wrapper w
  UNION ALL SELECT 'foreign_server', 'S', s.srvowner, s.srvacl, false, 0, NULL, s.srvname::text, NULL
    FROM pg_catalog.pg_foreign_server s
  UNION ALL SELECT 'tablespace', 't', s.spcowner, s.spcacl, false, 0, NULL, s.spcname::text, NULL
    FROM pg_catalog.pg_tablespace s WHERE $1 OR s.spcacl IS NOT NULL OR s.spcname !~ '^pg_'
  UNION ALL SELECT 'large_object', 'L', o.lomowner, o.lomacl, false, 0, NULL, o.oid::text, NULL
    FROM pg_catalog.pg_largeobject_metadata o${
      version >= 150000
        ? `
  UNION ALL SELECT 'parameter', 'p', 10, p.paracl, false, 0, NULL, p.parname, NULL FROM pg_catalog.pg_parameter_acl p`
        : ''
    }
), folded AS (
  SELECT l.kind, l.code, l.own, l.acl, l.catalog, l.secured, pg_catalog.json_agg(pg_catalog.json_build_array(l.schema, l.name, l.part)) AS objects
  FROM listed l GROUP BY l.kind, l.code, l.own, l.acl, l.catalog, l.secured
)
SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(f.kind, f.own::int8, f.acl IS NULL, f.catalog, f.secured,
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(e.grantee::int8, e.grantor::int8, e.p, e.g)), '[]')
    FROM (${exploded(`coalesce(f.acl, CASE WHEN f.code <> 'c' THEN pg_catalog.acldefault(f.code::"char", f.own) END)`)}) e),
  f.objects)), '[]')::text AS data
FROM folded f`;
}

function exploded(acl: string): string {
  return `SELECT a.grantee, a.grantor, pg_catalog.sum(${PRIVILEGE_BIT})::int4 AS p,
      pg_catalog.sum(CASE WHEN a.is_grantable THEN ${PRIVILEGE_BIT} ELSE 0 END)::int4 AS g
    FROM pg_catalog.aclexplode(${acl}) a GROUP BY a.grantee, a.grantor`;
}
