import type { AccessFlowSettings, RequestSettings } from '../described/access-flow-settings';
import type { AccessTarget, IntegrationAccess } from './access-target';
import type { Approvers } from './approvers';
import type { Duration } from './duration';
import type { Identities } from './identities';
import type { Identity } from './identity';
import type { RegistrationOptions } from './registration';

/** To whom a request goes that nobody answers. */
export interface Escalation {
  /** The tiers, in order: at most 5. */
  readonly tiers: readonly (Identity | Identities)[];
  /**
   * How long a request waits for one tier before it goes to the next.
   * @default 30 minutes
   */
  readonly interval?: Duration | undefined;
}

/** For whom one may ask. */
export interface RequestFor {
  /**
   * For oneself, for those whom one manages, for others.
   * @default ['self']
   */
  readonly scopes?: readonly ('self' | 'others' | 'direct_reports')[] | undefined;
  /**
   * The others: required with `others`, and only then.
   * @default none
   */
  readonly others?: Identity | readonly Identity[] | Identities | undefined;
}

/** Who is given access, at whose word, for how long. */
export interface AccessFlowOptions extends AccessFlowSettings, RegistrationOptions {
  /**
   * Who may ask; with the trigger `AUTOMATIC` who is given the access. A list means any of them.
   * @example
   * Identity.group('RND', { source: 'Okta' })
   */
  readonly to: Identity | readonly Identity[] | Identities;
  /**
   * Who approves.
   * @default nobody has to
   * @example
   * Approvers.anyOf(Identity.owner(), Identity.group('dba', { source: 'Okta' }))
   */
  readonly approvers?: Approvers | undefined;
  /**
   * How long the access lasts.
   * @default without end
   * @example
   * Duration.hours(4)
   */
  readonly duration?: Duration | undefined;
  /**
   * To whom a request goes that nobody answers.
   * @default to nobody
   */
  readonly escalation?: Escalation | undefined;
  /**
   * For whom one may ask.
   * @default for oneself
   */
  readonly requestFor?: RequestFor | undefined;
  /**
   * `SELF_SERVE`: people ask for the access; `AUTOMATIC`: they are given it unasked.
   * @default SELF_SERVE
   */
  readonly trigger?: 'SELF_SERVE' | 'AUTOMATIC' | undefined;
  /**
   * How it is asked for.
   * @default with a reason; not prolonged
   */
  readonly settings?: RequestSettings | undefined;
}

/** Props of an access flow. */
export interface AccessFlowProps extends AccessFlowOptions {
  /**
   * The name that people see, unique among the access flows of the tenant.
   * @example "Read production"
   */
  readonly name: string;
  /** What access is given to. At least one. */
  readonly targets: readonly AccessTarget[];
}

/** A flow that gives access to one integration. */
export interface GrantAccessOptions extends AccessFlowOptions, IntegrationAccess {
  /**
   * The name that people see, unique among the access flows of the tenant.
   * @default the name of the integration and the id of the construct
   */
  readonly name?: string | undefined;
}
