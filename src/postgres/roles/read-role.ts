import { LONGEST_TEXT } from '../../metadata';
import { SIGN_IN_ROLES } from '../../metadata/clouds';
import { PER_GRANTOR } from '../membership';
import type { Session } from '../session';
import type { FoundRole } from './found-role';
import { standingSql } from './guard/standing';
import { FLAGS } from './role-spec';
import { canonicalInstant } from './valid-until';

/** What reading a role needs to know. */
export interface ReadRolesOptions {
  /** May the admin read `pg_authid`? `ServerFacts.readsVerifiers`; when left out, one more query finds out. */
  readonly readsVerifiers?: boolean;
}

/** Reads one role; null when there is none of that name. */
export async function readRole(
  session: Session,
  name: string,
  options: ReadRolesOptions = {},
): Promise<FoundRole | null> {
  return (await readRoles(session, [name], options)).get(name) ?? null;
}

/** Reads the roles of these names that exist, all in one query. */
export async function readRoles(
  session: Session,
  names: readonly string[],
  options: ReadRolesOptions = {},
): Promise<Map<string, FoundRole>> {
  const readsVerifiers = options.readsVerifiers ?? (await mayReadVerifiers(session));
  const version = session.serverVersion;
  const values = version >= PER_GRANTOR ? [names, SIGN_IN_ROLES] : [names];
  const rows = await session.query<{ role: string }>(rolesQuery(version, readsVerifiers), values);
  return new Map(rows.map(({ role }) => foundRole(JSON.parse(role) as RoleRow)).map((role) => [role.name, role]));
}

/** A role as the query gives it: settings still as `name=value`, the expiry with six decimals. */
interface RoleRow extends Omit<FoundRole, 'settings' | 'database_settings' | 'verifier'> {
  readonly settings: readonly string[];
  readonly database_settings: readonly (readonly [database: string, settings: readonly string[]])[];
  readonly verifier?: string | null;
}

function foundRole({ settings, database_settings, valid_until, verifier, ...row }: RoleRow): FoundRole {
  return {
    ...row,
    valid_until: valid_until === null ? null : (canonicalInstant(valid_until) ?? valid_until),
    settings: Object.fromEntries(settings.map(splitSetting)),
    database_settings: Object.fromEntries(
      database_settings.map(([database, each]) => [database, Object.fromEntries(each.map(splitSetting))]),
    ),
    verifier,
  };
}

function splitSetting(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

async function mayReadVerifiers(session: Session): Promise<boolean> {
  const [row] = await session.query<{ may: boolean }>(`SELECT ${READS_VERIFIERS} AS may`);
  return row?.may === true;
}

/**
 * A role may store what it likes of itself, up to a gigabyte: what is longer than could be declared is cut, and says so,
 * so that it differs from all that is declared.
 */
function bounded(text: string, most: number): string {
  const cut = `concat(left(${text}, 1000), '... (', length(${text}), ' characters)')`;
  return `CASE WHEN length(${text}) > ${most} THEN ${cut} ELSE ${text} END`;
}

/** A name, `=`, and the longest value that can be declared. */
const LONGEST_SETTING = LONGEST_TEXT + 1000;
/** Characters of all settings of a role together that are read, the shortest first. */
const MOST_OF_SETTINGS = 4 * LONGEST_TEXT;
/** No form of verifier is as long; what is longer is known as none by its beginning. */
const VERIFIER_BEGINNING = 512;

/** Whether the admin may read stored passwords. */
export const READS_VERIFIERS = `has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'SELECT')`;

function rolesQuery(version: number, readsVerifiers: boolean): string {
  const perGrantor = version >= PER_GRANTOR;
  return `
SELECT json_build_object(
  'name', r.rolname, 'oid', r.oid::int8, ${FLAGS.map(({ name, column }) => `'${name}', r.${column}`).join(', ')},
  'connection_limit', r.rolconnlimit,
  'valid_until', CASE WHEN isfinite(r.rolvaliduntil)
      THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE r.rolvaliduntil::text END,
  'comment', (SELECT ${bounded('c', LONGEST_TEXT)} FROM shobj_description(r.oid, 'pg_authid') c),
  'settings', ${settingsSql('0')},
  'database_settings', coalesce((
     SELECT json_agg(json_build_array(b.datname, ${settingsSql('b.oid')}) ORDER BY b.datname)
       FROM pg_db_role_setting q JOIN pg_database b ON b.oid = q.setdatabase WHERE q.setrole = r.oid), '[]'),
  'member_of', coalesce((
     SELECT json_agg(json_build_object('role', g.rolname, 'grantor', coalesce(by.rolname, ''), 'admin', m.admin_option,
              'inherit', ${perGrantor ? 'm.inherit_option' : 'r.rolinherit'},
              'set', ${perGrantor ? 'm.set_option' : 'true'},
              'implicit', ${
                perGrantor
                  ? `m.grantor = 10 AND m.admin_option AND NOT m.inherit_option AND NOT m.set_option
                     AND r.rolcreaterole AND NOT r.rolsuper`
                  : 'false'
              }${perGrantor ? takingBackSql(version) : ''}) ORDER BY g.rolname, by.rolname)
       FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid LEFT JOIN pg_roles by ON by.oid = m.grantor
      WHERE m.member = r.oid), '[]'),
  'members', coalesce((
     WITH RECURSIVE below(oid) AS (
       SELECT member FROM pg_auth_members WHERE roleid = r.oid
       UNION SELECT m.member FROM below b JOIN pg_auth_members m ON m.roleid = b.oid)
     SELECT json_agg(p.rolname ORDER BY p.rolname) FROM below b JOIN pg_roles p ON p.oid = b.oid), '[]')
  ${readsVerifiers ? `, 'verifier', (SELECT left(a.rolpassword, ${VERIFIER_BEGINNING}) FROM pg_authid a WHERE a.oid = r.oid)` : ''}
)::text AS role
FROM pg_roles r CROSS JOIN (SELECT oid, rolname, rolsuper, rolcreaterole, rolinherit FROM pg_roles WHERE rolname = current_user) me
WHERE r.rolname = ANY ($1::name[])
ORDER BY r.rolname`;
}

/** What taking a membership back comes upon: as whom it must be done, and who else would lose it. */
function takingBackSql(version: number): string {
  return `,
              'lender', CASE WHEN NOT me.rolsuper AND NOT pg_has_role(me.oid, by.oid, 'USAGE')
                             THEN ${standingSql(version, 'by', '$2')} END,
              'passedOn', CASE WHEN m.admin_option THEN coalesce((
                 WITH RECURSIVE passed(oid) AS (
                   SELECT p.member FROM pg_auth_members p
                    WHERE p.roleid = m.roleid AND p.grantor = m.member AND p.member <> m.member
                   UNION SELECT p.member FROM passed JOIN pg_auth_members p ON p.roleid = m.roleid AND p.grantor = passed.oid
                    WHERE p.member <> m.member)
                 SELECT json_agg(p.rolname ORDER BY p.rolname) FROM passed JOIN pg_roles p ON p.oid = passed.oid), '[]')
                ELSE '[]' END`;
}

/** The settings of role `r` in one database, or in all of them (0), as far as there is room for. */
function settingsSql(database: string): string {
  return `coalesce((
     SELECT json_agg(s.setting ORDER BY s.at)
       FROM (SELECT c.setting, c.at, sum(length(c.setting)) OVER (ORDER BY length(c.setting), c.at) AS so_far
               FROM (SELECT ${bounded('e.setting', LONGEST_SETTING)} AS setting, e.at
                       FROM pg_db_role_setting d, unnest(d.setconfig) WITH ORDINALITY AS e(setting, at)
                      WHERE d.setdatabase = ${database} AND d.setrole = r.oid) c) s
      WHERE s.so_far <= ${MOST_OF_SETTINGS}), '[]')`;
}
