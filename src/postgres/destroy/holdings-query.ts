import { PER_GRANTOR } from '../membership';
import { standingSql } from '../roles';
import { EXECUTABLE_SQL } from './executable-query';

/**
 * Everything of a role in one database, but what access lists say. Parameters: the role, its heir or null, the clouds' sign-in roles, whether what
 * belongs to no database is wanted too.
 */
export function holdingsQuery(version: number): string {
  const perGrantor = version >= PER_GRANTOR;
  return `
WITH target AS MATERIALIZED (SELECT * FROM pg_roles WHERE rolname = $1::name),
me AS MATERIALIZED (SELECT oid, rolname, rolsuper, rolcreaterole, rolinherit FROM pg_roles WHERE rolname = current_user),
dep AS MATERIALIZED (
  SELECT DISTINCT s.dbid, s.classid, s.objid, s.objsubid, s.deptype FROM pg_shdepend s, target t
   WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = t.oid
     AND s.dbid IN (CASE WHEN $4::boolean THEN 0::oid END, (SELECT oid FROM pg_database WHERE datname = current_database()))),
involved AS (
  SELECT oid FROM target
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
  'inAccessLists', EXISTS (SELECT FROM dep d WHERE d.deptype = 'a'),
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
