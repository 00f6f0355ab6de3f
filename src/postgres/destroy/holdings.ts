import { SIGN_IN_ROLES } from '../../metadata/clouds';
import type { Standing } from '../roles';
import type { Session } from '../session';
import { holdingsQuery } from './holdings-query';

/** Something a role owns: a kind and a name as PostgreSQL writes them (`table`, `app."Orders"`). */
export interface OwnedObject {
  readonly type: string;
  readonly identity: string;
  /** It belongs to no database: a database or a tablespace. */
  readonly shared: boolean;
}

/** A membership that somebody gave. */
export interface GivenMembership {
  readonly role: string;
  readonly member: string;
}

/** Everything of a role in one database, and, where the database is the server's main one, in the whole server. */
export interface Holdings {
  readonly database: string;
  /** The role's; null when there is no such role. */
  readonly oid: number | null;
  readonly serverVersion: number;
  readonly admin: string;
  readonly superuser: boolean;
  readonly createrole: boolean;
  /** Has the admin, as a member, the privileges without SET ROLE? Before 16 for all of its memberships alike. */
  readonly inherit: boolean;
  readonly databaseOwner: string;
  readonly owned: readonly OwnedObject[];
  /** Whether an access list or somebody's default privileges speak of it, as grantee or grantor. */
  readonly inAccessLists: boolean;
  /** What only DROP OWNED takes away: the role's own default privileges, user mappings, its place in policies. */
  readonly attached: readonly string[];
  /** Memberships that the role gave to others (from PostgreSQL 16). */
  readonly given: readonly GivenMembership[];
  /** The same with those that these gave on. */
  readonly givenOn: readonly GivenMembership[];
  /** Roles that it is a member of, and its own members; read with what belongs to no database. */
  readonly memberOf: readonly string[];
  readonly members: readonly string[];
  /** Of what it owns: what is code that runs with the owner's rights, one line each. */
  readonly executable: readonly string[];
  /** Whether the heir has any right that the role has not. */
  readonly heirExceeds: boolean;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** What reading the holdings needs to know besides the role. */
export interface ReadHoldingsOptions {
  /** The role that shall own everything. */
  readonly heir?: string | null | undefined;
  /** Read what belongs to no database too. */
  readonly shared: boolean;
}

/** Reads what the role owns, its memberships and what else is bound to it in the session's database, in one query. */
export async function readHoldings(
  session: Session,
  role: string,
  { heir, shared }: ReadHoldingsOptions,
): Promise<Holdings> {
  const query = holdingsQuery(session.serverVersion);
  const [row] = await session.query<{ holdings: string }>(query, [role, heir ?? null, SIGN_IN_ROLES, shared]);
  const holdings = JSON.parse(row?.holdings ?? '{}') as HoldingsRow;
  return {
    ...holdings,
    database: session.database,
    serverVersion: session.serverVersion,
    // Names are the users' own: a role may be called `constructor`.
    standings: new Map(Object.entries(holdings.standings)),
  };
}

/** The holdings as the query gives them. */
interface HoldingsRow extends Omit<Holdings, 'database' | 'serverVersion' | 'standings'> {
  readonly standings: Readonly<Record<string, Standing>>;
}
