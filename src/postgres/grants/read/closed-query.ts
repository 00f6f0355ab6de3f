/*
 * What PUBLIC has by nature and was deprived of: such objects have an access list of their own in which PUBLIC does not
 * stand, so that no reading of what grantees hold comes upon them.
 */

/** Access lists of which PUBLIC is a part by nature: kind code, catalog, object, and the list. */
const LISTS = `
  SELECT 'f' AS c, 'pg_catalog.pg_proc'::pg_catalog.regclass AS class, p.oid, p.proacl AS acl, p.pronamespace AS nsp
    FROM pg_catalog.pg_proc p WHERE p.proacl IS NOT NULL
  UNION ALL SELECT 'T', 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, t.typacl, t.typnamespace
    FROM pg_catalog.pg_type t WHERE t.typacl IS NOT NULL
  UNION ALL SELECT 'l', 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, l.lanacl, 0
    FROM pg_catalog.pg_language l WHERE l.lanacl IS NOT NULL`;

/** The objects, by kind code, that did not come closed: functions, types and languages in which PUBLIC holds nothing. */
export const CLOSED_QUERY = `
SELECT coalesce(pg_catalog.json_object_agg(k.c, k.oids), '{}')::text AS data FROM (
  SELECT h.c, pg_catalog.json_agg(h.oid::text ORDER BY h.oid) AS oids FROM (${LISTS}) h
   WHERE NOT EXISTS (SELECT FROM pg_catalog.aclexplode(h.acl) a WHERE a.grantee = 0)
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_init_privs i WHERE i.objoid = h.oid AND i.classoid = h.class AND i.objsubid = 0)
     AND h.nsp NOT IN (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname ~ '^pg_(toast_)?temp_')
   GROUP BY h.c) k`;

/** The types that grants may be on: no arrays, row types of tables, multirange types and pseudo-types. */
export function isDeclarableType(type: string, element: string, relation: string): string {
  return `${type}.typisdefined AND (${type}.typtype IN ('d', 'e', 'r') OR ${type}.typtype = 'b' AND ${element}.oid IS NULL
          OR ${type}.typtype = 'c' AND ${relation}.oid IS NOT NULL)`;
}

/**
 * What no export can hold, in words of PostgreSQL's own: `types`, with privileges of their own on types that none may be
 * declared on; `system`, what came with the system and gives PUBLIC less than it came with.
 */
export const UNDECLARABLE_QUERY = `
SELECT pg_catalog.json_build_object(
  'types', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.format_type(t.oid, NULL) ORDER BY t.oid), '[]')
     FROM pg_catalog.pg_type t
     LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
     LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid AND r.relkind = 'c'
    WHERE t.typacl IS NOT NULL AND NOT (${isDeclarableType('t', 'e', 'r')})),
  'system', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.pg_describe_object(s.class, s.oid, s.sub) ORDER BY s.class, s.oid, s.sub), '[]')
     FROM (
       SELECT i.classoid AS class, i.objoid AS oid, i.objsubid AS sub FROM pg_catalog.pg_init_privs i
         LEFT JOIN pg_catalog.pg_class r ON i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND r.oid = i.objoid AND i.objsubid = 0
         LEFT JOIN pg_catalog.pg_attribute c ON i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.attrelid = i.objoid AND c.attnum = i.objsubid
         LEFT JOIN pg_catalog.pg_proc p ON i.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = i.objoid
         LEFT JOIN pg_catalog.pg_type t ON i.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = i.objoid
         LEFT JOIN pg_catalog.pg_namespace n ON i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND n.oid = i.objoid AND n.nspname <> 'public'
        WHERE coalesce(r.oid, c.attrelid, p.oid, t.oid, n.oid) IS NOT NULL
          AND EXISTS (SELECT FROM pg_catalog.aclexplode(i.initprivs) a WHERE a.grantee = 0
            AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(coalesce(r.relacl, c.attacl, p.proacl, t.typacl, n.nspacl)) b
              WHERE b.grantee = 0 AND b.privilege_type = a.privilege_type))
       UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 0 FROM pg_catalog.pg_namespace n
        WHERE n.nspname = 'information_schema' AND NOT pg_catalog.has_schema_privilege('public', n.oid, 'USAGE')) s)
)::text AS data`;
