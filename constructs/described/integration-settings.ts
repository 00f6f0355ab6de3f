// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** What an integration says of itself. */
export interface IntegrationSettings {
  /**
   * The name that people see, unique among the integrations of the tenant.
   * @example "Orders database"
   */
  readonly name: string;
  /**
   * How the connector uses TLS, with libpq's meaning.
   * @default the connector's own
   */
  readonly sslmode?: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full' | IResolvable | undefined;
  /**
   * How often the connector's users get new passwords.
   * Unit: days.
   * Allowed: a whole number of at least 1.
   * @example 30
   * @default never
   */
  readonly credentialRotationPeriodInDays?: number | undefined;
  /**
   * How long after access was revoked its database user is removed.
   * Unit: days.
   * Allowed: a whole number of at least 1.
   * @example 90
   * @default never
   */
  readonly userCleanupPeriodInDays?: number | undefined;
  /**
   * What end users read when they are given access. At most 400 characters.
   * @default none
   */
  readonly customAccessDetails?: string | undefined;
  /**
   * How long to wait until Apono says Active after a change; 0 does not wait.
   * Unit: seconds.
   * Allowed: a whole number of at least 0.
   * @default 300
   */
  readonly waitForActiveSeconds?: number | undefined;
}
