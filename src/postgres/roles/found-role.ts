import type { FlagName } from './role-spec';

/** One membership as the catalogs have it; from PostgreSQL 16 there may be several of one role, by different grantors. */
export interface FoundMembership {
  readonly role: string;
  readonly grantor: string;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
  /**
   * Made by PostgreSQL itself, not by a person: from 16 on, who creates a role becomes its admin (and, with
   * `createrole_self_grant`, its member). Never drift.
   */
  readonly implicit: boolean;
}

/** A role as the catalogs have it. */
export interface FoundRole extends Readonly<Record<FlagName, boolean>> {
  readonly name: string;
  readonly connection_limit: number;
  /** UTC, `2030-01-31T12:00:00Z` or `infinity`; null when never set. */
  readonly valid_until: string | null;
  readonly comment: string | null;
  /** What ALTER ROLE ... SET gave it for every database. */
  readonly settings: Readonly<Record<string, string>>;
  readonly member_of: readonly FoundMembership[];
  /** Every role that is a member of it, directly or through others. */
  readonly members: readonly string[];
  /** The stored password; null when there is none, undefined when the admin may not read it. */
  readonly verifier: string | null | undefined;
}
