import type { TerraformStack } from 'cdktf';
import {
  AccessFlow,
  AccessScope,
  AccessTarget,
  Approvers,
  aql,
  Bundle,
  Connector,
  ConnectorUser,
  Database,
  Duration,
  type Handler,
  Identity,
  PostgresqlIntegration,
  PostgresqlServer,
  Resources,
  ResourceType,
  SecretStore,
  SignIn,
} from '../../constructs';
import { startAponoStore } from '../../scripts/demo/apono-store';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { layProvider } from '../../src/delivery';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshName, readLog, startPostgres } from '../support/postgres';
import { useServer } from '../support/project';
import { filesOf, formsOf } from '../support/secret-scan';
import { synthesizedExample } from '../support/synthesized-example';
import { openTerraform, type TerraformResult } from '../support/terraform';
import { openDeployment, serverProps, TRANSPORTS } from '../support/transports';

const ADMIN = 'admin-for-tests';

/** What the sandbox has under a path of its API. */
async function itemsOf<Item>({ url, token }: Sandbox, path: string): Promise<Item[]> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { items: Item[] }).items;
}

interface Flow {
  readonly id: string;
  readonly name: string;
  readonly access_targets: readonly { readonly integration?: Readonly<Record<string, unknown>> }[];
  readonly grant_duration_in_min: number | null;
}

const flowsOf = (sandbox: Sandbox) => itemsOf<Flow>(sandbox, '/api/admin/v2/access-flows');
const ownIntegrations = (sandbox: Sandbox) => sandbox.integrations().filter(({ type }) => type === 'postgresql');

test('examples/whole-road: a password that nobody sees, in two places, rotated in one apply', async () => {
  await builtProvider();
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const store = closedAfterwards(await startAponoStore(sandbox));
  const server = closedAfterwards(await startPostgres({ password: ADMIN, settings: { log_statement: 'all' } }));
  await server.query('CREATE ROLE app_owner');
  await server.query('CREATE DATABASE orders');
  await server.query('CREATE SCHEMA app AUTHORIZATION app_owner; CREATE TABLE app.orders (id int)', {
    database: 'orders',
  });
  const { terraform: settings, ...blocks } = synthesizedExample('whole-road');
  const { backend: _, ...rest } = settings;
  const terraform = closedAfterwards(
    openTerraform({
      files: { 'cdk.tf.json': { terraform: rest, ...blocks } },
      env: {
        ...{
          TF_LOG: 'TRACE',
          TF_LOG_PATH: 'trace.log',
          APONO_ENDPOINT: store.url,
          APONO_PERSONAL_TOKEN: sandbox.token,
        },
        ...{ TF_VAR_database_host: server.host, TF_VAR_database_port: String(server.port) },
        TF_VAR_admin_password: ADMIN,
      },
    }),
  );
  layProvider(terraform.path);
  const seen: Record<string, string> = {};
  const printed = (command: string, { stdout, stderr }: TerraformResult) => {
    seen[`what ${command} printed`] = stdout + stderr;
  };
  const signsIn = (password: string | undefined) =>
    server.tryAs('apono_connector', password ?? '', 'postgres', 'SELECT 1').then((answer) => answer === 'ok');

  await terraform.init();
  printed('plan', await terraform.plan());
  printed('apply', await terraform.apply('tfplan'));
  printed('show', await terraform.run('show', '-json'));
  await terraform.expectNoChanges();
  const first = store.password();
  expect(await signsIn(first)).toBe(true);
  const [integration] = ownIntegrations(sandbox);
  const outputs = (await terraform.state()).values?.outputs;
  expect(integration).toMatchObject({ id: outputs?.integration_id.value, status: 'Active' });
  expect(await flowsOf(sandbox)).toMatchObject([
    {
      id: outputs?.access_flow_id.value,
      name: 'Read orders',
      grant_duration_in_min: 240,
      access_targets: [
        {
          integration: {
            integration_id: integration?.id,
            resource_type: 'postgresql-role',
            resources_scopes: [{ scope_mode: 'include_resources', type: 'NAME', values: ['orders_read'] }],
          },
        },
      ],
    },
  ]);

  const rotate = '-var=password_version=2';
  printed('the plan of a rotation', await terraform.plan(rotate));
  printed('a rotation', await terraform.apply('tfplan'));
  await terraform.expectNoChanges(rotate);
  const second = store.password();
  expect([first === second, await signsIn(first), await signsIn(second)]).toEqual([false, false, true]);

  Object.assign(seen, filesOf(terraform.path), { "PostgreSQL's log": readLog(server) });
  const places = { 'tfplan, unpacked': 'orders_read', 'trace.log': 'aponopg', "PostgreSQL's log": 'LOG:  statement' };
  const empty = Object.entries(places).filter(([place, text]) => !seen[place]?.includes(text));
  expect(empty).toEqual([]);
  const leaks = Object.entries(seen).filter(([, text]) =>
    [first, second, ADMIN].some((secret) => formsOf(secret as string).some((form) => text.includes(form))),
  );
  expect(leaks.map(([place]) => place)).toEqual([]);

  await terraform.destroy(rotate);
  const roles = await server.query("SELECT rolname FROM pg_roles WHERE rolname IN ('apono_connector', 'orders_read')");
  expect([roles, ownIntegrations(sandbox), await flowsOf(sandbox)]).toEqual([[], [], []]);
});

describe.each(TRANSPORTS)('from the integration to the access flow, through %s', (transport) => {
  const server = useServer();

  test('everything is made in order, changed, and taken away', async () => {
    const database = await server.createDatabase();
    const name = freshName('Orders');
    const connector = freshName('connector');
    const road = (hours: number) => (stack: TerraformStack, handler: Handler) => {
      const main = new PostgresqlServer(stack, 'main', { ...serverProps(server), handler });
      const team = main.addRole(freshName('team'));
      new Database(stack, 'database', { server: main, name: database }).grantConnect(team);
      const connectorUser = new ConnectorUser(stack, 'user', {
        ...{ server: main, name: connector, signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') },
      });
      const integration = new PostgresqlIntegration(stack, 'integration', {
        name,
        connector: Connector.fromConnectorId(stack, 'connector', 'AwsConnector-Prod'),
        connectorUser,
        connectedResourceTypes: [ResourceType.DATABASE, ResourceType.ROLE],
        integrationOwner: Identity.users(['ada@example.com']),
        dbname: database,
        secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
      });
      integration.grantAccess('read', {
        to: Identity.group('RND', { source: 'Okta' }),
        resourceType: ResourceType.DATABASE,
        permissions: ['READ_ONLY'],
        resources: [Resources.named([database])],
        approvers: Approvers.anyOf(Identity.owner()),
        duration: Duration.hours(hours),
      });
      const scope = new AccessScope(stack, 'scope', {
        name: `${name} scope`,
        query: aql`resource_type = ${ResourceType.DATABASE} and resource_name = ${database}`,
        handler,
      });
      const bundle = new Bundle(stack, 'bundle', { name: `${name} kit`, handler });
      bundle.addTarget(AccessTarget.accessScope(scope));
      new AccessFlow(stack, 'support', {
        name: `${name} support`,
        to: Identity.group('DBA', { source: 'Okta' }),
        targets: [AccessTarget.bundle(bundle)],
        handler,
      });
    };
    const deployment = await openDeployment(server, { CONNECTOR_PASSWORD: 'connector-for-tests' });
    const { sandbox, terraform } = deployment;

    await deployment.deploy(transport, road(4));
    await terraform.expectNoChanges();
    const [integration] = ownIntegrations(sandbox);
    const flows = await flowsOf(sandbox);
    expect(flows.map((each) => each.name).sort()).toEqual([`${name} read`, `${name} support`].sort());
    expect(flows.find((each) => each.name === `${name} read`)).toMatchObject({
      grant_duration_in_min: 240,
      access_targets: [{ integration: { integration_id: integration?.id } }],
    });

    await deployment.deploy(transport, road(2));
    expect((await flowsOf(sandbox)).find((each) => each.name === `${name} read`)?.grant_duration_in_min).toBe(120);

    await terraform.destroy();
    expect([ownIntegrations(sandbox), await flowsOf(sandbox)]).toEqual([[], []]);
    expect(await itemsOf(sandbox, '/api/admin/v2/bundles')).toEqual([]);
    expect(await itemsOf(sandbox, '/api/admin/v1/access-scopes')).toEqual([]);
  });
});
