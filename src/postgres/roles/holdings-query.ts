import { PER_GRANTOR } from '../membership';
import { EXECUTABLE_SQL } from './executable-query';
import { standingSql } from './standing';

/** The catalogs that hold privileges: the kind after ON, the object's name as SQL takes it, its ACL. */
const ACL_CATALOGS: readonly (readonly [catalog: string, kind: string, identity: string, acl: string])[] = [
  [
    'pg_class',
    `CASE o.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END`,
    `o.relnamespace::regnamespace::text || '.' || quote_ident(o.relname)`,
    'o.relacl',
  ],
  ['pg_namespace', `'SCHEMA'`, 'quote_ident(o.nspname)', 'o.nspacl'],
  ['pg_proc', `'ROUTINE'`, `(pg_identify_object('pg_proc'::regclass, o.oid, 0)).identity`, 'o.proacl'],
  ['pg_type', `'TYPE'`, `o.typnamespace::regnamespace::text || '.' || quote_ident(o.typname)`, 'o.typacl'],
  ['pg_language', `'LANGUAGE'`, 'quote_ident(o.lanname)', 'o.lanacl'],
  ['pg_foreign_data_wrapper', `'FOREIGN DATA WRAPPER'`, 'quote_ident(o.fdwname)', 'o.fdwacl'],
  ['pg_foreign_server', `'FOREIGN SERVER'`, 'quote_ident(o.srvname)', 'o.srvacl'],
  ['pg_largeobject_metadata', `'LARGE OBJECT'`, 'o.oid::text', 'o.lomacl'],
  ['pg_database', `'DATABASE'`, 'quote_ident(o.datname)', 'o.datacl'],
  ['pg_tablespace', `'TABLESPACE'`, 'quote_ident(o.spcname)', 'o.spcacl'],
];

/** A parameter's name, quoted part by part: `app.user` is no name for GRANT, but `app."user"` is. */
const PARAMETER = `(SELECT string_agg(quote_ident(p.part), '.' ORDER BY p.place)
                     FROM unnest(string_to_array(o.parname, '.')) WITH ORDINALITY p (part, place))`;

/**
 * Everything of a role in one database. Parameters: the role, its heir or null, the clouds' sign-in roles, whether what
 * belongs to no database is wanted too.
 */
export function holdingsQuery(version: number): string {
  const catalogs = [
    ...ACL_CATALOGS,
    ...(version >= 150000 ? [['pg_parameter_acl', `'PARAMETER'`, PARAMETER, 'o.paracl'] as const] : []),
  ];
  const perGrantor = version >= PER_GRANTOR;
  // pg_largeobject's owner is recorded under the class of the data, its ACL too.
  const classOf = (catalog: string) => (catalog === 'pg_largeobject_metadata' ? 'pg_largeobject' : catalog);
  return `
WITH RECURSIVE target AS MATERIALIZED (SELECT * FROM pg_roles WHERE rolname = $1::name),
me AS MATERIALIZED (SELECT oid, rolname, rolsuper, rolcreaterole, rolinherit FROM pg_roles WHERE rolname = current_user),
dep AS MATERIALIZED (
  SELECT DISTINCT s.dbid, s.classid, s.objid, s.objsubid, s.deptype FROM pg_shdepend s, target t
   WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = t.oid
     AND s.dbid IN (CASE WHEN $4::boolean THEN 0::oid END, (SELECT oid FROM pg_database WHERE datname = current_database()))),
acl AS (
  ${catalogs
    .map(
      ([catalog, kind, identity, acl]) =>
        `SELECT d.dbid, d.classid, d.objid, ${kind} AS kind, ${identity} AS identity, ${acl} AS acl, '' AS part
           FROM dep d JOIN ${catalog} o ON o.oid = d.objid
          WHERE d.deptype = 'a' AND d.objsubid = 0 AND d.classid = '${classOf(catalog)}'::regclass`,
    )
    .join('\n  UNION ALL ')}
  UNION ALL SELECT d.dbid, d.classid, d.objid, 'TABLE', c.relnamespace::regnamespace::text || '.' || quote_ident(c.relname), o.attacl,
           format(' (%I)', o.attname)
    FROM dep d JOIN pg_attribute o ON o.attrelid = d.objid AND o.attnum = d.objsubid JOIN pg_class c ON c.oid = d.objid
   WHERE d.deptype = 'a' AND d.objsubid <> 0 AND d.classid = 'pg_class'::regclass),
entry AS MATERIALIZED (
  SELECT a.classid, a.objid, a.kind, a.identity, a.part, coalesce(own.refobjid, 10) AS owner,
         e.grantor, e.grantee, e.privilege_type AS privilege, e.is_grantable AS grantable
    FROM acl a CROSS JOIN target t CROSS JOIN aclexplode(a.acl) e
    LEFT JOIN pg_shdepend own ON own.dbid = a.dbid AND own.classid = a.classid AND own.objid = a.objid
                             AND own.objsubid = 0 AND own.deptype = 'o'
   WHERE coalesce(own.refobjid, 10) <> t.oid),
cascaded AS (
  SELECT e.* FROM entry e, target t WHERE e.grantor = t.oid AND e.grantee <> t.oid
  UNION
  SELECT e.* FROM cascaded c JOIN entry e ON ${sameAs('c')} AND e.grantor = c.grantee, target t
   WHERE e.grantor <> e.owner AND e.grantee <> t.oid
     AND NOT EXISTS (SELECT FROM entry o WHERE ${sameAs('o')} AND o.grantee = c.grantee AND o.grantable
                                           AND o.grantor <> c.grantor)),
passed AS (
  SELECT e.grantee, e.kind, e.identity, array_agg(DISTINCT e.privilege || e.part ORDER BY e.privilege || e.part) AS privileges
    FROM cascaded e
   WHERE NOT EXISTS (SELECT FROM entry o WHERE ${sameAs('o')} AND o.grantee = e.grantee AND NOT EXISTS (
                       SELECT FROM cascaded c WHERE ${sameAs('c')} AND c.grantee = o.grantee AND c.grantor = o.grantor))
   GROUP BY e.grantee, e.kind, e.identity),
held AS MATERIALIZED (
  SELECT e.grantor, e.owner, e.kind, e.identity,
         array_agg(DISTINCT e.privilege || e.part ORDER BY e.privilege || e.part) AS privileges
    FROM entry e CROSS JOIN target t WHERE e.grantee = t.oid
   GROUP BY e.grantor, e.owner, e.kind, e.identity
  UNION ALL
  SELECT o.defaclrole, o.defaclrole, 'DEFAULT ' || CASE o.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
           WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
         CASE WHEN o.defaclnamespace = 0 THEN '' ELSE quote_ident(n.nspname) END,
         array_agg(DISTINCT e.privilege_type ORDER BY e.privilege_type)
    FROM dep d JOIN pg_default_acl o ON o.oid = d.objid LEFT JOIN pg_namespace n ON n.oid = o.defaclnamespace
    CROSS JOIN target t CROSS JOIN aclexplode(o.defaclacl) e
   WHERE d.deptype = 'a' AND d.classid = 'pg_default_acl'::regclass AND e.grantee = t.oid AND o.defaclrole <> t.oid
   GROUP BY o.defaclrole, o.defaclobjtype, o.defaclnamespace, n.nspname),
involved AS (
  SELECT oid FROM target UNION SELECT grantor FROM held UNION SELECT owner FROM held
  UNION SELECT oid FROM pg_roles WHERE rolname = $2::name
  UNION SELECT datdba FROM pg_database WHERE datname = current_database())
SELECT json_build_object(
  'oid', (SELECT oid::int8 FROM target),
  'admin', (SELECT rolname FROM me), 'superuser', (SELECT rolsuper FROM me),
  'createrole', (SELECT rolcreaterole FROM me), 'inherit', (SELECT rolinherit FROM me),
  'databaseOwner', (SELECT o.rolname FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba
                     WHERE d.datname = current_database()),
  'owned', coalesce((
     SELECT json_agg(json_build_object('type', i.type, 'identity', i.identity, 'shared', d.dbid = 0) ORDER BY i.type, i.identity)
       FROM dep d CROSS JOIN pg_identify_object(d.classid, d.objid, d.objsubid) i
      WHERE d.deptype = 'o' AND d.classid NOT IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)), '[]'),
  'held', coalesce((
     SELECT json_agg(json_build_object('grantor', g.rolname, 'owner', o.rolname, 'kind', h.kind, 'identity', h.identity,
              'privileges', h.privileges) ORDER BY h.kind, h.identity, g.rolname)
       FROM held h JOIN pg_roles g ON g.oid = h.grantor JOIN pg_roles o ON o.oid = h.owner), '[]'),
  'attached', coalesce((
     SELECT json_agg(pg_describe_object(d.classid, d.objid, d.objsubid)
                     ORDER BY pg_describe_object(d.classid, d.objid, d.objsubid))
       FROM dep d WHERE d.deptype IN ('r', 'i')
          OR (d.deptype = 'o' AND d.classid IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass))), '[]'),
  'executable', coalesce((SELECT json_agg(x.what ORDER BY x.what) FROM (${EXECUTABLE_SQL}) x), '[]'),
  'heirExceeds', coalesce((
     SELECT NOT t.rolsuper AND (h.rolsuper OR NOT pg_has_role(t.oid, h.oid, 'USAGE') OR (h.rolcreaterole AND NOT t.rolcreaterole)
              OR (h.rolcreatedb AND NOT t.rolcreatedb) OR (h.rolreplication AND NOT t.rolreplication)
              OR (h.rolbypassrls AND NOT t.rolbypassrls))
       FROM target t, pg_roles h WHERE h.rolname = $2::name), false),
  'passedOn', coalesce((
     SELECT json_agg(json_build_object('grantee', coalesce(g.rolname, 'PUBLIC'), 'kind', p.kind, 'identity', p.identity,
              'privileges', p.privileges) ORDER BY g.rolname, p.kind, p.identity)
       FROM passed p LEFT JOIN pg_roles g ON g.oid = p.grantee), '[]'),
  'memberOf', coalesce((
     SELECT json_agg(DISTINCT g.rolname) FROM pg_auth_members m JOIN target t ON t.oid = m.member
       JOIN pg_roles g ON g.oid = m.roleid WHERE $4::boolean), '[]'),
  'members', coalesce((
     SELECT json_agg(DISTINCT b.rolname) FROM pg_auth_members m JOIN target t ON t.oid = m.roleid
       JOIN pg_roles b ON b.oid = m.member, me WHERE $4::boolean AND b.oid <> me.oid), '[]'),
  'givenOn', ${
    perGrantor
      ? `coalesce((
     WITH RECURSIVE lost AS (
       SELECT m.roleid, m.member FROM pg_auth_members m JOIN target t ON t.oid = m.grantor
        WHERE $4::boolean AND m.roleid <> t.oid AND m.member <> t.oid
       UNION SELECT m.roleid, m.member FROM lost l JOIN pg_auth_members m ON m.roleid = l.roleid AND m.grantor = l.member)
     SELECT json_agg(json_build_object('role', g.rolname, 'member', b.rolname) ORDER BY g.rolname, b.rolname)
       FROM lost l JOIN pg_roles g ON g.oid = l.roleid JOIN pg_roles b ON b.oid = l.member), '[]')`
      : `'[]'::json`
  },
  'given', ${
    perGrantor
      ? `coalesce((SELECT json_agg(json_build_object('role', g.rolname, 'member', b.rolname) ORDER BY g.rolname, b.rolname)
       FROM pg_auth_members m JOIN target t ON t.oid = m.grantor JOIN pg_roles g ON g.oid = m.roleid
       JOIN pg_roles b ON b.oid = m.member WHERE $4::boolean AND m.roleid <> t.oid AND m.member <> t.oid), '[]')`
      : `'[]'::json`
  },
  'standings', (
     SELECT json_object_agg(r.rolname, ${standingSql(version, 'r', '$3')})
       FROM involved v JOIN pg_roles r ON r.oid = v.oid CROSS JOIN me)
)::text AS holdings`;
}

/** Whether an entry `e` is of the same privilege on the same object as another. */
function sameAs(other: string): string {
  return ['classid', 'objid', 'part', 'privilege'].map((column) => `e.${column} = ${other}.${column}`).join(' AND ');
}
