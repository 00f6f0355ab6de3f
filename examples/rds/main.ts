/**
 * Amazon RDS for PostgreSQL under Apono: the connector's database user as RDS allows it, and the integration. It works
 * for Aurora too. Deploy it where the instance can be reached:
 *
 *     export TF_VAR_database_host=orders.abc123.eu-west-1.rds.amazonaws.com
 *     export TF_VAR_admin_password=... TF_VAR_connector_password=... APONO_PERSONAL_TOKEN=...
 *     curl -O https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
 *     export TF_VAR_rds_authorities=$PWD/global-bundle.pem
 *     cdktf deploy rds
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

class Rds extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // The instance and its master user, who is no superuser but a member of rds_superuser.
    const server = PostgresqlServer.rds(this, 'orders', {
      instanceId: 'orders',
      region: 'eu-west-1',
      host: new TerraformVariable(this, 'database_host', { type: 'string' }).stringValue,
      port: new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 }).numberValue,
      database: 'postgres',
      admin: Admin.password({
        username: new TerraformVariable(this, 'admin_name', { type: 'string', default: 'postgres' }).stringValue,
        password: new SecretVariable(this, 'admin_password').value,
      }),
      sslmode: 'verify-full',
      sslrootcert: new TerraformVariable(this, 'rds_authorities', { type: 'string' }).stringValue,
    });

    // CREATEROLE and rds_superuser. By IAM instead of a password: SignIn.iam() gives it rds_iam; then leave out
    // `secretStore` below, and allow the connector's identity rds-db:connect.
    const connectorUser = server.addConnectorUser('user', {
      signIn: SignIn.password(new SecretVariable(this, 'connector_password').value),
      memberOf: ['app_owner'], // who owns the tables that access is given to
    });

    const integration = server.addDatabase('orders').addIntegration('integration', {
      name: 'Orders on RDS',
      connector: new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod', minimumVersion: '1.5.3' }),
      connectorUser,
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      // {"username": "apono_connector", "password": "..."}, with the tag apono-connector-read = "true".
      secretStore: SecretStore.aws({ region: 'eu-west-1', secretId: 'prod/orders/apono-connector' }),
    });

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
  }
}

const app = new App();
new Rds(app, 'rds');
app.synth();
