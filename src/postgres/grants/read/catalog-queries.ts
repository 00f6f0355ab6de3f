import { PRIVILEGE_BITS } from '../../../metadata';

/*
 * The catalog queries of a reading. Each gives one row with one JSON text: the fastest and smallest way through the
 * driver, whatever the number of entries. What the names without a schema, and the operators, mean is settled by
 * the search_path that every transaction begins with.
 */

/** The bit of an `aclexplode` row `a`. */
export const PRIVILEGE_BIT = `CASE a.privilege_type ${Object.entries(PRIVILEGE_BITS)
  .map(([name, bit]) => `WHEN '${name}' THEN ${bit}`)
  .join(' ')} ELSE 0 END`;

/** The schema `public` of a new database: it came with the system, and is everybody's to open and to close. */
const SCHEMA_PUBLIC = 2200;

/** Whether a schema is none of temporary objects, which go with their session; or those are wanted. */
function ofNoSession(schema: string): string {
  return `($3 OR ${schema} NOT IN (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname ~ '^pg_(toast_)?temp_'))`;
}

/** Default privileges of the whole database: owner, schema, kind, and the entries. */
const DEFAULTS = `
  SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(d.defaclrole::int8, n.nspname, d.defaclobjtype,
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(e.grantee::int8, e.p, e.g)), '[]')
    FROM (SELECT a.grantee, pg_catalog.sum(${PRIVILEGE_BIT})::int4 AS p, pg_catalog.sum(CASE WHEN a.is_grantable THEN ${PRIVILEGE_BIT} ELSE 0 END)::int4 AS g
      FROM pg_catalog.aclexplode(d.defaclacl) a GROUP BY a.grantee) e))), '[]')
FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace`;

/**
 * Every role, membership and default privilege, whether event triggers may interfere, and how large two catalogs are: all
 * that does not depend on what is asked for. What the admin may do as each role follows from the
 * memberships: pg_has_role goes over all of them each time it is asked for ADMIN OPTION.
 */
export function generalQuery(version: number): string {
  const options = version >= 160000 ? 'm.inherit_option, m.set_option' : 'o.rolinherit, true';
  return `
SELECT pg_catalog.json_build_object(
  'admin', current_user,
  'event_triggers', EXISTS (SELECT FROM pg_catalog.pg_event_trigger t WHERE t.evtenabled <> 'D'),
  'relations', (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class),
  'functions', (SELECT pg_catalog.count(*) FROM pg_catalog.pg_proc),
  'roles', (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(r.oid::int8, r.rolname, r.rolsuper, r.rolcanlogin,
      r.rolcreaterole, r.rolinherit))
    FROM pg_catalog.pg_roles r),
  'memberships', (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(m.roleid::int8, m.member::int8,
      m.grantor::int8, m.admin_option, ${options}))
    FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles o ON o.oid = m.member),
  'defaults', (${DEFAULTS})
)::text AS data`;
}

/** Before 16, CREATEROLE lets an admin join whomever it has to act as, and what that role is a member of. */
const LENT_TO_ANY = `
    OR EXISTS (SELECT FROM pg_catalog.pg_roles m WHERE m.rolname = current_user AND m.rolcreaterole AND NOT m.rolsuper)`;

/**
 * Access-list entries: kind code, grantee, grantor, privileges, grantable, and the objects they are on. Equal entries are
 * folded before they are taken apart, which spares most of the work. Whatever was passed on is read whoever holds it, and
 * the grant options that it may rest on, and those of the admin and of whoever may be lent to it, be they held through
 * memberships. `initial`: what came with the system or an extension; of `information_schema`, which keeps no record of
 * it, what PUBLIC holds.
 * Parameters: the oids of the grantees (0 is PUBLIC); whether every grantee is wanted, temporary objects, every database.
 */
export function aclQuery(version: number): string {
  return `
WITH RECURSIVE held(c, oid, sub, own, acl) AS (
  SELECT 'd', d.oid, 0, d.datdba, coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))
    FROM pg_catalog.pg_database d WHERE $4 OR d.datname = pg_catalog.current_database()
  UNION ALL SELECT 'n', n.oid, 0, n.nspowner, n.nspacl
    FROM pg_catalog.pg_namespace n WHERE n.nspacl IS NOT NULL AND ($3 OR n.nspname !~ '^pg_(toast_)?temp_')
  UNION ALL SELECT 'r', r.oid, 0, r.relowner, r.relacl
    FROM pg_catalog.pg_class r WHERE r.relacl IS NOT NULL AND ($3 OR r.relpersistence <> 't') AND r.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL SELECT 'c', r.oid, t.attnum, r.relowner, t.attacl
    FROM pg_catalog.pg_attribute t JOIN pg_catalog.pg_class r ON r.oid = t.attrelid
    WHERE t.attacl IS NOT NULL AND NOT t.attisdropped AND ($3 OR r.relpersistence <> 't')
  UNION ALL SELECT 'f', p.oid, 0, p.proowner, p.proacl
    FROM pg_catalog.pg_proc p WHERE p.proacl IS NOT NULL AND ${ofNoSession('p.pronamespace')}
  UNION ALL SELECT 'T', t.oid, 0, t.typowner, t.typacl
    FROM pg_catalog.pg_type t WHERE t.typacl IS NOT NULL AND ${ofNoSession('t.typnamespace')}
  UNION ALL SELECT 'l', l.oid, 0, l.lanowner, l.lanacl
    FROM pg_catalog.pg_language l WHERE l.lanacl IS NOT NULL
  UNION ALL SELECT 'w', w.oid, 0, w.fdwowner, w.fdwacl
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
  UNION ALL SELECT 's', s.oid, 0, s.srvowner, s.srvacl
    FROM pg_catalog.pg_foreign_server s WHERE s.srvacl IS NOT NULL
  UNION ALL SELECT 't', s.oid, 0, s.spcowner, s.spcacl
    FROM pg_catalog.pg_tablespace s WHERE s.spcacl IS NOT NULL
  UNION ALL SELECT 'L', o.oid, 0, o.lomowner, o.lomacl
    FROM pg_catalog.pg_largeobject_metadata o WHERE o.lomacl IS NOT NULL${
      version >= 150000
        ? `
  UNION ALL SELECT 'p', p.oid, 0, 10, p.paracl
    FROM pg_catalog.pg_parameter_acl p WHERE p.paracl IS NOT NULL`
        : ''
    }
), folded AS (
  SELECT h.c, h.own, i.item, pg_catalog.string_agg(CASE WHEN h.c = 'c' THEN h.oid || '.' || h.sub ELSE h.oid::text END, ',') AS objects
  FROM held h CROSS JOIN LATERAL pg_catalog.unnest(h.acl) i(item) GROUP BY h.c, h.own, i.item
), entries AS (
  SELECT f.c, f.own, e.grantee, e.grantor, e.p, e.g, f.objects
  FROM folded f CROSS JOIN LATERAL (
    SELECT a.grantee, a.grantor, pg_catalog.sum(${PRIVILEGE_BIT})::int4 AS p, pg_catalog.sum(CASE WHEN a.is_grantable THEN ${PRIVILEGE_BIT} ELSE 0 END)::int4 AS g
    FROM pg_catalog.aclexplode(ARRAY[f.item]) a GROUP BY a.grantee, a.grantor) e
  WHERE e.grantee <> f.own OR e.grantor <> f.own
), passing(role) AS (
  SELECT e.grantor FROM entries e WHERE e.grantor <> e.own
  UNION SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname IN (current_user, 'pg_database_owner')${
    version >= 160000 ? '' : LENT_TO_ANY
  }
  UNION SELECT m.roleid FROM passing p JOIN pg_catalog.pg_auth_members m ON m.member = p.role
)
SELECT (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(e.c, e.grantee::int8, e.grantor::int8, e.p, e.g, e.objects)), '[]')
    FROM entries e
    WHERE e.grantee = ANY ($1::oid[]) OR e.grantor <> e.own OR e.c IN ('d', 'n') OR $2 AND e.grantee <> 0
      OR e.g <> 0 AND e.grantee IN (SELECT p.role FROM passing p))::text AS data,
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(CASE i.classoid
      WHEN 'pg_catalog.pg_namespace'::pg_catalog.regclass THEN 'n' WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN CASE i.objsubid WHEN 0 THEN 'r' ELSE 'c' END
      WHEN 'pg_catalog.pg_proc'::pg_catalog.regclass THEN 'f' WHEN 'pg_catalog.pg_type'::pg_catalog.regclass THEN 'T'
      WHEN 'pg_catalog.pg_language'::pg_catalog.regclass THEN 'l' WHEN 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass THEN 'w'
      WHEN 'pg_catalog.pg_foreign_server'::pg_catalog.regclass THEN 's' ELSE '' END,
      CASE i.objsubid WHEN 0 THEN i.objoid::text ELSE i.objoid || '.' || i.objsubid END, a.grantee::int8, a.grantor::int8, ${PRIVILEGE_BIT})), '[]')
    FROM (SELECT p.classoid, p.objoid, p.objsubid, p.initprivs, true AS recorded FROM pg_catalog.pg_init_privs p
        UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 0, n.nspacl, false
          FROM pg_catalog.pg_namespace n WHERE n.nspname = 'information_schema'
        UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, r.oid, 0, r.relacl, false
          FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace WHERE n.nspname = 'information_schema'
      ) i, LATERAL pg_catalog.aclexplode(i.initprivs) a
    WHERE (a.grantee = ANY ($1::oid[]) OR $2 AND a.grantee <> 0)
      AND (i.recorded OR a.grantee = 0) AND NOT (i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND i.objoid = ${SCHEMA_PUBLIC}))::text AS initial`;
}
