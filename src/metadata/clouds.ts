import { VARIANTS, type VariantName } from './variants';

/** What a cloud that runs PostgreSQL makes in every server for its own use. To add a cloud, add an entry to `CLOUDS`. */
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
}

/**
 * The clouds that are known, by the name that their variant has where there is one.
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
  },
  azure: {
    adminRole: 'azure_pg_admin',
    signInRoles: ['azure_ad_user', 'azure_ad_admin', 'azure_ad_mfa'],
    otherRoles: ['azuresu', 'azure_superuser'],
    databases: ['azure_maintenance', 'azure_sys'],
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
  },
  alloydb: {
    adminRole: 'alloydbsuperuser',
    signInRoles: ['alloydbiamuser', 'alloydbiamgroupuser'],
    otherRoles: ['alloydbadmin', 'alloydbagent', 'alloydbreplica', 'alloydbimportexport'],
    databases: ['alloydbadmin'],
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

/** The kind of PostgreSQL that a server is, told by the roles that are there; undefined where no role tells of one. */
export function variantOfRoles(roles: readonly string[]): VariantName | undefined {
  return (Object.keys(VARIANTS) as VariantName[]).find(
    (name) => name in CLOUDS && roles.includes(CLOUDS[name as CloudName].adminRole),
  );
}
