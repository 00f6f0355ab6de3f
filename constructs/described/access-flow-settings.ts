// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** When access may be asked for. Default: always. With `SELF_SERVE` only. */
export interface Timeframe {
  /**
   * When it begins.
   * @example "08:00"
   */
  readonly startTime: string;
  /**
   * When it ends: the same day, after it began.
   * @example "18:00"
   */
  readonly endTime: string;
  /**
   * On which days.
   * @example ["MONDAY","TUESDAY"]
   */
  readonly daysOfWeek: readonly (
    | 'MONDAY'
    | 'TUESDAY'
    | 'WEDNESDAY'
    | 'THURSDAY'
    | 'FRIDAY'
    | 'SATURDAY'
    | 'SUNDAY'
    | IResolvable
  )[];
  /**
   * The time zone of the two times.
   * @example "Europe/Berlin"
   */
  readonly timeZone: string;
}

/** What an access flow says of itself. */
export interface AccessFlowSettings {
  /**
   * What it is for.
   * @default none
   */
  readonly description?: string | undefined;
  /**
   * Whether it is in force.
   * @default true
   */
  readonly active?: boolean | IResolvable | undefined;
  /**
   * Who may ask: people or agents. `AGENT` needs `apono.preview`.
   * @default "HUMAN"
   */
  readonly requestorIdentityType?: 'HUMAN' | 'AGENT' | IResolvable | undefined;
  /**
   * When access may be asked for. With `SELF_SERVE` only.
   * @default always
   */
  readonly timeframe?: Timeframe | undefined;
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly spaceReference?: string | undefined;
}

/** How access is asked for. */
export interface RequestSettings {
  /**
   * Whether one has to say why.
   * @default true with `SELF_SERVE`, false with `AUTOMATIC`
   */
  readonly justificationRequired?: boolean | IResolvable | undefined;
  /**
   * Whether approvers have to say why. With `SELF_SERVE` only.
   * @default false
   */
  readonly requireApproverReason?: boolean | IResolvable | undefined;
  /**
   * Whether nobody may approve what they asked for themselves. With `SELF_SERVE` only.
   * @default false
   */
  readonly requesterCannotApproveSelf?: boolean | IResolvable | undefined;
  /**
   * Whether a second factor is asked for. With `SELF_SERVE` only.
   * @default false
   */
  readonly requireMfa?: boolean | IResolvable | undefined;
  /**
   * Labels, to find the flow by.
   * @example ["prod"]
   * @default []
   */
  readonly labels?: readonly string[] | undefined;
  /**
   * How often the access may be prolonged.
   * Allowed: a whole number from 0 to 2147483647.
   * @default 0
   */
  readonly maxExtensions?: number | undefined;
  /**
   * By how much each time. Needs `max_extensions`.
   * Unit: minutes.
   * Allowed: a whole number from 0 to 2147483647.
   * @default 0
   */
  readonly extensionDurationInMin?: number | undefined;
}
