/**
 * The whole road in one stack: a password that nobody ever sees, the connector's user, what its team may do, the
 * integration with its secret and owners, and who is given access. `npm run demo -- --example whole-road` deploys this
 * very file.
 */
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import {
  Admin,
  Approvers,
  Connector,
  DatabaseRole,
  Duration,
  GeneratedPassword,
  Identity,
  PostgresqlServer,
  ResourceOwner,
  Resources,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from 'cdktf-apono-postgresql';
import type { Construct } from 'constructs';

class WholeRoad extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // The server, and the admin who may make roles there.
    const server = new PostgresqlServer(this, 'orders', {
      host: new TerraformVariable(this, 'database_host', { type: 'string' }).stringValue,
      port: new TerraformVariable(this, 'database_port', { type: 'number', default: 5432 }).numberValue,
      admin: Admin.password({ username: 'postgres', password: new SecretVariable(this, 'admin_password').value }),
      sslmode: 'prefer', // verify-full in production, with the authority's certificate in sslrootcert
    });

    // A group that may read the shop's tables, those of tomorrow included. People come and go by the minute.
    const database = server.addDatabase('orders');
    const migrator = DatabaseRole.fromRoleAttributes(this, 'migrator', { server, name: 'app_owner' });
    const readers = server.addRole('orders_read');
    readers.grantReadOnly(database, { schemas: ['app'], owners: [migrator] });

    // Drawn while it is applied, and known to that apply alone: raise the version, and it is another one in both places.
    const version = new TerraformVariable(this, 'password_version', { type: 'number', default: 1 });
    const password = new GeneratedPassword(this, 'password', { version: version.numberValue });

    // The connector's user: no superuser, it only lets people into the group and out of it.
    const connectorUser = server.addConnectorUser('user', {
      signIn: SignIn.password(password.value, { version: password.version }),
      superuser: false,
      memberOf: [{ role: readers, admin: true }],
    });

    // The same password for Apono, and nothing is registered before it has signed in. Apono's own store is for trials:
    // ConnectorSecret.aws and its like make the secret in a cloud of your own.
    const integration = database.addIntegration('integration', {
      name: 'Orders database',
      connector: new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod', minimumVersion: '1.3.0' }),
      connectorUser,
      connectedResourceTypes: [ResourceType.DATABASE, ResourceType.ROLE],
      sslmode: 'require',
      secretStore: SecretStore.apono(
        { username: connectorUser.userName, password: password.value },
        { parametersVersion: password.version },
      ),
      integrationOwner: Identity.group('DBA', { source: 'Okta' }),
      resourceOwner: ResourceOwner.group('owner', { source: 'Okta' }),
    });

    // Who may ask for what, at whose word, for how long.
    const flow = integration.grantAccess('read', {
      name: 'Read orders',
      to: Identity.group('RND', { source: 'Okta' }),
      resourceType: ResourceType.ROLE,
      permissions: ['MEMBER'],
      resources: [Resources.named([readers.roleName])],
      approvers: Approvers.anyOf(Identity.owner(), Identity.group('DBA', { source: 'Okta' })),
      duration: Duration.hours(4),
    });

    new TerraformOutput(this, 'integration_id', { value: integration.integrationId });
    new TerraformOutput(this, 'access_flow_id', { value: flow.accessFlowId });
  }
}

const app = new App();
new WholeRoad(app, 'whole-road');
app.synth();
