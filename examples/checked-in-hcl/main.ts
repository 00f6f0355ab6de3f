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
  Admin,
  Connector,
  IntegrationOwner,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
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
      admin: Admin.password({ username: 'postgres', password: new SecretVariable(this, 'admin_password').value }),
    });

    const connectorUser = server.addConnectorUser('connector_user', {
      signIn: SignIn.password(new SecretVariable(this, 'connector_password').value),
    });

    const migrations = server.addRole('migrations');
    const reader = server.addRole('reader', { comment: 'Reads "everything" in app.' });
    const orders = server.addDatabase('orders');
    orders.grantReadOnly(reader, { schemas: ['app'], owners: [migrations] });

    const integration = orders.addIntegration('integration', {
      name: 'Orders database',
      connector: new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod' }),
      connectorUser,
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),
      customAccessDetails: 'Orders: 100 % of what was sold.\nConnect with:\n  psql "service=orders"\n',
      integrationOwner: IntegrationOwner.groups(['dba'], { source: 'Okta' }),
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
