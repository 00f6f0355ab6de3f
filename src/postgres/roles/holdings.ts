import { SIGN_IN_ROLES } from '../../metadata/clouds';
import type { MembershipOptions } from '../membership';
import type { Session } from '../session';
import { holdingsQuery } from './holdings-query';

/** Something a role owns: a kind and a name as PostgreSQL writes them (`table`, `app."Orders"`). */
export interface OwnedObject {
  readonly type: string;
  readonly identity: string;
  /** It belongs to no database: a database or a tablespace. */
  readonly shared: boolean;
}

/** Privileges that one grantor gave to the role on one object. */
export interface HeldPrivileges {
  readonly grantor: string;
  readonly owner: string;
  /** What stands after ON, such as `TABLE`; for default privileges `DEFAULT TABLES`, and so on. */
  readonly kind: string;
  /** The object's name, quoted; for default privileges the schema's, or empty. */
  readonly identity: string;
  readonly privileges: readonly string[];
}

/** How the admin stands to a role in whose name something must be done. */
export interface Standing {
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

/** Everything of a role in one database, and, where the database is the server's main one, in the whole server. */
export interface Holdings {
  readonly database: string;
  readonly serverVersion: number;
  readonly admin: string;
  readonly superuser: boolean;
  readonly createrole: boolean;
  /** Has the admin, as a member, the privileges without SET ROLE? Before 16 for all of its memberships alike. */
  readonly inherit: boolean;
  readonly databaseOwner: string;
  readonly owned: readonly OwnedObject[];
  readonly held: readonly HeldPrivileges[];
  /** What only DROP OWNED takes away: the role's own default privileges, user mappings, its place in policies. */
  readonly attached: readonly string[];
  /** Memberships that the role gave to others (from PostgreSQL 16). */
  readonly given: readonly { readonly role: string; readonly member: string }[];
  readonly standings: Readonly<Record<string, Standing>>;
}

/** What reading the holdings needs to know besides the role. */
export interface ReadHoldingsOptions {
  /** The role that shall own everything. */
  readonly heir?: string | null | undefined;
  /** Read what belongs to no database too. */
  readonly shared: boolean;
}

/** Reads what the role owns and holds in the session's database, in one query. */
export async function readHoldings(
  session: Session,
  role: string,
  { heir, shared }: ReadHoldingsOptions,
): Promise<Holdings> {
  const query = holdingsQuery(session.serverVersion);
  const [row] = await session.query<{ holdings: string }>(query, [role, heir ?? null, SIGN_IN_ROLES, shared]);
  const holdings = JSON.parse(row?.holdings ?? '{}') as Omit<Holdings, 'database' | 'serverVersion'>;
  return { database: session.database, serverVersion: session.serverVersion, ...holdings };
}
