import type { Lender } from '../../borrowing';
import { type MembershipOptions, PER_GRANTOR } from '../../membership';

/** How the admin stands to a role in whose name something must be done. */
export interface Standing {
  /** The admin, as whom the session acts. */
  readonly borrower: string;
  /** May SET ROLE to it. */
  readonly acts: boolean;
  /** Has its privileges without SET ROLE. */
  readonly inherits: boolean;
  /** May make others members of it, and drop it. */
  readonly grantable: boolean;
  readonly superuser: boolean;
  /** Of the clouds' sign-in roles and the admin, those that it is a member of. */
  readonly holds: readonly string[];
  /** Who would be the grantor if the admin joined it: the admin itself first. */
  readonly grantor: string | null;
  /** The admin's membership by that grantor, or before 16 by anybody. */
  readonly before: Pick<MembershipOptions, 'inherit' | 'set'> | null;
}

/** The role as one that may be borrowed. */
export function lenderOf(role: string, { superuser, holds, grantor, before }: Standing): Lender {
  return { role, superuser, holds: new Set(holds), grantor, before };
}

/**
 * The standing to a role as SQL: a JSON object.
 *
 * @param role the alias of the role, with the columns of `pg_roles`; the admin is `me`
 * @param signInRoles the parameter with the clouds' sign-in roles
 */
export function standingSql(version: number, role: string, signInRoles: string): string {
  const perGrantor = version >= PER_GRANTOR;
  return `(
     SELECT json_build_object(
              'borrower', me.rolname,
              'acts', me.rolsuper OR pg_has_role(me.oid, ${role}.oid, '${perGrantor ? 'SET' : 'MEMBER'}'),
              'inherits', me.rolsuper OR pg_has_role(me.oid, ${role}.oid, 'USAGE'),
              'grantable', ${grantableSql(version, role)},
              'superuser', ${role}.rolsuper,
              'holds', coalesce((SELECT json_agg(c.rolname) FROM pg_roles c
                                  WHERE (c.rolname = ANY (${signInRoles}::name[]) OR c.oid = me.oid) AND NOT ${role}.rolsuper
                                    AND pg_has_role(${role}.oid, c.oid, 'MEMBER')), '[]'),
              'grantor', giver.rolname,
              'before', (SELECT json_build_object('inherit', ${perGrantor ? 'b.inherit_option' : 'me.rolinherit'},
                                                  'set', ${perGrantor ? 'b.set_option' : 'true'})
                           FROM pg_auth_members b WHERE b.roleid = ${role}.oid AND b.member = me.oid
                            ${perGrantor ? 'AND b.grantor = giver.oid' : ''}))
       FROM (VALUES (1)) AS one (row) LEFT JOIN LATERAL (
         SELECT g.oid, g.rolname FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.member
          WHERE a.roleid = ${role}.oid AND a.admin_option AND pg_has_role(me.oid, g.oid, '${perGrantor ? 'USAGE' : 'MEMBER'}')
          ORDER BY g.oid <> me.oid, g.rolname LIMIT 1) giver ON true)`;
}

/** Whether the admin `me` may give membership in a role, as SQL. */
export function grantableSql(version: number, role = 'r'): string {
  const admin = `pg_has_role(me.oid, ${role}.oid, 'MEMBER WITH ADMIN OPTION')`;
  return version >= PER_GRANTOR
    ? `(me.rolsuper OR ${admin})`
    : `(me.rolsuper OR (me.rolcreaterole AND NOT ${role}.rolsuper) OR ${admin})`;
}
