import type { TerraformStack } from 'cdktf';
import {
  Connector,
  ConnectorUser,
  Database,
  DatabaseRole,
  type Handler,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SignIn,
} from '../../../constructs';
import { opened } from '../../support/clean-up';
import { freshName } from '../../support/postgres';
import { useServer } from '../../support/project';
import { type Deployment, openDeployment, serverProps } from '../../support/transports';

/** The password of the connector's user. */
export const CANARY = 'canary-null-7f3a';

/** What the stack is called by in the database and at Apono. */
export interface Names {
  readonly database: string;
  readonly user: string;
  readonly reader: string;
  readonly integration: string;
}

interface Wanted {
  readonly readerLogin?: boolean;
  readonly select?: boolean;
  readonly reader?: boolean;
}

/** A stack, another deployment of it in every test, and what it made. */
export function useOrders() {
  const server = useServer();
  const deployment: Deployment = opened(() => openDeployment(server, { CONNECTOR_PASSWORD: CANARY }), beforeEach);

  async function freshNames(): Promise<Names> {
    const database = await server.createDatabase();
    await server.query('CREATE TABLE orders (id int)', { database });
    return { database, user: freshName('connector'), reader: freshName('reader'), integration: freshName('Orders') };
  }

  /** A server with the connector's user, a role that may read, and an integration. */
  function orders(names: Names, { readerLogin = false, select = true, reader = true }: Wanted = {}) {
    return (stack: TerraformStack, handler: Handler) => {
      const main = new PostgresqlServer(stack, 'main', { ...serverProps(server), handler });
      const user = new ConnectorUser(stack, 'user', {
        server: main,
        name: names.user,
        signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD'),
      });
      if (reader) {
        const role = new DatabaseRole(stack, 'reader', { server: main, name: names.reader, login: readerLogin });
        const schema = new Database(stack, 'orders', { server: main, name: names.database }).schema('public');
        schema.grantUsage(role);
        if (select) schema.grantSelectOnAllTables(role);
      }
      new PostgresqlIntegration(stack, 'integration', {
        name: names.integration,
        connector: Connector.fromConnectorId(stack, 'connector', 'AwsConnector-Prod'),
        connectedResourceTypes: [ResourceType.TABLE, ResourceType.DATABASE],
        server: main,
        connectorUser: user,
        dbname: names.database,
        secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
      });
    };
  }

  const mayRead = async (names: Names) => {
    const sql = `SET ROLE "${names.reader}"; SELECT * FROM orders`;
    return server.query(sql, { database: names.database }).then(
      () => true,
      () => false,
    );
  };

  const rolesThere = async (...names: string[]) => {
    const rows = await server.query('SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1)', { values: [names] });
    return rows.map(({ rolname }) => String(rolname));
  };

  async function integrations(): Promise<{ id: string; name: string }[]> {
    const response = await fetch(`${deployment.sandbox.url}/api/admin/v4/integrations`, {
      headers: { authorization: `Bearer ${deployment.sandbox.token}` },
    });
    const { items } = (await response.json()) as { items: { id: string; name: string; type: string }[] };
    return items.filter(({ type }) => type === 'postgresql');
  }

  const integrationNames = async () => (await integrations()).map(({ name }) => name);
  const integrationIds = async () => (await integrations()).map(({ id }) => id);

  return { server, deployment, freshNames, orders, mayRead, rolesThere, integrationNames, integrationIds };
}
