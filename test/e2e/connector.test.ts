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

test('a connector is read, with its status and version', async () => {
  declare({ id: 'GcpConnector-Prod', minimum_version: '1.3.0' });
  await project.settle();
  expect((await project.terraform.state()).values?.outputs?.connector.value).toEqual({
    id: 'GcpConnector-Prod',
    minimum_version: '1.3.0',
    wait_seconds: null,
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
  while (!project.sandbox.requests().some(({ path }) => path.endsWith(`/connectors/${id}`))) await setTimeout(20);
  project.sandbox.startConnector(id);
  await settled;
  expect((await project.terraform.state()).values?.outputs?.connector.value).toMatchObject({ id, status: 'CONNECTED' });
});

test.each([
  ['never registers', { id: 'NoSuch' }, /no connector with this id, also after 1 s.*log of its container.*wait_seconds/],
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
