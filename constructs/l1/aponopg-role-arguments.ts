// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** One of `AponopgRoleArgumentsMemberOf`. */
export interface AponopgRoleArgumentsMemberOf {
  /**
   * The role whose member this one is.
   * @example "rds_superuser"
   */
  readonly role: string;
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

/** What to do with what the role owns when it is destroyed. Default: refuse where it owns something. */
export interface AponopgRoleArgumentsOnDestroy {
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

/** Arguments of `aponopg_role`. */
export interface AponopgRoleArguments {
  /**
   * The server the role belongs to: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * The role's name. A change renames the role.
   * @example "apono_connector"
   */
  readonly name: string;
  /**
   * Whether one can sign in as the role.
   * @default false
   */
  readonly login?: boolean | IResolvable | undefined;
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
   * All the memberships that the role has. Where it is left out, memberships are left alone.
   * @default none
   */
  readonly memberOf?: readonly AponopgRoleArgumentsMemberOf[] | undefined;
  /**
   * Roles whose memberships are their own affair, such as the user of the connector: what these gave is neither drift nor taken back, and fulfils no entry of `member_of`. Before PostgreSQL 16 a membership is there once, whoever gave it: one that is declared as well counts.
   * @example ["apono_connector"]
   * @default none
   */
  readonly ignoreGrantors?: readonly string[] | undefined;
  /**
   * The password; it leaves the process only as a SCRAM-SHA-256 verifier and is stored nowhere. Terraform >= 1.11.
   * @default none
   */
  readonly passwordWo?: string | undefined;
  /**
   * In place of the password its verifier, as PostgreSQL stores it: for whoever may not know the password. Versioned like it. Terraform >= 1.11.
   * @default none
   */
  readonly passwordVerifierWo?: string | undefined;
  /**
   * Any number; a change of it sets the password, or the verifier, anew.
   * Allowed: a whole number of at least 0.
   * @example 1
   * @default none
   */
  readonly passwordWoVersion?: number | undefined;
  /**
   * The environment variable, of the process that runs Terraform, with the role's password.
   * @example "CONNECTOR_PASSWORD"
   * @default none
   */
  readonly passwordEnv?: string | undefined;
  /**
   * What to do with what the role owns when it is destroyed.
   * @default refuse where it owns something
   */
  readonly onDestroy?: AponopgRoleArgumentsOnDestroy | undefined;
}
