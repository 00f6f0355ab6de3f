import { PER_GRANTOR } from '../../membership';
import type { Session } from '../../session';

/** What roles gave and made, as far as the catalogs tell. */
export interface GivenBy {
  /** The roles that they made; null where the server keeps no trace of it: before PostgreSQL 16, or of a superuser. */
  readonly made: readonly string[] | null;
  /** `member of group`. */
  readonly memberships: readonly string[];
}

/** Reads in one query what roles gave and made. */
export async function readGivenBy(session: Session, grantors: readonly string[]): Promise<GivenBy> {
  const [row] = await session.query<{ given: string }>(givenQuery(session.serverVersion >= PER_GRANTOR), [grantors]);
  return JSON.parse(row?.given ?? '{}') as GivenBy;
}

/** From 16, who makes a role is given ADMIN on it, and no more, by the superuser that the cluster began with. */
function givenQuery(perGrantor: boolean): string {
  const made = `CASE WHEN bool_and(g.rolsuper) THEN NULL ELSE coalesce((
    SELECT json_agg(r.rolname ORDER BY r.rolname) FROM pg_roles r WHERE EXISTS (
      SELECT FROM pg_auth_members m JOIN pg_roles c ON c.oid = m.member
       WHERE m.roleid = r.oid AND m.grantor = 10 AND m.admin_option AND NOT m.inherit_option AND NOT m.set_option
         AND c.rolcreaterole AND NOT c.rolsuper AND c.rolname = ANY ($1::name[]))), '[]') END`;
  return `
SELECT json_build_object(
  'made', ${perGrantor ? made : 'NULL'},
  'memberships', coalesce((
     SELECT json_agg(member.rolname || ' of ' || r.rolname ORDER BY member.rolname, r.rolname)
       FROM pg_auth_members m JOIN pg_roles by ON by.oid = m.grantor AND by.rolname = ANY ($1::name[])
       JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles member ON member.oid = m.member), '[]')
)::text AS given
FROM pg_roles g WHERE g.rolname = ANY ($1::name[])`;
}
