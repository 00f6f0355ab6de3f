/** One role that a role is a member of. */
export interface RoleMember {
  /** The role whose privileges are given. */
  readonly role: string;
  /** May the member pass the membership on? Default false. */
  readonly admin?: boolean;
  /** Are the privileges there without SET ROLE? Default: the member's own `inherit`. From PostgreSQL 16. */
  readonly inherit?: boolean;
  /** May the member SET ROLE to it? Default true. From PostgreSQL 16. */
  readonly set?: boolean;
}

/**
 * A role as it should be. Attributes have the defaults of CREATE ROLE.
 *
 * @see https://www.postgresql.org/docs/current/sql-createrole.html
 */
export interface RoleSpec {
  /** 1 to 63 bytes of UTF-8. */
  readonly name: string;
  /** Default false. */
  readonly login?: boolean;
  /** Default false. */
  readonly superuser?: boolean;
  /** Default false. */
  readonly createdb?: boolean;
  /** Default false. */
  readonly createrole?: boolean;
  /** Default true. */
  readonly inherit?: boolean;
  /** Default false. */
  readonly replication?: boolean;
  /** Default false. */
  readonly bypassrls?: boolean;
  /** Connections at a time; default -1, no limit. */
  readonly connection_limit?: number;
  /** Until when the password is good: a date and time (UTC unless it says otherwise) or `infinity`. Default null, for ever. */
  readonly valid_until?: string | null;
  /** Default null, none. */
  readonly comment?: string | null;
  /** `ALTER ROLE ... SET`, in every database. Only the names given are looked after. Default null, none. */
  readonly settings?: Readonly<Record<string, string>> | null;
  /** The roles it is a member of: exactly these. Default null, not looked after. */
  readonly member_of?: readonly RoleMember[] | null;
}

/** A password to be set: its verifier, or, in a preview, only that there is one. Null: none any more. */
export type PasswordToSet = { readonly verifier: string } | 'to be set' | null;

/** A role as it should be, with the password to set now; without one the password is left as it is. */
export interface WantedRole extends RoleSpec {
  readonly password?: PasswordToSet;
}

/** The attributes that are on or off, with their keyword and CREATE ROLE's default. */
export const FLAGS = [
  ['superuser', 'SUPERUSER', false],
  ['createdb', 'CREATEDB', false],
  ['createrole', 'CREATEROLE', false],
  ['inherit', 'INHERIT', true],
  ['login', 'LOGIN', false],
  ['replication', 'REPLICATION', false],
  ['bypassrls', 'BYPASSRLS', false],
] as const;

export type FlagName = (typeof FLAGS)[number][0];
