/**
 * A database under Apono where no provider but HashiCorp's own may run: the same constructs, handled through
 * null_resource. Secrets come from the environment of whoever runs Terraform, by the names given here.
 */
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { Admin, Connector, Handler, PostgresqlServer, ResourceType, SecretStore, SignIn } from 'cdktf-apono-postgresql';
import type { Construct } from 'constructs';

class NullResource extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const host = new TerraformVariable(this, 'database_host', { type: 'string' });
    const port = new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 });

    // The one line that differs. Everything on this server follows it.
    const handler = Handler.nullResource({ project: 'orders' });

    const server = new PostgresqlServer(this, 'orders', {
      handler,
      host: host.stringValue,
      port: port.numberValue,
      database: 'postgres',
      // No username: PGUSER says who signs in, so that a job that only plans is somebody else.
      admin: Admin.passwordEnv({ passwordEnv: 'ADMIN_PASSWORD' }),
      sslmode: 'prefer', // verify-full in production, with the authority's certificate in sslrootcert
    });

    const connectorUser = server.addConnectorUser('user', { signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') });

    const reader = server.addRole('orders_reader');
    const database = server.addDatabase('orders');
    database.grantConnect(reader);
    database.schema('public').grantUsage(reader);
    database.schema('public').grantSelectOnAllTables(reader);

    database.addIntegration('integration', {
      name: 'Orders database',
      connector: Connector.fromConnectorId(this, 'connector', 'AwsConnector-Prod'), // checked when the integration is registered
      connectorUser, // signs in with CONNECTOR_PASSWORD before anything is registered
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),
    });
  }
}

const app = new App();
new NullResource(app, 'null-resource');
app.synth();
