import {
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
  secrets: Object.values(SECRETS),
};

function summaryOf({ description }: { readonly description?: string | undefined }): string {
  return description ?? '';
}
