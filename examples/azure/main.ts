/**
 * Azure Database for PostgreSQL (flexible server) under Apono: the connector's database user, what it needs on the
 * databases, and the integration. Deploy it where the server can be reached:
 *
 *     export TF_VAR_database_host=orders.postgres.database.azure.com
 *     export TF_VAR_admin_password=... TF_VAR_connector_password=... APONO_PERSONAL_TOKEN=...
 *     cdktf deploy azure
 */
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import {
  Admin,
  Connector,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from 'cdktf-apono-postgresql';
import type { Construct } from 'constructs';

class Azure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // The server and its admin, who is no superuser but a member of azure_pg_admin.
    const server = PostgresqlServer.azure(this, 'orders', {
      host: new TerraformVariable(this, 'database_host', { type: 'string' }).stringValue,
      port: new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 }).numberValue,
      database: 'postgres',
      admin: Admin.password({
        username: new TerraformVariable(this, 'admin_name', { type: 'string', default: 'pgadmin' }).stringValue,
        password: new SecretVariable(this, 'admin_password').value,
      }),
      sslmode: 'verify-full',
      sslrootcert: 'system', // Azure's certificates come from public authorities
    });

    const orders = server.addDatabase('orders');

    // CREATEROLE and azure_pg_admin, which gets every privilege on the databases, to be passed on. They must be the
    // admin's own; azure_sys and azure_maintenance are Azure's.
    const connectorUser = server.addConnectorUser('user', {
      signIn: SignIn.password(new SecretVariable(this, 'connector_password').value),
      memberOf: ['app_owner'], // who owns the tables that access is given to
      databases: [orders],
    });

    // The server's host and port are where the connector reaches it.
    const integration = orders.addIntegration('integration', {
      name: 'Orders on Azure',
      connector: new Connector(this, 'connector', { connectorId: 'AzureConnector-Prod', minimumVersion: '1.3.0' }),
      connectorUser,
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      sslmode: 'require',
      secretStore: SecretStore.azure({ vaultUrl: 'https://orders.vault.azure.net', name: 'apono-connector' }),
    });

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
  }
}

const app = new App();
new Azure(app, 'azure');
app.synth();
