// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** What to do with what the role owns when it is destroyed. Default: refuse where it owns something. */
export interface OnDestroy {
  /**
   * The heir of what the role owns, in every database.
   * @example "app_owner"
   * @default none
   */
  readonly reassignOwnedTo?: string | undefined;
  /**
   * Whether what the role owns (and is not handed on) is dropped.
   * @default false
   */
  readonly dropOwned?: boolean | IResolvable | undefined;
  /**
   * Whether the role's open sessions are ended.
   * @default false: refuse
   */
  readonly terminateSessions?: boolean | IResolvable | undefined;
  /**
   * Whether the heir may get code that then runs with its rights: SECURITY DEFINER functions, views, rules and triggers.
   * @default false: refuse, unless the role has the heir's rights already
   */
  readonly reassignExecutableObjects?: boolean | IResolvable | undefined;
}

/** The attributes and settings of a role. */
export interface RoleAttributes {
  /**
   * Whether every check is passed by.
   * @default false
   */
  readonly superuser?: boolean | IResolvable | undefined;
  /**
   * Whether the role may create databases.
   * @default false
   */
  readonly createdb?: boolean | IResolvable | undefined;
  /**
   * Whether the role may create roles.
   * @default false
   */
  readonly createrole?: boolean | IResolvable | undefined;
  /**
   * Whether memberships given to the role are inherited by default.
   * @default true
   */
  readonly inherit?: boolean | IResolvable | undefined;
  /**
   * Whether the role may replicate.
   * @default false
   */
  readonly replication?: boolean | IResolvable | undefined;
  /**
   * Whether row-level security is passed by.
   * @default false
   */
  readonly bypassrls?: boolean | IResolvable | undefined;
  /**
   * How many connections at a time; -1 is without limit.
   * Allowed: a whole number from -1 to 2147483647.
   * @default -1
   */
  readonly connectionLimit?: number | undefined;
  /**
   * Until when the role's password is valid: ISO 8601 with a zone, or `infinity`.
   * @example "2030-01-01T00:00:00Z"
   * @default without end
   */
  readonly validUntil?: string | undefined;
  /**
   * The role's comment.
   * @example "Apono's connector"
   * @default none
   */
  readonly comment?: string | undefined;
  /**
   * Settings of the role in every database (ALTER ROLE ... SET). Settings not named here are left alone; one that is removed from here is reset.
   * @example {"search_path":"app"}
   * @default none
   */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /**
   * Settings of the role in one database (ALTER ROLE ... IN DATABASE ... SET), by the name of the database; there they go before `settings`. Settings not named here are left alone; one that is removed from here is reset.
   * @example {"orders":{"search_path":"app"}}
   * @default none
   */
  readonly databaseSettings?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /**
   * What to do with what the role owns when it is destroyed.
   * @default refuse where it owns something
   */
  readonly onDestroy?: OnDestroy | undefined;
}

/** What a membership allows. */
export interface MembershipOptions {
  /**
   * Whether the membership can be given on.
   * @default false
   */
  readonly admin?: boolean | IResolvable | undefined;
  /**
   * Whether its rights are inherited. PostgreSQL 16 and up.
   * @default as the role's own `inherit`
   */
  readonly inherit?: boolean | IResolvable | undefined;
  /**
   * Whether SET ROLE is allowed. PostgreSQL 16 and up.
   * @default true
   */
  readonly set?: boolean | IResolvable | undefined;
}
