import {
  AccessFlow,
  AccessScope,
  AccessTarget,
  Approvers,
  aql,
  Bundle,
  Duration,
  Identities,
  Identity,
  PostgresqlIntegration,
  Resources,
  ResourceType,
  SecretStore,
} from '../../constructs';
import { startSandbox } from '../../src/apono/sandbox';
import { newStack, synthesized } from '../constructs/stacks';
import { aponoEnvironment } from '../support/attached-folder';
import { closedAfterwards } from '../support/clean-up';
import { OFFICIAL_PROVIDER, officialProviderConfig, WITHOUT_OFFICIAL } from '../support/official-provider';
import { openTerraform } from '../support/terraform';

const when = OFFICIAL_PROVIDER ? test : test.skip;
const official = { registration: 'apono-provider' } as const;

/** Everything that access is given by, registered through the official provider. */
function everything() {
  const stack = newStack();
  const engineers = Identity.group('Engineering', { source: 'Okta' });
  const integration = new PostgresqlIntegration(stack, 'orders', {
    name: 'Orders database',
    connector: { connectorId: 'AwsConnector-Prod' },
    connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
    hostname: 'db.internal',
    secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
    integrationOwner: Identity.users(['ada@example.com']),
    ...official,
  });
  integration.grantAccess('read', {
    to: engineers,
    resourceType: ResourceType.TABLE,
    permissions: ['READ_ONLY'],
    resources: [Resources.named(['orders']), Resources.tagged('env', ['prod']).excluded()],
    approvers: Approvers.allOf(Identity.owner(), Identities.anyOf(Identity.manager(), engineers)),
    escalation: { tiers: [Identity.users(['ada@example.com'])], interval: Duration.minutes(10) },
    requestFor: { scopes: ['self', 'others'], others: engineers },
    timeframe: { startTime: '08:00', endTime: '18:00', daysOfWeek: ['MONDAY', 'FRIDAY'], timeZone: 'Europe/Berlin' },
    duration: Duration.hours(4),
    settings: { labels: ['orders'], maxExtensions: 2, extensionDurationInMin: 30 },
  });
  const scope = new AccessScope(stack, 'scope', {
    name: 'Production',
    query: aql`resource_type = ${ResourceType.TABLE} and resource_tag["env"] = ${'prod "eu"'}`,
    ...official,
  });
  const bundle = new Bundle(stack, 'kit', { name: 'Support kit', ...official });
  bundle.addTarget(AccessTarget.accessScope(scope));
  bundle.addTarget(
    AccessTarget.integration(integration, { resourceType: ResourceType.DATABASE, permissions: ['ADMIN'] }),
  );
  new AccessFlow(stack, 'automatic', {
    name: 'On call',
    trigger: 'AUTOMATIC',
    to: Identity.attribute('opsgenie_schedule', ['Database on call'], { source: 'Opsgenie' }),
    targets: [AccessTarget.bundle(bundle)],
    ...official,
  });
  return synthesized(stack);
}

when(`what is registered through the official provider settles, and goes${WITHOUT_OFFICIAL}`, async () => {
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const terraform = closedAfterwards(
    openTerraform({
      files: { 'main.tf.json': everything() },
      env: aponoEnvironment(sandbox),
      cliConfig: officialProviderConfig(OFFICIAL_PROVIDER as string),
    }),
  );
  await terraform.apply();
  await terraform.expectNoChanges();
  expect(sandbox.integrations().find(({ name }) => name === 'Orders database')?.integration_config).toEqual({
    hostname: 'db.internal',
    port: '5432',
    dbname: 'postgres',
  });
  await terraform.destroy();
  expect(sandbox.integrations().some(({ name }) => name === 'Orders database')).toBe(false);
});
