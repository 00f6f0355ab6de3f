/**
 * A stack whose HCL is checked in beside it, in hcl/main.tf: reviewers read the HCL, Terraform applies it, and the
 * program stays the source. After a change:
 *
 *     npx cdktf synth
 *     npx aponopg hcl cdktf.out --out hcl/main.tf
 *
 * and in the pipeline, which ends with 2 when somebody forgot:
 *
 *     npx aponopg hcl cdktf.out --out hcl/main.tf --check
 */
import { App, LocalBackend, Op, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import {
  Connector,
  ConnectorUser,
  Database,
  DatabaseRole,
  IntegrationOwner,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
} from 'cdktf-apono-postgresql';
import type { Construct } from 'constructs';

class CheckedIn extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // A backend of its own: CDKTF's default names a folder of the machine that synthesizes.
    new LocalBackend(this, { path: 'terraform.tfstate' });

    const host = new TerraformVariable(this, 'database_host', { type: 'string' });
    const port = new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 });
    const server = new PostgresqlServer(this, 'orders', {
      host: host.stringValue,
      port: port.numberValue,
      database: 'postgres',
      username: 'postgres',
      password: new SecretVariable(this, 'admin_password').value,
    });

    const user = new ConnectorUser(this, 'connector_user', {
      server,
      password: new SecretVariable(this, 'connector_password').value,
    });

    const migrations = new DatabaseRole(this, 'migrations', { server });
    const reader = new DatabaseRole(this, 'reader', { server, comment: 'Reads "everything" in app.' });
    const orders = new Database(this, 'orders_database', { server, name: 'orders' });
    orders.grantReadOnly(reader, { schemas: ['app'], owners: [migrations] });

    const integration = new PostgresqlIntegration(this, 'integration', {
      name: 'Orders database',
      connector: new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod' }),
      connectorUser: user,
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      server,
      dbname: 'orders',
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),
      customAccessDetails: 'Orders: 100 % of what was sold.\nConnect with:\n  psql "service=orders"\n',
      integrationOwner: IntegrationOwner.groups(['dba'], 'Okta'),
    });
    integration.resource.addOverride('lifecycle.precondition', [
      { condition: Op.gt(port.numberValue, 1024), error_message: 'The proxy listens above port 1024.' },
    ]);

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
  }
}

const app = new App();
new CheckedIn(app, 'checked-in-hcl');
app.synth();
