import { SECRET_STORES } from '../../metadata';
import type { IntegrationConfigParamV2, IntegrationConfigV2 } from '../api-shapes';

/** A type of integration: what the catalog says of it, and what it offers. */
export interface SandboxType extends IntegrationConfigV2 {
  /** Left out: any resource type with any permission. */
  readonly resource_types?: readonly SandboxResourceType[];
}

/** A resource type, and what may be given on it. */
export interface SandboxResourceType {
  readonly type: string;
  readonly permissions: readonly string[];
  /** The resources that every integration finds. Default: none, but for a database the one that its `dbname` names. */
  readonly resources?: readonly string[];
}

/** The kinds of secrets, as the catalog names them. */
export const SECRET_TYPES = SECRET_STORES.map((kind) => kind.toUpperCase());
const SSL_MODES = ['require', 'allow', 'disable', 'prefer', 'verify-ca', 'verify-full'];
const PERMISSIONS = ['READ_ONLY', 'READ_WRITE', 'ADMIN'];

const HOSTNAME = param('hostname', 'Hostname');
const PORT = param('port', 'Port', { default: '5432' });
const DBNAME = param('dbname', 'Database Name', { default: 'postgres' });
const SSLMODE = param('sslmode', 'SSL Mode', { values: SSL_MODES, optional: true });

/**
 * The types that the sandbox knows. A guess, since Apono documents none: the keys of the RDS and Cloud SQL types, every resource
 * type but `postgresql-database` and `postgresql-table`, the permission on a role.
 */
export const BUILT_IN_TYPES: readonly SandboxType[] = [
  entry('postgresql', 'PostgreSQL', [HOSTNAME, PORT, DBNAME, SSLMODE], true),
  entry(
    'aws-rds-postgresql',
    'AWS RDS PostgreSQL',
    [param('instance_id', 'Instance ID'), param('region', 'Region', { optional: true }), { ...DBNAME, optional: true }],
    // Signs in with IAM when there is no secret.
    false,
  ),
  entry('azure-postgresql', 'Azure PostgreSQL', [HOSTNAME, PORT, DBNAME, SSLMODE], true),
  entry(
    'gcp-cloudsql-postgresql',
    'GCP Cloud SQL PostgreSQL',
    [param('project_id', 'Project ID'), param('instance_id', 'Instance ID'), { ...DBNAME, optional: true }],
    false,
  ),
];

/** A type without what only a file has to give. */
function entry(
  type: string,
  name: string,
  params: readonly IntegrationConfigParamV2[],
  requiresSecret: boolean,
): SandboxType {
  return {
    name,
    type,
    description: `${name} database`,
    params,
    requires_secret: requiresSecret,
    supported_secret_types: SECRET_TYPES,
    resource_types: [
      { type: `${type}-database`, permissions: PERMISSIONS },
      { type: `${type}-schema`, permissions: PERMISSIONS },
      { type: `${type}-table`, permissions: PERMISSIONS },
      { type: `${type}-role`, permissions: ['MEMBER'] },
    ],
  };
}

/** A key of `integration_config`. */
export function param(
  id: string,
  label: string,
  more: Partial<IntegrationConfigParamV2> = {},
): IntegrationConfigParamV2 {
  return { id, label, values: [], default: '', optional: false, ...more };
}
