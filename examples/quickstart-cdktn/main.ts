/**
 * A PostgreSQL database under Apono, from the database user to the owners: everything that the integration page asks
 * for. `npm run demo -- --cdktn` deploys this very file.
 */

import {
  Connector,
  ConnectorUser,
  IntegrationOwner,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceOwner,
  ResourceType,
  SecretStore,
  SecretVariable,
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
      username: 'postgres',
      password: new SecretVariable(this, 'admin_password').value,
      sslmode: 'prefer', // verify-full in production, with the authority's certificate in sslrootcert
    });

    // The user that Apono's connector signs in with, as Apono's instructions have it: a superuser.
    // Narrower: superuser: false gives CREATEROLE only, and memberOf the roles whose tables it may share.
    const user = new ConnectorUser(this, 'user', {
      server,
      password: new SecretVariable(this, 'connector_password').value,
    });

    // The connector must be connected and new enough: the plan stops otherwise.
    const connector = new Connector(this, 'connector', {
      connectorId: 'AwsConnector-Prod',
      minimumVersion: '1.3.0',
    });

    const integration = new PostgresqlIntegration(this, 'integration', {
      name: 'Orders database',
      connector,
      connectorUser: user,

      // Discovery
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],

      // Integration config
      server,
      dbname: 'orders',
      sslmode: 'require',

      // Secret store: where the connector finds the user's credentials
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),

      // Get more with Apono
      credentialRotationPeriodInDays: 30,
      userCleanupPeriodInDays: 90,
      customAccessDetails:
        'Orders, read replica lag under 1 s.\nQuestions: #orders-db, runbook https://wiki.internal/orders',
      integrationOwner: IntegrationOwner.groups(['dba'], 'Okta'),
      resourceOwner: ResourceOwner.group('owner', 'Okta'),
    });

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
  }
}

const app = new App();
new Quickstart(app, 'quickstart');
app.synth();
