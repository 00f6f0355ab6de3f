import { SIGN_IN_ROLES } from '../metadata/clouds';
import { type MembershipOptions, type MembershipStatement, PER_GRANTOR } from './membership';

/** Who would borrow. */
export interface Borrower {
  readonly name: string;
  readonly createrole: boolean;
  /** `server_version_num`. */
  readonly serverVersion: number;
}

/** A role to be borrowed, and how the borrower stands to it. */
export interface Lender {
  readonly role: string;
  readonly superuser: boolean;
  /** Every role that it is a member of, directly or through others, itself among them. */
  readonly holds: ReadonlySet<string>;
  /**
   * Who would be the grantor: the borrower where it has ADMIN OPTION itself, else a role that has it and whose
   * privileges the borrower inherits; null where there is none.
   */
  readonly grantor: string | null;
  /** The borrower's membership that this grantor gave already, or before 16 anybody; null where there is none. */
  readonly before: Pick<MembershipOptions, 'inherit' | 'set'> | null;
}

/** A membership that the admin takes on for the length of a transaction, to act as a role. */
export interface Borrowing {
  readonly role: string;
  readonly take: readonly MembershipStatement[];
  /** Puts the memberships back exactly as they were; a failure before does so too, for all is one transaction. */
  readonly giveBack: readonly MembershipStatement[];
}

/** Why a role is not borrowed. */
export interface NotBorrowed {
  /** What stands after a colon: `it is a superuser`. */
  readonly why: string;
  /** What to do instead, a sentence. */
  readonly next: string;
}

/**
 * How a role is borrowed, or why it is not. Whoever signs in by a cloud's tokens never is, for joining it might take the
 * borrower's own password away, if only for a moment. Pure.
 */
export function planBorrowing(lender: Lender, borrower: Borrower): Borrowing | NotBorrowed {
  const why = whyNot(lender, borrower);
  if (why !== undefined) return why;
  const { role, grantor, before } = lender;
  const one = { roles: [role], member: borrower.name };
  if (borrower.serverVersion < PER_GRANTOR) {
    // Nothing more is to be had from a membership that is there, and REVOKE would take it away.
    if (before !== null) return { role, take: [], giveBack: [] };
    return { role, take: [{ do: 'grant membership', ...one }], giveBack: [{ do: 'revoke membership', ...one }] };
  }
  // Named where PostgreSQL might find another; on the way back always, since by then it might.
  const by = grantor === null || grantor === borrower.name ? {} : { grantor };
  return {
    role,
    take: [{ do: 'grant membership', ...one, options: { inherit: true, set: true }, ...by }],
    giveBack: [
      before === null
        ? { do: 'revoke membership', ...one, grantor: grantor ?? borrower.name }
        : { do: 'grant membership', ...one, options: { inherit: before.inherit, set: before.set }, ...by },
    ],
  };
}

/** Whether it came to a borrowing. */
export function isBorrowing(outcome: Borrowing | NotBorrowed): outcome is Borrowing {
  return 'take' in outcome;
}

/** Whom to borrow to act as an owner: `pg_database_owner` can have no members, and whoever owns the database is one. */
export function lenderFor(owner: string, databaseOwner: string): string {
  return owner === 'pg_database_owner' ? databaseOwner : owner;
}

function whyNot({ role, superuser, holds, grantor }: Lender, borrower: Borrower): NotBorrowed | undefined {
  const join = `Make ${borrower.name} a member of ${role}, or apply as a role that may act as it.`;
  if (superuser) return { why: 'it is a superuser', next: join };
  const signIn = SIGN_IN_ROLES.find((each) => holds.has(each));
  if (signIn !== undefined) {
    return {
      why: `it holds ${signIn}, so that joining it could lock the admin out`,
      next: `Apply as ${role} itself, or take ${signIn} from it, and try again.`,
    };
  }
  if (holds.has(borrower.name)) {
    return {
      why: 'it is itself a member of the admin',
      next: `Apply as ${role} itself, or take ${borrower.name} from it, and try again.`,
    };
  }
  if (grantor !== null || (borrower.serverVersion < PER_GRANTOR && borrower.createrole)) return undefined;
  const lacks = borrower.serverVersion < PER_GRANTOR ? 'lacks CREATEROLE' : 'has no ADMIN OPTION for it';
  return { why: `the admin is no member of it and ${lacks}`, next: join };
}
