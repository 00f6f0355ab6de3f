import type { Standing } from './guard/standing';
import type { FlagName } from './role-spec';

/** One membership as the catalogs have it; from PostgreSQL 16 there may be several of one role, by different grantors. */
export interface FoundMembership {
  readonly role: string;
  readonly grantor: string;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
  /**
   * As PostgreSQL itself makes it from 16 on: who creates a role becomes its admin, and no more. Nobody can tell it from
   * one that a superuser gave; so it is no drift, and counts where it is declared.
   */
  readonly implicit: boolean;
  /** From 16, how the admin stands to the grantor where it has not its privileges; null or absent where it has. */
  readonly lender?: Standing | null;
  /** From 16, to whom the member gave it on, directly or through others; the member itself is none of them. */
  readonly passedOn?: readonly string[];
}

/** A role as the catalogs have it. */
export interface FoundRole extends Readonly<Record<FlagName, boolean>> {
  readonly name: string;
  /** Tells it from another role that has its name later. */
  readonly oid: number;
  readonly connection_limit: number;
  /** UTC, `2030-01-31T12:00:00Z` or `infinity`; null when never set. */
  readonly valid_until: string | null;
  readonly comment: string | null;
  /** What ALTER ROLE ... SET gave it for every database. */
  readonly settings: Readonly<Record<string, string>>;
  /** What ALTER ROLE ... IN DATABASE ... SET gave it, by database. */
  readonly database_settings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly member_of: readonly FoundMembership[];
  /** Every role that is a member of it, directly or through others. */
  readonly members: readonly string[];
  /** The stored password; null when there is none, undefined when the admin may not read it. */
  readonly verifier: string | null | undefined;
}
