/**
 * A PostgreSQL database under Apono, from the database user to the owners: everything that the integration page asks
 * for. `npm run demo -- --cdktn` deploys this very file.
 */

import {
  Admin,
  Connector,
  IntegrationOwner,
  PostgresqlServer,
  ResourceOwner,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from 'cdktf-apono-postgresql/cdktn';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktn';
import type { Construct } from 'constructs';

class Quickstart extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // The server, and the admin who may make roles there. Values come from TF_VAR_... when it is deployed.
    const host = new TerraformVariable(this, 'database_host', { type: 'string' });
    const port = new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 });
    const server = new PostgresqlServer(this, 'orders', {
      host: host.stringValue,
      port: port.numberValue,
      admin: Admin.password({ username: 'postgres', password: new SecretVariable(this, 'admin_password').value }),
      sslmode: 'prefer', // verify-full in production, with the authority's certificate in sslrootcert
    });

    // The user that Apono's connector signs in with, as Apono's instructions have it: a superuser.
    // Narrower: superuser: false gives CREATEROLE only, and memberOf the roles whose tables it may share.
    const connectorUser = server.addConnectorUser('user', {
      signIn: SignIn.password(new SecretVariable(this, 'connector_password').value),
    });

    // The connector must be connected and new enough: the plan stops otherwise.
    const connector = new Connector(this, 'connector', {
      connectorId: 'AwsConnector-Prod',
      minimumVersion: '1.3.0',
    });

    // Type, host, port and database follow from the server and the database.
    const integration = server.addDatabase('orders').addIntegration('integration', {
      name: 'Orders database',
      connector,
      connectorUser,

      // Discovery
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],

      // Integration config: how the connector uses TLS
      sslmode: 'require',

      // Secret store: where the connector finds the user's credentials
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),

      // Get more with Apono
      credentialRotationPeriodInDays: 30,
      userCleanupPeriodInDays: 90,
      customAccessDetails:
        'Orders, read replica lag under 1 s.\nQuestions: #orders-db, runbook https://wiki.internal/orders',
      integrationOwner: IntegrationOwner.groups(['dba'], { source: 'Okta' }),
      resourceOwner: ResourceOwner.group('owner', { source: 'Okta' }),
    });

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
  }
}

const app = new App();
new Quickstart(app, 'quickstart');
app.synth();
