import { SECRET_STORES } from '../../metadata';
import type { IntegrationConfigParamV2, IntegrationConfigV2 } from '../api-shapes';
import { type Answer, ok, Refusal } from './answer';

const SECRET_TYPES = SECRET_STORES.map((kind) => kind.toUpperCase());
const SSL_MODES = ['require', 'allow', 'disable', 'prefer', 'verify-ca', 'verify-full'];

const HOSTNAME = param('hostname', 'Hostname');
const PORT = param('port', 'Port', { default: '5432' });
const DBNAME = param('dbname', 'Database Name', { default: 'postgres' });
const SSLMODE = param('sslmode', 'SSL Mode', { values: SSL_MODES, optional: true });

/** The integration types that the sandbox knows. The keys of the RDS and Cloud SQL types are a guess: Apono documents none. */
export const CATALOG: readonly IntegrationConfigV2[] = [
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

/** `GET /api/v2/integrations-catalog` */
export function listCatalog(): Answer {
  return ok({ data: CATALOG, pagination: { total: CATALOG.length, limit: 100, offset: 0 } });
}

/** `GET /api/v2/integrations-catalog/{type}` */
export function getCatalogEntry(type: string): Answer {
  const found = CATALOG.find((each) => each.type === type);
  if (found === undefined) throw new Refusal(404, `No integration type ${type}`);
  return ok(found);
}

function entry(
  type: string,
  name: string,
  params: readonly IntegrationConfigParamV2[],
  requiresSecret: boolean,
): IntegrationConfigV2 {
  return {
    name,
    type,
    description: `${name} database`,
    params,
    requires_secret: requiresSecret,
    supported_secret_types: SECRET_TYPES,
  };
}

function param(id: string, label: string, more: Partial<IntegrationConfigParamV2> = {}): IntegrationConfigParamV2 {
  return { id, label, values: [], default: '', optional: false, ...more };
}
