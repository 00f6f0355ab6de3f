import type { AccessReport, Review } from '../../../metadata';
import type { SaidChange } from '../../../review';

export type Right = AccessReport['rights'][number];
export type Reason = Right['reasons'][number];
export type Role = NonNullable<AccessReport['roles']>[number];
export type Membership = NonNullable<AccessReport['memberships']>[number];
export type Server = AccessReport['servers'][number];

/** A right that somebody gained or lost: nobody knows whether it is all of a schema. */
export type ChangedRight = Omit<Right, 'whole_schema'>;

export interface AccessData {
  readonly kind: 'access';
  readonly report: AccessReport;
  /** What PUBLIC gives, each thing once; without the roles that have it so. */
  readonly everybody: readonly Right[];
  /** Against another reading. */
  readonly changes: Changes | null;
}

export interface Changes {
  /** When the other reading was; ISO 8601. */
  readonly since: string;
  readonly gained: readonly ChangedRight[];
  readonly lost: readonly ChangedRight[];
}

export interface ReviewData {
  readonly kind: 'review';
  readonly headline: string;
  readonly review: Review;
  readonly changes: readonly SaidChange[];
}

/** What the page is made of: an answer as the command prints it, and what follows from it. */
export type PageData = AccessData | ReviewData;
