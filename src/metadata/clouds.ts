import type { TokenSignIn } from './server';

/** A cloud that runs PostgreSQL: what it makes in every server for its own use, and how Apono gets at its servers. */
export interface Cloud {
  /** The role that the customer's admin is a member of, in place of SUPERUSER. A server that has it is this cloud's. */
  readonly adminRole: string;
  /**
   * Roles whose members, directly or through others, sign in by the cloud's own tokens or tickets: who becomes one, if
   * only for the length of a transaction, may lose the sign-in by password. None of them, and nobody who holds one, is
   * ever borrowed.
   */
  readonly signInRoles: readonly string[];
  /** The other roles that the cloud made: not to be altered, dropped or exported. */
  readonly otherRoles: readonly string[];
  /** Databases that the cloud keeps for itself: nobody is to work in them. */
  readonly databases: readonly string[];
  /** The cloud's own sign-in of an admin, in place of a password; absent where none is supported. */
  readonly adminToken?: TokenSignIn;
  /** The role whose members sign in by the cloud's tokens in place of a password, where that is how it is done. */
  readonly iam?: string;
  /**
   * Who needs every privilege on the databases for Apono's connector to give access there, since the membership does not
   * bring it; absent where it does.
   */
  readonly databasesTo?: 'the admin role' | 'the user';
  /** How Apono gets at its servers; absent where Apono has no integration type for them. */
  readonly apono?: IntegrationType;
}

/** An integration type of Apono. */
export interface IntegrationType {
  /** What people call the kind of PostgreSQL. */
  readonly title: string;
  /** The integration type sent to Apono. */
  readonly type: string;
  /** The oldest connector that can serve it. */
  readonly minimumConnectorVersion: string;
  /** Whether it is reached by host name and port; otherwise the cloud's own identifiers in `extra_config` name it. */
  readonly byHostname: boolean;
  /** Whether it may go without a secret, since the connector can sign in with a cloud identity. */
  readonly secretOptional: boolean;
  /** Whether `type` and the keys below stand in a source, or are a guess that the tenant's catalog may correct. */
  readonly confirmed: boolean;
  /** Keys of the integration config that name the instance, for `extra_config`. */
  readonly instanceKeys: readonly string[];
}

/**
 * The clouds that are known. To add one, add an entry: its roles and databases are left alone from then on, and with
 * `apono` it is an integration type and what `aponopg doctor` tells servers by; `ServerKind` of the constructs needs a function for it.
 *
 * @see https://docs.apono.io/metadata-for-integration-config (`apono`)
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html (`rds_iam`)
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/postgresql-kerberos.html (`rds_ad`)
 * @see https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-create-users
 * @see https://learn.microsoft.com/azure/postgresql/migrate/concepts-single-to-flexible (`azure_ad_*`)
 * @see https://cloud.google.com/sql/docs/postgres/users
 * @see https://cloud.google.com/alloydb/docs/database-users/overview
 */
export const CLOUDS = {
  rds: {
    adminRole: 'rds_superuser',
    signInRoles: ['rds_iam', 'rds_ad'],
    otherRoles: ['rdsadmin', 'rds_replication', 'rds_password', 'rdsrepladmin', 'rdstopmgr'],
    databases: ['rdsadmin'],
    adminToken: 'aws-rds-iam',
    iam: 'rds_iam',
    apono: {
      title: 'Amazon RDS for PostgreSQL',
      type: 'aws-rds-postgresql',
      minimumConnectorVersion: '1.5.3',
      byHostname: false,
      secretOptional: true,
      confirmed: true,
      instanceKeys: ['instance_id', 'region'],
    },
  },
  azure: {
    adminRole: 'azure_pg_admin',
    signInRoles: ['azure_ad_user', 'azure_ad_admin', 'azure_ad_mfa'],
    otherRoles: ['azuresu', 'azure_superuser'],
    databases: ['azure_sys', 'azure_maintenance'],
    adminToken: 'azure-entra',
    databasesTo: 'the admin role',
    apono: {
      title: 'Azure Database for PostgreSQL',
      type: 'azure-postgresql',
      minimumConnectorVersion: '1.3.0',
      byHostname: true,
      secretOptional: false,
      confirmed: false,
      instanceKeys: [],
    },
  },
  cloudsql: {
    adminRole: 'cloudsqlsuperuser',
    signInRoles: [
      'cloudsqliamuser',
      'cloudsqliamserviceaccount',
      'cloudsqliamgroup',
      'cloudsqliamgroupuser',
      'cloudsqliamgroupserviceaccount',
    ],
    otherRoles: [
      'cloudsqladmin',
      'cloudsqlagent',
      'cloudsqlreplica',
      'cloudsqlimportexport',
      'cloudsqllogical',
      'cloudsqlobservability',
      'cloudsqlconnpooladmin',
      'cloudsqlinactiveuser',
    ],
    databases: ['cloudsqladmin'],
    adminToken: 'gcp-cloudsql-iam',
    databasesTo: 'the user',
    apono: {
      title: 'Google Cloud SQL for PostgreSQL',
      type: 'gcp-cloudsql-postgresql',
      minimumConnectorVersion: '1.4.1',
      byHostname: false,
      secretOptional: true,
      confirmed: false,
      instanceKeys: ['project_id', 'instance_id'],
    },
  },
  alloydb: {
    adminRole: 'alloydbsuperuser',
    signInRoles: ['alloydbiamuser', 'alloydbiamgroupuser'],
    otherRoles: ['alloydbadmin', 'alloydbagent', 'alloydbreplica', 'alloydbimportexport'],
    databases: ['alloydbadmin'],
    databasesTo: 'the user',
  },
} as const satisfies Record<string, Cloud>;

type CloudName = keyof typeof CLOUDS;

/** The name of a role whose members are the admins of a cloud. */
export type CloudAdminRole = (typeof CLOUDS)[CloudName]['adminRole'];

const ALL: readonly Cloud[] = Object.values(CLOUDS);

/** The roles whose members are the clouds' admins. */
export const CLOUD_ADMIN_ROLES: readonly string[] = ALL.map(({ adminRole }) => adminRole);

/** The roles that make their members sign in by a cloud's tokens, of every cloud. */
export const SIGN_IN_ROLES: readonly string[] = ALL.flatMap(({ signInRoles }) => signInRoles);

/** Every role that a cloud made for its own use. */
export const CLOUD_ROLES: readonly string[] = ALL.flatMap(({ adminRole, signInRoles, otherRoles }) => [
  adminRole,
  ...signInRoles,
  ...otherRoles,
]);

/** The databases that the clouds keep for themselves. */
export const CLOUD_DATABASES: readonly string[] = ALL.flatMap(({ databases }) => databases);

/** Whether a role is PostgreSQL's own or a cloud's: to be named where it is needed, and otherwise left alone. */
export function isSystemRole(name: string): boolean {
  return name.startsWith('pg_') || CLOUD_ROLES.includes(name);
}
