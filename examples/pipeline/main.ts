/**
 * A stack made for a pipeline: who signs in and by which password is the job's business, so that the job that reviews pull
 * requests is somebody else than the one that deploys.
 */
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import {
  Admin,
  Connector,
  ConnectorUser,
  Database,
  DatabaseRole,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SignIn,
} from 'cdktf-apono-postgresql';
import type { Construct } from 'constructs';

class Orders extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const server = new PostgresqlServer(this, 'orders', {
      host: new TerraformVariable(this, 'database_host', { type: 'string' }).stringValue,
      port: new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 }).numberValue,
      database: 'postgres',
      // No username: PGUSER says who signs in.
      admin: Admin.passwordEnv({ passwordEnv: 'ADMIN_PASSWORD' }),
      sslmode: 'prefer', // verify-full in production, with the authority's certificate in sslrootcert
    });
    const user = new ConnectorUser(this, 'user', { server, signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') });

    const reader = new DatabaseRole(this, 'orders_reader', { server });
    const database = new Database(this, 'database', { server, name: 'orders' });
    database.grantConnect(reader);
    database.schema('public').grantUsage(reader);
    database.schema('public').grantSelectOnAllTables(reader);

    new PostgresqlIntegration(this, 'integration', {
      name: 'Orders database',
      connector: new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod' }),
      connectorUser: user, // signs in with CONNECTOR_PASSWORD before anything is registered
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      server,
      dbname: 'orders',
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),
    });
  }
}

const app = new App();
new Orders(app, 'orders');
app.synth();
