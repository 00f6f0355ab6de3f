import {
  accessFlow,
  accessScope,
  bundle,
  CONNECTOR_DEPLOYMENTS,
  type CollectionShape,
  connector,
  grants,
  integration,
  type ObjectShape,
  objectShapeOf,
  role,
  server,
} from '../../src/metadata';
import type { PropsPart } from './arguments';
import { pascalCase } from './typescript';

const ROLE = objectShapeOf(role.schema);
const FLOW = objectShapeOf(accessFlow.schema);
const INTEGRATION = objectShapeOf(integration.schema);
const STORES = INTEGRATION.attributes.secret_store as ObjectShape;

/** What each secret store is told, by its kind. */
export const SECRETS: Readonly<Record<string, PropsPart>> = Object.fromEntries(
  Object.entries(STORES.attributes).map(([kind, shape]) => [
    kind,
    {
      name: `${pascalCase(kind)}Secret`,
      summary: summaryOf(shape.annotation),
      shape: shape as ObjectShape,
      without: [],
    },
  ]),
);

/** The parts of descriptions that constructs take as props of their own, by their file. */
export const OWN_PROPS: Readonly<Record<string, readonly PropsPart[]>> = {
  'server-connection': [
    {
      name: 'ServerConnection',
      summary: 'How a server is reached, and what holds for every session there.',
      shape: objectShapeOf(server),
      without: ['username', 'password', 'password_env', 'auth', 'sslkey'],
    },
  ],
  'role-attributes': [
    {
      name: 'RoleAttributes',
      summary: 'The attributes and settings of a role.',
      shape: ROLE,
      without: [
        ...['server', 'name', 'login', 'member_of', 'ignore_grantors'],
        ...['password_wo', 'password_wo_version', 'password_verifier_wo', 'password_env'],
      ],
      names: { RoleAttributesOnDestroy: 'OnDestroy' },
    },
    {
      name: 'MembershipOptions',
      summary: 'What a membership allows.',
      shape: (ROLE.attributes.member_of as CollectionShape).element as ObjectShape,
      without: ['role'],
    },
  ],
  'grants-settings': [
    {
      name: 'GrantsSettings',
      summary: 'How the grants of a database are kept.',
      shape: objectShapeOf(grants.schema),
      without: ['server', 'database', 'grants', 'default_privileges', 'ignore_grantors'],
    },
  ],
  'connector-requirements': [
    {
      name: 'ConnectorRequirements',
      summary: 'What a connector has to be.',
      shape: objectShapeOf(connector.schema),
      without: ['id'],
    },
  ],
  'connector-deployments': [
    deployment('awsEcs', 'A connector on AWS ECS.'),
    deployment('azureContainerInstances', 'A connector on Azure Container Instances.'),
    deployment('gke', 'A connector on Google Kubernetes Engine.'),
    deployment('helm', 'A connector in any Kubernetes cluster.'),
  ],
  'integration-settings': [
    {
      name: 'IntegrationSettings',
      summary: 'What an integration says of itself.',
      shape: INTEGRATION,
      without: [
        ...['type', 'connector_id', 'connected_resource_types', 'dbname'],
        ...['secret_store', 'integration_owner', 'resource_owner', 'preflight'],
      ],
      defaults: {
        hostname: "the server's, where the type is reached by host name",
        port: "with `hostname` 5432, else the server's",
        extra_config: "what names the server's instance",
      },
    },
  ],
  'access-flow-settings': [
    {
      name: 'AccessFlowSettings',
      summary: 'What an access flow says of itself.',
      shape: FLOW,
      without: [
        ...['name', 'trigger', 'grant_duration_in_min', 'approver_policy', 'escalation_policy', 'requestors'],
        ...['request_for', 'access_targets', 'settings'],
      ],
      names: { AccessFlowSettingsTimeframe: 'Timeframe' },
    },
    {
      name: 'RequestSettings',
      summary: 'How access is asked for.',
      shape: FLOW.attributes.settings as ObjectShape,
      without: [],
    },
  ],
  'bundle-settings': [
    {
      name: 'BundleSettings',
      summary: 'What a bundle says of itself.',
      shape: objectShapeOf(bundle.schema),
      without: ['access_targets'],
    },
  ],
  'access-scope-settings': [
    {
      name: 'AccessScopeSettings',
      summary: 'What an access scope holds, and says of itself.',
      shape: objectShapeOf(accessScope.schema),
      without: [],
    },
  ],
  secrets: Object.values(SECRETS),
};

function deployment(way: keyof typeof CONNECTOR_DEPLOYMENTS, summary: string): PropsPart {
  const name = `${way.charAt(0).toUpperCase()}${way.slice(1)}Settings`;
  return { name, summary, shape: objectShapeOf(CONNECTOR_DEPLOYMENTS[way].schema), without: [] };
}

function summaryOf({ description }: { readonly description?: string | undefined }): string {
  return description ?? '';
}
