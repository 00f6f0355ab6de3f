import { type ProjectDocument, printTypeScript, readStack } from '../../../src/code';
import { canonical } from '../canonical';
import { synthesize, typeErrors } from './programs';

jest.mock('../../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

const user = (server: string, role: string, more: object = { password_env: 'PW' }) => ({
  ...{ server, name: 'apono_connector', login: true, superuser: false, createrole: true },
  ...{ comment: "Apono's connector", member_of: [{ role }], ...more },
});

const integration = (name: string, type: string, more: object) => ({
  ...{ name, type, connector_id: 'c', connected_resource_types: ['postgresql-database'], ...more },
});

const secret_store = { aws: { region: 'r', secret_id: 's' } };
const instance = { instance_id: 'orders', region: 'eu' };
const preflight = { server: 'rds', role: 'apono_connector', password_env: 'PW' };

const PROJECT: ProjectDocument = {
  servers: {
    rds: { host: 'rds.internal', port: 5433, username: 'postgres', password_env: 'ADMIN' },
    google: { host: 'google.internal', auth: 'gcp-cloudsql-iam' },
    azure: { host: 'azure.internal' },
    plain: { host: 'plain.internal', port: 5433 },
  },
  roles: [
    user('rds', 'rds_superuser'),
    user('google', 'cloudsqlsuperuser'),
    {
      ...user('azure', 'azure_pg_admin'),
      ...{ name: 'second', comment: 'Somebody else', ignore_grantors: ['apono_connector'] },
    },
    user('azure', 'azure_pg_admin'),
  ],
  integrations: [
    integration('Tried', 'aws-rds-postgresql', { preflight, secret_store, extra_config: { ...instance, own: 'x' } }),
    integration('By name', 'postgresql', { hostname: 'rds.internal', port: 5433, secret_store }),
    integration('The only one', 'gcp-cloudsql-postgresql', { extra_config: { project_id: 'p', instance_id: 'i' } }),
    integration('At its port', 'azure-postgresql', { hostname: 'azure.internal', port: 5432, secret_store }),
    // Not at the server's port, which Terraform would take from there.
    integration('At the usual port', 'postgresql', { hostname: 'plain.internal', secret_store }),
    integration('Of nobody', 'aws-rds-postgresql', { extra_config: { instance_id: 'x', region: 'us' }, secret_store }),
    integration('By identity', 'aws-rds-postgresql', { extra_config: { other: 'x' } }),
    integration('Elsewhere', 'azure-postgresql', { hostname: 'elsewhere.internal', secret_store }),
    integration('Contradicts', 'azure-postgresql', { hostname: 'h.internal', preflight, secret_store }),
  ],
} as ProjectDocument;

test('a program says once what is true of a server, and comes to the same', () => {
  const program = printTypeScript(PROJECT);
  for (const part of [
    /PostgresqlServer\.rds\(this, 'rds', \{\s+instanceId: 'orders',\s+region: 'eu',\s+host: 'rds\.internal',/,
    /Admin\.passwordEnv\(\{ username: 'postgres', passwordEnv: 'ADMIN' \}\)/,
    /PostgresqlServer\.cloudSql\(this, 'google', \{[^}]*projectId: 'p',[^}]*admin: Admin\.cloudSqlIam\(\)/,
    /PostgresqlServer\.azure\(this, 'azure', \{ host: 'azure\.internal' \}\)/,
    /name: 'By name',\s+server: rds,\s+type: 'postgresql',/,
    /name: 'At the usual port',\s+hostname: 'plain\.internal',/,
    /fromServerAttributes\(this, 'of_nobody_server', \{\s*kind: ServerKind\.rds\(\{ instanceId: 'x', region: 'us' \}\),?\s*\}\)/,
    /signIn: SignIn\.iam\(\)/,
    /new AponopgIntegration\(this, 'contradicts', \{/,
  ]) {
    expect(program).toMatch(part);
  }
  const { document } = readStack(synthesize(program));
  const byName = ({ integrations = [], ...rest }: ProjectDocument) =>
    canonical({ ...rest, integrations: [...integrations].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1)) });
  expect(byName(document)).toEqual(byName(PROJECT));
});

test('a user that signs in by identity is said to, and the integration goes without a secret', () => {
  const document = {
    servers: { main: { host: 'db.internal' } },
    roles: [
      {
        ...user('main', 'rds_superuser', {}),
        member_of: [{ role: 'rds_superuser' }, { role: 'rds_iam' }],
      },
    ],
    integrations: [integration('Orders', 'aws-rds-postgresql', { extra_config: instance })],
  } as ProjectDocument;
  const program = printTypeScript(document);
  expect(program).toMatch(/new ConnectorUser\(this, 'apono_connector', \{ server: main, signIn: SignIn\.iam\(\) \}\)/);
  expect(program).toContain('connectorUser: aponoConnector,');
  expect(canonical(readStack(synthesize(program)).document)).toEqual(canonical(document));
  expect(typeErrors([program, printTypeScript(PROJECT)])).toEqual([]);
});
