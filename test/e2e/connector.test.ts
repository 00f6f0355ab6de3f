import { setTimeout } from 'node:timers/promises';
import { freshName } from '../support/postgres';
import { useProject } from '../support/project';

const project = useProject();

afterEach(() => project.sandbox.setFaults({}));

const declare = (attributes: object, provider?: string) =>
  project.declare(
    {
      data: { aponopg_connector: { it: attributes } },
      output: { connector: { value: '${data.aponopg_connector.it}' } },
    },
    provider,
  );

/** Has the connector start as soon as somebody looks for it. */
async function startOnceAsked(id: string): Promise<void> {
  while (!project.sandbox.requests().some(({ path }) => path.endsWith(`/connectors/${id}`))) await setTimeout(20);
  project.sandbox.startConnector(id);
}

/** Something that stands for what deploys the connector, and an integration that refers to an attribute of it. */
function declareDeployed(id: string, attribute: string): void {
  const integration = {
    ...{ name: freshName('Orders'), type: 'postgresql', connected_resource_types: ['postgresql-database'] },
    ...{ connector_id: `\${data.aponopg_connector.it.${attribute}}`, hostname: 'db.internal' },
    ...{ secret_store: { aws: { region: 'r', secret_id: 's' } }, wait_for_active_seconds: 30 },
  };
  project.declare({
    resource: { terraform_data: { [id]: { input: id } }, aponopg_integration: { it: integration } },
    data: { aponopg_connector: { it: { id, wait_seconds: 60, depends_on: [`terraform_data.${id}`] } } },
  });
}

test('a connector is read, with its status and version', async () => {
  declare({ id: 'GcpConnector-Prod', minimum_version: '1.3.0' });
  await project.settle();
  expect((await project.terraform.state()).values?.outputs?.connector.value).toEqual({
    id: 'GcpConnector-Prod',
    minimum_version: '1.3.0',
    wait_seconds: null,
    registered_id: 'GcpConnector-Prod',
    name: 'GcpConnector-Prod',
    status: 'CONNECTED',
    version: 'v1.7.2',
    is_latest_version: true,
    cloud_provider_type: 'GCP',
  });
});

test.each([
  [
    'unknown',
    { id: 'NoSuch' },
    /has no connector with this id.*Where: id Value: "NoSuch" Allowed: .*AwsConnector-Prod/,
  ],
  ['disconnected', { id: 'AwsConnector-Offline' }, /not connected to Apono.*Where: id/],
  ['too old', { id: 'AwsConnector-Old', minimum_version: '1.3' }, /too old.*Value: "1.2.9" Allowed: 1.3 or newer/],
  ['judged by no version', { id: 'AwsConnector-Prod', minimum_version: 'new' }, /minimum_version.*Allowed: a version/],
])('a connector that is %s stops the plan', async (_, attributes, expected) => {
  declare(attributes);
  expect(await project.terraform.failing.plan()).toMatch(expected);
});

test('a version that cannot be read is said to be unchecked', async () => {
  project.sandbox.setFaults({ connector_version: 'nightly' });
  declare({ id: 'AwsConnector-Prod', minimum_version: '1.3.0' });
  const { code, stdout } = await project.terraform.plan();
  expect(code).toBe(0);
  expect(stdout).toContain('APONO_CONNECTOR_VERSION');
});

test('a connector that is just being deployed is waited for', async () => {
  const id = freshName('late');
  declare({ id, wait_seconds: 60 });
  const settled = project.settle();
  await startOnceAsked(id);
  await settled;
  expect((await project.terraform.state()).values?.outputs?.connector.value).toMatchObject({ id, status: 'CONNECTED' });
});

test('an integration of a connector that the same run deploys is planned once the connector is there', async () => {
  const id = freshName('deployed');
  declareDeployed(id, 'id');
  expect(await project.terraform.failing.plan()).toContain('APONO_CONNECTOR_UNKNOWN');
  const other = freshName('deployed');
  declareDeployed(other, 'registered_id');
  const settled = project.settle();
  await startOnceAsked(other);
  await settled;
  expect(project.sandbox.integrations().find(({ connector_id }) => connector_id === other)?.status).toBe('Active');
});

test.each([
  [
    'never registers',
    { id: 'NoSuch' },
    /no connector with this id, also after 1 s.*log of its container.*wait_seconds/,
  ],
  ['stays too old', { id: 'AwsConnector-Old', minimum_version: '1.3' }, /too old .*, also after 1 s.*Value: "1.2.9"/],
])('a connector that %s ends the wait with what to look at', async (_, attributes, expected) => {
  declare({ ...attributes, wait_seconds: 1 });
  expect(await project.terraform.failing.plan()).toMatch(expected);
});

test('waiting does not help where the token is refused, or is longer than an hour', async () => {
  project.sandbox.setFaults({ fail_next: { count: 99, status: 403 } });
  declare({ id: 'AwsConnector-Prod', wait_seconds: 600 });
  expect(await project.terraform.failing.plan()).toContain('APONO_TOKEN_REFUSED');
  declare({ id: 'AwsConnector-Prod', wait_seconds: 3601 });
  expect(await project.terraform.failing.plan()).toMatch(/wait_seconds.*Allowed: .*3600/);
});

test('an endpoint that is not known yet is explained', async () => {
  project.declare(
    {
      resource: { terraform_data: { endpoint: { input: freshName('x') } } },
      data: { aponopg_connector: { it: { id: 'AwsConnector-Prod' } } },
    },
    `provider "aponopg" {\n  apono = { endpoint = "${project.sandbox.url}", token = terraform_data.endpoint.output }\n}\n`,
  );
  expect(await project.terraform.failing.plan()).toMatch(
    /cannot be read: Apono's endpoint or token is not known yet.*CONFIGURATION_UNKNOWN/,
  );
});
