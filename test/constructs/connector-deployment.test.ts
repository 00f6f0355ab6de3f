import { execFileSync } from 'node:child_process';
import { type App, TerraformOutput, TerraformProvider, type TerraformStack, Testing } from 'cdktf';
import {
  type AwsEcsDeployment,
  Connector,
  ConnectorDeployment,
  type ConnectorDeploymentBase,
  ConnectorUser,
  Handler,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SignIn,
} from '../../constructs';
import { CONNECTOR_DEPLOYMENTS, CONNECTOR_MODULES, camelCase, objectShapeOf } from '../../src/metadata';
import { type Json, newStack, onlyResource, reference, refusal, SMALLEST, secret, synthesized } from './stacks';

const TAGS = { team: 'dba', '${x}': '${y}' };

/** Every way of deploying, with every setting. */
const WAYS: Readonly<Record<keyof typeof CONNECTOR_DEPLOYMENTS, object>> = {
  awsEcs: {
    ...{ vpcId: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'], assignPublicIp: false, numberOfInstances: 2 },
    ...{ logGroupRetentionInDays: 7, roleName: 'apono', tags: TAGS },
  },
  azureContainerInstances: {
    ...{ resourceGroup: 'databases', location: 'westeurope', subnetIds: ['subnet-1'], zones: ['1'] },
    ...{ ipAddressType: 'Private', dnsNameservers: ['10.0.0.2'], tags: TAGS },
    ...{ identityType: 'UserAssigned', identityIds: ['id-1'] },
  },
  gke: {
    ...{ projectId: 'acme-prod', organizationId: '1234', namespace: 'apono', serviceAccountName: 'apono-sa' },
    ...{ cpu: '2000m', memory: '4G', cpuRequests: '1000m', memoryRequests: '2G' },
  },
  helm: {
    ...{ chartVersion: '1.2.3', namespace: 'apono' },
    ...{ cpu: '2000m', memory: '4G', cpuRequests: '1000m', memoryRequests: '2G' },
  },
};

type Way = keyof typeof WAYS;

function deploy<D extends ConnectorDeploymentBase = ConnectorDeploymentBase>(
  stack: TerraformStack,
  way: Way,
  more: object = {},
): D {
  const props = { connectorId: 'Conn', token: secret(stack, 'token'), ...WAYS[way], ...more };
  const make = ConnectorDeployment[way] as unknown as (
    scope: TerraformStack,
    id: string,
    props: object,
  ) => ConnectorDeploymentBase;
  return make(stack, 'deployment', props) as D;
}

/** A stack that has what the chart needs. */
function stackWithHelm(): TerraformStack {
  const stack = newStack();
  new (class extends TerraformProvider {})(stack, 'helm', {
    terraformResourceType: 'helm',
    terraformProviderSource: 'hashicorp/helm',
    terraformGeneratorMetadata: { providerName: 'helm' },
  });
  return stack;
}

function onlyModule(json: Json): Json {
  const [found, ...others] = Object.values(json.module as Json);
  expect(others).toEqual([]);
  return found as Json;
}

function warningsOf(stack: TerraformStack): string[] {
  const all = stack.node.findAll().flatMap(({ node }) => node.metadata);
  return all.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => data as string);
}

const MODULES = [
  ['awsEcs', {}, 'aws/connector-without-permissions'],
  ['awsEcs', { cloudPermissions: true }, 'aws/connector-with-permissions'],
  ['azureContainerInstances', {}, 'azure/connector-without-permissions'],
  ['gke', {}, 'gcp/organization-wide-connector/gke'],
  ['gke', { organizationId: undefined }, 'gcp/project-wide-connector/gke'],
] as const;

describe('each of the modules', () => {
  test.each(MODULES)('%s %j is of one release, with its variables', (way, more, folder) => {
    const stack = newStack();
    deploy(stack, way, more);
    const { source, ...variables } = onlyModule(synthesized(stack));
    expect(source).toBe(
      `git::${CONNECTOR_MODULES.repository}//${folder}/stacks/apono-connector?ref=${CONNECTOR_MODULES.version}`,
    );
    const { tags: _, ...settings } = { ...WAYS[way], ...more } as Json;
    delete settings.cloudPermissions;
    if (settings.organizationId === undefined) delete settings.organizationId;
    expect(variables).toMatchObject({ ...settings, connectorId: 'Conn', aponoToken: reference('var.token') });
    if (way !== 'gke') expect(variables.tags).toEqual({ team: 'dba', '$${x}': '$${y}' });
  });

  test('goes with a release of its own', () => {
    const stack = newStack();
    deploy(stack, 'awsEcs', { moduleVersion: 'v1.0.38', connectorVersion: '1.7.6' });
    expect(onlyModule(synthesized(stack)).source).toMatch(/\?ref=v1\.0\.38$/);
  });

  test('gives what the rest needs', () => {
    const stack = newStack();
    const { roleArn, logGroupArn } = deploy<AwsEcsDeployment>(stack, 'awsEcs');
    new TerraformOutput(stack, 'role', { value: roleArn });
    new TerraformOutput(stack, 'log', { value: logGroupArn });
    const { module, output } = synthesized(stack);
    const name = Object.keys(module)[0];
    expect(output.role.value).toBe(reference(`module.${name}.connector_role_arn`));
    expect(output.log.value).toBe(reference(`module.${name}.log_group_arn`));
  });
});

test('the service account on GKE signs in to Cloud SQL', () => {
  const stack = newStack();
  const props = { connectorId: 'Conn', token: secret(stack), projectId: 'acme-prod' };
  const { serviceAccountName, serviceAccountEmail } = ConnectorDeployment.gke(stack, 'deployment', props);
  expect(serviceAccountEmail).toBe('apono-connector-iam-sa@acme-prod.iam.gserviceaccount.com');
  const server = PostgresqlServer.cloudSql(stack, 'server', { projectId: 'acme-prod', instanceId: 'orders' });
  const user = ConnectorUser.fromCloudSqlIam(stack, 'user', {
    server,
    project: 'acme-prod',
    account: serviceAccountName,
  });
  expect(user.userName).toBe('apono-connector-iam-sa@acme-prod.iam');
});

test('the chart gets its values as one JSON document, the token by reference', () => {
  const stack = stackWithHelm();
  deploy(stack, 'helm', { clusterPermissions: true, connectorVersion: 'v1.7.6' });
  const { values, ...release } = onlyResource(synthesized(stack), 'helm_release');
  expect(release).toEqual({
    ...{ name: 'apono-connector', chart: 'apono-connector', version: '1.2.3', namespace: 'apono' },
    ...{ repository: 'https://apono-io.github.io/apono-helm-charts/', create_namespace: true },
  });
  expect(values).toHaveLength(1);
  const text = (values[0] as string).replace(/^\$\{jsonencode\((.*)\)\}$/, '$1');
  expect(JSON.parse(text.replaceAll('" = ', '": ').replace('var.token', '"the token"'))).toEqual({
    apono: { token: 'the token', connectorId: 'Conn', url: 'api.apono.io' },
    image: { registry: 'registry.apono.io', name: 'apono-connector', tag: 'v1.7.6' },
    serviceAccount: { manageClusterRoles: true },
    resources: { limits: { cpu: '2000m', memory: '4G' }, requests: { cpu: '1000m', memory: '2G' } },
  });
  expect(Testing.synthHcl(stack)).toContain('jsonencode({ "apono" = { "token" = var.token,');
});

test.each(Object.keys(WAYS) as Way[])('%s says that the token will stand in the state, and takes no literal', (way) => {
  const stack = stackWithHelm();
  deploy(stack, way);
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/token will stand in the state.*stack of its own/)]);
  const message = refusal(() => deploy(stackWithHelm(), way, { token: 'canary' }));
  expect(message).toContain('LITERAL_SECRET');
  expect(message).not.toContain('canary');
});

test.each([
  ['awsEcs', { subnetIds: [] }, /subnetIds.*at least one/s],
  ['awsEcs', { vpcId: '' }, /vpcId/],
  ['awsEcs', { connectorId: '' }, /connectorId/],
  ['awsEcs', { numberOfInstances: 0 }, /numberOfInstances/],
  ['awsEcs', { numberOfInstances: 1.5 }, /numberOfInstances/],
  ['awsEcs', { logGroupRetentionInDays: -1 }, /logGroupRetentionInDays/],
  ['awsEcs', { zones: ['1'] }, /no prop `zones`/],
  ['awsEcs', { connectorVersion: '1.2.0' }, /run another connector.*Allowed: 1\.7\.8.*moduleVersion/s],
  ['azureContainerInstances', { resourceGroup: '' }, /resourceGroup/],
  ['azureContainerInstances', { cloudPermissions: true }, /identity of its own.*identityType/s],
  ['gke', { projectId: '' }, /projectId/],
  ['helm', { chartVersion: 'latest' }, /chartVersion.*one version/s],
  ['helm', { connectorVersion: 'newest' }, /connectorVersion.*for instance 1\.7\.8/s],
] as const)('%s refuses %j', (way, more, expected) => {
  expect(refusal(() => deploy(stackWithHelm(), way, more))).toMatch(expected);
});

describe('a connector of a deployment', () => {
  test('is read once that is made, and waited for', () => {
    const stack = newStack();
    const deployment = deploy(stack, 'awsEcs');
    const connector = new Connector(stack, 'connector', { deployment, minimumVersion: '1.5.3' });
    new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, connector });
    const json = synthesized(stack);
    const [[name, read]] = Object.entries(json.data.aponopg_connector as Json) as [[string, Json]];
    const module = `module.${Object.keys(json.module)[0]}`;
    expect(read).toEqual({ id: 'Conn', minimum_version: '1.5.3', wait_seconds: 300, depends_on: [module] });
    expect(onlyResource(json, 'aponopg_integration').connector_id).toBe(
      reference(`data.aponopg_connector.${name}.registered_id`),
    );
  });

  test('stands in the code of its integration by its id', () => {
    const stack = newStack();
    const connector = new Connector(stack, 'connector', { deployment: deploy(stack, 'awsEcs'), waitSeconds: 0 });
    const integration = new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, connector });
    expect(JSON.parse(integration.toCode({ format: 'json' })).integrations[0].connector_id).toBe('Conn');
  });

  test('may be deployed by a stack of its own, which goes first', () => {
    const app: App = Testing.app();
    const first = newStack('connector', app);
    const second = newStack('databases', app);
    const connector = new Connector(second, 'connector', { deployment: deploy(first, 'awsEcs') });
    new PostgresqlIntegration(second, 'integration', { ...SMALLEST, connector });
    expect(second.dependencies).toContain(first);
    expect(synthesized(second).data.aponopg_connector).not.toHaveProperty('*.depends_on');
  });

  test('is not waited for through null_resource, which is said', () => {
    const stack = newStack();
    const handler = Handler.nullResource();
    const server = new PostgresqlServer(stack, 'main', { host: 'db.internal', handler });
    const connector = new Connector(stack, 'connector', { deployment: deploy(stack, 'awsEcs'), handler });
    new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, hostname: undefined, server, connector });
    const json = synthesized(stack);
    expect(json.data).toBeUndefined();
    expect(onlyResource(json, 'null_resource').depends_on).toEqual([`module.${Object.keys(json.module)[0]}`]);
    expect(warningsOf(stack)).toContainEqual(expect.stringContaining('nobody waits until the connector'));
    const waiting = { deployment: connector.deployment, handler, waitSeconds: 5 };
    expect(refusal(() => new Connector(stack, 'other', waiting))).toMatch(/waitSeconds.*Handler\.nullResource/s);
  });

  test('has the id of its deployment', () => {
    const stack = newStack();
    const props = { connectorId: 'other', deployment: deploy(stack, 'awsEcs') };
    expect(refusal(() => new Connector(stack, 'connector', props))).toMatch(/either `connectorId` or `deployment`/);
    expect(refusal(() => new Connector(stack, 'none', {}))).toMatch(/connectorId.*required/s);
  });
});

describe('an integration', () => {
  const integrate = (stack: TerraformStack, way: Way, more: object, props: object = {}) =>
    new PostgresqlIntegration(stack, 'integration', {
      ...SMALLEST,
      connector: new Connector(stack, 'connector', { deployment: deploy(stack, way, more) }),
      ...props,
    });

  test('refuses a connector that is too old for it, before anything is deployed', () => {
    const old = { moduleVersion: 'v0.9.0', connectorVersion: '1.2.9' };
    expect(refusal(() => integrate(newStack(), 'awsEcs', old))).toMatch(
      /too old.*Where: connector.*Value: "1\.2\.9".*Allowed: 1\.3\.0 or newer/s,
    );
    const cloud = { type: 'gcp-cloudsql-postgresql', hostname: undefined };
    expect(refusal(() => integrate(stackWithHelm(), 'helm', { connectorVersion: '1.4.0' }, cloud))).toMatch(
      /Allowed: 1\.4\.1 or newer/,
    );
  });

  test('says what is not known of its connector', () => {
    const stack = newStack();
    integrate(stack, 'awsEcs', { moduleVersion: 'v1.0.50' });
    expect(warningsOf(stack)).toContainEqual(
      expect.stringMatching(/NOT_CHECKED.*version of the connector|version of the connector.*NOT_CHECKED/s),
    );
  });

  test("signs in to RDS by the connector's role as the one user that the role allows", () => {
    const withUser = (name: string | undefined, more: object) => {
      const stack = newStack();
      const server = PostgresqlServer.rds(stack, 'server', { instanceId: 'orders', region: 'eu-west-1' });
      const connectorUser = new ConnectorUser(stack, 'user', { server, signIn: SignIn.iam(), ...(name && { name }) });
      const props = { hostname: undefined, connectorUser, secretStore: undefined };
      integrate(stack, 'awsEcs', more, { ...props, connectedResourceTypes: [ResourceType.DATABASE] });
      return warningsOf(stack).filter((each) => each.includes('rds-db:connect'));
    };
    expect(withUser(undefined, { cloudPermissions: true })).toEqual([]);
    expect(refusal(() => withUser('apono', { cloudPermissions: true }))).toMatch(
      /one user only.*Allowed: apono_connector/s,
    );
    expect(withUser('apono', {})).toEqual([expect.stringContaining('dbuser:*/apono.')]);
  });
});

const modules = process.env.TEST_APONO_MODULES;

function publishedModule(folder: string): { variable: Record<string, Json[]>; output?: Json } {
  const file = `${CONNECTOR_MODULES.version}:${folder}/stacks/apono-connector/cdk.tf.json`;
  return JSON.parse(execFileSync('git', ['-C', modules as string, 'show', file], { encoding: 'utf8' }));
}

const when = modules === undefined ? describe.skip : describe;
const skipped = modules === undefined ? ' (skipped: TEST_APONO_MODULES names no clone of them)' : '';

when(`Apono's published modules${skipped}`, () => {
  const folders = {
    awsEcs: ['aws/connector-with-permissions', 'aws/connector-without-permissions'],
    azureContainerInstances: ['azure/connector-with-permissions', 'azure/connector-without-permissions'],
    gke: ['gcp/organization-wide-connector/gke', 'gcp/project-wide-connector/gke'],
  } as const;

  test.each(MODULES)('%s %j is given variables that the module has, and all that it needs', (way, more, folder) => {
    const stack = newStack();
    deploy(stack, way, more);
    const given = Object.keys(onlyModule(synthesized(stack))).filter((name) => name !== 'source');
    const { variable } = publishedModule(folder);
    const required = Object.keys(variable).filter((name) => !('default' in (variable[name]?.[0] ?? {})));
    expect(given.filter((name) => !(name in variable))).toEqual([]);
    expect(required.filter((name) => !given.includes(name))).toEqual([]);
  });

  test.each(Object.entries(folders))('%s: every variable has a setting, with the same default', (way, all) => {
    const { attributes } = objectShapeOf(CONNECTOR_DEPLOYMENTS[way as keyof typeof folders].schema);
    const settings = Object.entries(attributes).map(([name, shape]) => [camelCase(name), shape.annotation.default]);
    const published = all.flatMap((folder) => Object.entries(publishedModule(folder).variable));
    const names = [...new Set(published.map(([name]) => name))].filter((name) => name !== 'aponoToken').sort();
    expect(settings.map(([name]) => name).sort()).toEqual(names);
    const defaults = new Map(settings as [string, unknown][]);
    for (const [name, [variable]] of published) {
      if (defaults.get(name) !== undefined) expect([name, variable?.default]).toEqual([name, defaults.get(name)]);
    }
  });

  test('they have the outputs that are referred to, and run the version that is said', () => {
    const outputs = (folder: string) => Object.keys(publishedModule(folder).output ?? {});
    for (const folder of folders.awsEcs) expect(outputs(folder)).toEqual(['connector_role_arn', 'log_group_arn']);
    for (const folder of folders.azureContainerInstances) {
      expect(outputs(folder)).toEqual(['log_analytics_workspace_id', 'principal_id']);
    }
    for (const folder of Object.values(folders).flat()) {
      expect(JSON.stringify(publishedModule(folder))).toContain(
        `v${CONNECTOR_MODULES.connectorVersion}"`.replace('"', ''),
      );
    }
  });

  test('with permissions the role may sign in to RDS as apono_connector, without it may not', () => {
    const [withThem, without] = folders.awsEcs.map((folder) => JSON.stringify(publishedModule(folder)));
    expect(withThem).toContain('dbuser:*/apono_connector');
    expect(without).not.toContain('rds-db:connect');
  });
});
