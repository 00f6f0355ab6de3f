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
   * The database server's host, as the connector reaches it.
   * @example "db.internal"
   * @default the server's, where the type is reached by host name
   */
  readonly hostname?: string | undefined;
  /**
   * The database server's port.
   * Allowed: a whole number from 1 to 65535.
   * @default with `hostname` 5432, else the server's
   */
  readonly port?: number | undefined;
  /**
   * How the connector uses TLS, with libpq's meaning.
   * @default the connector's own
   */
  readonly sslmode?: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full' | IResolvable | undefined;
  /**
   * Further keys of the integration config, as texts.
   * @example {"instance_id":"orders-prod"}
   * @default what names the server's instance
   */
  readonly extraConfig?: Readonly<Record<string, string>> | undefined;
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
