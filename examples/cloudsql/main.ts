/**
 * Google Cloud SQL for PostgreSQL under Apono: the connector's database user, what it needs on the databases, and the
 * integration. Deploy it where the instance can be reached:
 *
 *     export TF_VAR_database_host=10.20.0.3
 *     export TF_VAR_admin_password=... TF_VAR_connector_password=... APONO_PERSONAL_TOKEN=...
 *     gcloud sql instances describe orders --format='value(serverCaCert.cert)' > server-ca.pem
 *     export TF_VAR_instance_authority=$PWD/server-ca.pem
 *     cdktf deploy cloudsql
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

class CloudSql extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // The instance and its admin, who is no superuser but a member of cloudsqlsuperuser. An instance with an
    // authority of its own has a certificate for `project:instance`, not for its address: hence verify-ca.
    const server = PostgresqlServer.cloudSql(this, 'orders', {
      projectId: 'my-project',
      instanceId: 'orders',
      host: new TerraformVariable(this, 'database_host', { type: 'string' }).stringValue,
      port: new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 }).numberValue,
      database: 'postgres',
      admin: Admin.password({
        username: new TerraformVariable(this, 'admin_name', { type: 'string', default: 'postgres' }).stringValue,
        password: new SecretVariable(this, 'admin_password').value,
      }),
      sslmode: 'verify-ca',
      sslrootcert: new TerraformVariable(this, 'instance_authority', { type: 'string' }).stringValue,
    });

    const orders = server.addDatabase('orders');

    // CREATEROLE and cloudsqlsuperuser, and every privilege on the databases, to be passed on. By IAM instead of a
    // password: ConnectorUser.fromCloudSqlIam(this, 'user', { server, project: 'my-project' }), and no `secretStore` below.
    const connectorUser = server.addConnectorUser('user', {
      signIn: SignIn.password(new SecretVariable(this, 'connector_password').value),
      memberOf: ['app_owner'], // who owns the tables that access is given to
      databases: [orders],
    });

    const integration = orders.addIntegration('integration', {
      name: 'Orders on Cloud SQL',
      connector: new Connector(this, 'connector', { connectorId: 'GcpConnector-Prod', minimumVersion: '1.4.1' }),
      connectorUser,
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      secretStore: SecretStore.gcp({ project: 'my-project', secretId: 'apono-connector' }),
    });

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
  }
}

const app = new App();
new CloudSql(app, 'cloudsql');
app.synth();
