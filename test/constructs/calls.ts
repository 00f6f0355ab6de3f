import type { IConstruct } from 'constructs';
import * as constructs from '../../constructs';
import {
  Database,
  DatabaseRole,
  type DatabaseSchema,
  EphemeralResource,
  GeneratedPassword,
  PostgresqlIntegration,
  PostgresqlServer,
  RequireSslMode,
} from '../../constructs';
import { newStack, reference, SMALLEST } from './stacks';

/** What calls are made on, each made when it is first asked for. */
export class World {
  readonly stack = newStack();
  readonly server = new PostgresqlServer(this.stack, 'main', {});

  get database(): Database {
    return this.once('orders', (id) => new Database(this.stack, id, { server: this.server }));
  }

  get role(): DatabaseRole {
    return this.once('reader', (id) => new DatabaseRole(this.stack, id, { server: this.server }));
  }

  get integration(): PostgresqlIntegration {
    return this.once('integration', (id) => new PostgresqlIntegration(this.stack, id, SMALLEST));
  }

  get read(): EphemeralResource {
    const attributes = { mount: 'kv', name: 'orders' };
    const make = (id: string) =>
      new EphemeralResource(this.stack, id, { terraformResourceType: 'vault_kv_secret_v2', attributes });
    return this.once('read', make);
  }

  get password(): GeneratedPassword {
    return this.once('password', (id) => new GeneratedPassword(this.stack, id));
  }

  get schema(): DatabaseSchema {
    return this.database.schema('app');
  }

  private once<T extends IConstruct>(id: string, make: (id: string) => T): T {
    return (this.stack.node.tryFindChild(id) as T | undefined) ?? make(id);
  }
}

/** The right props of each public constructor of a construct, and their type; undefined where others make the object. */
export const CONSTRUCTORS: Readonly<
  Record<string, readonly [type: string | undefined, props: (given: World) => object] | undefined>
> = {
  Admin: undefined,
  AponoProvider: ['AponoProviderConfig', () => ({ endpoint: 'https://api.apono.io' })],
  AponoResourceIntegration: [
    undefined,
    () => ({
      name: 'Orders',
      type: 'postgresql',
      connector_id: 'c',
      connected_resource_types: ['postgresql-database'],
      integration_config: {},
    }),
  ],
  AponopgAccessFlow: [
    undefined,
    () => ({
      name: 'Read orders',
      trigger: 'SELF_SERVE',
      requestors: { logicalOperator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
      accessTargets: [{ accessScope: { name: 'Production' } }],
      settings: {},
    }),
  ],
  AponopgAccessScope: [undefined, () => ({ name: 'Production', query: 'resource_tag["env"] = "prod"' })],
  AponopgBundle: [undefined, () => ({ name: 'Kit', accessTargets: [{ accessScope: { name: 'Production' } }] })],
  AponopgGrants: [undefined, () => ({ server: 'main', database: 'orders' })],
  AponopgIntegration: [
    undefined,
    () => ({
      name: 'Orders',
      type: 'postgresql',
      connectorId: 'c',
      hostname: 'db',
      connectedResourceTypes: ['postgresql-database'],
      secretStore: { aws: { region: 'r', secretId: 's' } },
    }),
  ],
  AponopgProvider: [undefined, () => ({ alias: 'second' })],
  AponopgRotation: [undefined, () => ({ everyDays: 30 })],
  AponopgRole: [undefined, () => ({ server: 'main', name: 'reader' })],
  Connector: ['ConnectorProps', () => ({ connectorId: 'c' })],
  ConnectorSecret: undefined,
  ConnectorUser: ['ConnectorUserProps', ({ server }) => ({ server, signIn: constructs.SignIn.passwordEnv('PW') })],
  DataAponopgObjects: [undefined, () => ({ server: 'main', database: 'orders', schema: 'app', on: 'table' })],
  DataAponopgRoles: [undefined, () => ({ server: 'main' })],
  DataAponopgSchemas: [undefined, () => ({ server: 'main', database: 'orders' })],
  DataAponopgConnector: [undefined, () => ({ id: 'c' })],
  DataAponopgIdentity: [undefined, () => ({ type: 'group', name: 'RND' })],
  DataAponopgIntegration: [undefined, () => ({ name: 'Orders' })],
  DataAponopgResourceTypes: [undefined, () => ({ integrationName: 'Orders' })],
  Database: ['DatabaseProps', ({ server, role }) => ({ server, name: 'stock', ignoreGrantors: [role] })],
  DatabaseRole: ['DatabaseRoleProps', ({ server, role }) => ({ server, memberOf: [{ role, admin: true }] })],
  DatabaseSchema: undefined,
  EphemeralAponopgPassword: [undefined, () => ({ length: 24, version: 1 })],
  EphemeralResource: [
    'EphemeralResourceConfig',
    () => ({ terraformResourceType: 'vault_kv_secret_v2', attributes: { mount: 'kv', name: 'orders' } }),
  ],
  FutureObjects: undefined,
  GeneratedPassword: ['GeneratedPasswordProps', () => ({ rotateEveryDays: 30, trigger: 'seen', length: 24 })],
  Grant: undefined,
  GrantTarget: undefined,
  Handler: undefined,
  IntegrationOwner: undefined,
  PostgresqlIntegration: ['PostgresqlIntegrationProps', () => ({ ...SMALLEST, name: 'Stock' })],
  PostgresqlServer: ['PostgresqlServerProps', () => ({ host: 'db.internal' })],
  ProblemError: undefined,
  RequireSslMode: undefined,
  ResourceOwner: undefined,
  PostgresqlServerBase: undefined,
  RoleWithGrants: undefined,
  SecretStore: undefined,
  ServerKind: undefined,
  SignIn: undefined,
  SecretVariable: ['SecretVariableProps', () => ({ description: 'Of the admin' })],
};

const access = ({ role, schema }: World) => ({ schemas: ['app', schema], owners: [role] });
const on = (made: unknown) => () => made;

/** Each call: on what it is made, and right arguments. */
export const CALLS: Readonly<
  Record<string, readonly [of: (given: World) => unknown, right: (given: World) => unknown[]]>
> = {
  'Admin.azureEntra()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.cloudSqlIam()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.environment()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.password()': [on(constructs.Admin), () => [{ username: 'admin', password: 'secret' }]],
  'Admin.passwordEnv()': [on(constructs.Admin), () => [{ username: 'admin', passwordEnv: 'PW' }]],
  'Admin.rdsIam()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.token()': [on(constructs.Admin), () => ['aws-rds-iam', { username: 'admin' }]],
  'AponoProvider.of()': [on(constructs.AponoProvider), ({ stack }) => [stack]],
  'AponopgProvider.of()': [on(constructs.AponopgProvider), ({ stack }) => [stack, constructs.Handler.provider()]],
  'Connector.fromConnectorId()': [on(constructs.Connector), ({ stack }) => [stack, 'there', 'c']],
  'ConnectorUser.fromCloudSqlIam()': [
    on(constructs.ConnectorUser),
    ({ stack }) => [
      stack,
      'there',
      {
        server: constructs.PostgresqlServer.cloudSql(stack, 'cloud', { projectId: 'acme', instanceId: 'orders' }),
        project: 'acme',
        account: 'a',
      },
    ],
  ],
  'ConnectorUser.fromConnectorUserAttributes()': [
    on(constructs.ConnectorUser),
    ({ stack, server }) => [stack, 'there', { server, name: 'apono', signIn: constructs.SignIn.passwordEnv('PW') }],
  ],
  'ConnectorSecret.aws()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [stack, 'secret', { name: 'orders', password, tags: { team: 'dba' }, kmsKey: 'new' }],
  ],
  'ConnectorSecret.azure()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [
      stack,
      'secret',
      { name: 'orders', password, keyVault: { id: 'vault', vaultUri: 'https://acme.vault.azure.net' } },
    ],
  ],
  'ConnectorSecret.gcp()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [stack, 'secret', { secretId: 'orders', password, serviceAccount: 'apono@acme' }],
  ],
  'ConnectorSecret.hashicorpVault()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [stack, 'secret', { mount: 'kv', path: 'orders', password }],
  ],
  'ConnectorSecret.kubernetes()': [
    on(constructs.ConnectorSecret),
    ({ stack }) => [
      stack,
      'secret',
      { namespace: 'apono', name: 'orders', password: { value: reference('var.password'), version: 1 } },
    ],
  ],
  'Database.addIntegration()': [({ database }) => database, () => ['apono', SMALLEST]],
  'Database.foreignDataWrapper()': [({ database }) => database, () => ['postgres_fdw']],
  'Database.foreignServer()': [({ database }) => database, () => ['other']],
  'Database.grant()': [({ database }) => database, ({ role }) => [role, ['CONNECT'], { withGrantOption: true }]],
  'Database.grantConnect()': [({ database }) => database, ({ role }) => [role]],
  'Database.grantOwner()': [({ database }) => database, (given) => [given.role, access(given)]],
  'Database.grantReadOnly()': [({ database }) => database, (given) => [given.role, access(given)]],
  'Database.grantReadWrite()': [({ database }) => database, (given) => [given.role, access(given)]],
  'Database.language()': [({ database }) => database, () => ['plpgsql']],
  'Database.largeObject()': [({ database }) => database, () => [16_384]],
  'Database.parameter()': [({ database }) => database, () => ['work_mem']],
  'Database.schema()': [({ database }) => database, () => ['app']],
  'Database.tablespace()': [({ database }) => database, () => ['fast']],
  'DatabaseRole.fromRoleAttributes()': [
    on(constructs.DatabaseRole),
    ({ stack, server }) => [stack, 'there', { server, name: 'app_owner' }],
  ],
  'DatabaseSchema.function()': [({ schema }) => schema, () => ['total(integer)']],
  'DatabaseSchema.futureRoutines()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.futureSequences()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.futureTables()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.grant()': [({ schema }) => schema, ({ role }) => [role, ['USAGE'], { withGrantOption: true }]],
  'DatabaseSchema.grantSelectOnAllTables()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.grantUsage()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.procedure()': [({ schema }) => schema, () => ['close(date)']],
  'DatabaseSchema.sequence()': [({ schema }) => schema, () => ['ids']],
  'DatabaseSchema.table()': [({ schema }) => schema, () => ['orders']],
  'DatabaseSchema.type()': [({ schema }) => schema, () => ['money']],
  'FutureObjects.grant()': [
    ({ schema, role }) => schema.futureTables(role),
    ({ role }) => [role, ['SELECT'], { withGrantOption: true }],
  ],
  'Grant.applyBefore()': [({ database, role }) => database.grantConnect(role), ({ integration }) => [integration]],
  'GrantTarget.grant()': [
    ({ schema }) => schema.sequence('ids'),
    ({ role }) => [role, ['SELECT'], { withGrantOption: true }],
  ],
  'Handler.nullResource()': [on(constructs.Handler), () => [{ project: 'orders' }]],
  'Handler.provider()': [on(constructs.Handler), () => [{ source: 'app.terraform.io/acme/aponopg' }]],
  'IntegrationOwner.attribute()': [on(constructs.IntegrationOwner), () => ['manager', ['x'], { source: 'Okta' }]],
  'IntegrationOwner.groups()': [on(constructs.IntegrationOwner), () => [['dba'], { source: 'Okta' }]],
  'IntegrationOwner.users()': [on(constructs.IntegrationOwner), () => [['a@example.com'], { source: 'Okta' }]],
  'PostgresqlIntegration.fromIntegrationId()': [
    on(constructs.PostgresqlIntegration),
    ({ stack }) => [stack, 'there', 'id'],
  ],
  'PostgresqlIntegration.importExisting()': [({ integration }) => integration, () => ['id']],
  'PostgresqlIntegration.toCode()': [({ integration }) => integration, () => [{ format: 'hcl' }]],
  'PostgresqlServer.alloyDb()': [on(PostgresqlServer), ({ stack }) => [stack, 'cloud', { host: 'db' }]],
  'PostgresqlServer.azure()': [on(PostgresqlServer), ({ stack }) => [stack, 'cloud', { host: 'db' }]],
  'PostgresqlServer.cloudSql()': [
    on(PostgresqlServer),
    ({ stack }) => [stack, 'cloud', { projectId: 'acme', instanceId: 'orders' }],
  ],
  'PostgresqlServer.fromServerAttributes()': [
    on(PostgresqlServer),
    ({ stack }) => [stack, 'there', { name: 'other', host: 'db', port: 5433 }],
  ],
  'PostgresqlServer.rds()': [
    on(PostgresqlServer),
    ({ stack }) => [stack, 'cloud', { instanceId: 'orders', region: 'eu-west-1' }],
  ],
  'PostgresqlServerBase.addConnectorUser()': [
    ({ server }) => server,
    () => ['connector', { signIn: constructs.SignIn.passwordEnv('PW') }],
  ],
  'PostgresqlServerBase.addDatabase()': [({ server }) => server, ({ role }) => ['stock', { ignoreGrantors: [role] }]],
  'PostgresqlServerBase.addRole()': [({ server }) => server, ({ role }) => ['writer', { memberOf: [role, 'other'] }]],
  'RequireSslMode.visit()': [() => new RequireSslMode(), ({ stack }) => [stack]],
  'ResourceOwner.attribute()': [on(constructs.ResourceOwner), () => ['manager', 'owner', { source: 'Okta' }]],
  'ResourceOwner.group()': [on(constructs.ResourceOwner), () => ['owner', { source: 'Okta' }]],
  'ResourceOwner.user()': [on(constructs.ResourceOwner), () => ['owner', { source: 'Okta' }]],
  'RoleWithGrants.grantConnect()': [({ role }) => role, ({ database }) => [database]],
  'RoleWithGrants.grantOwner()': [({ role }) => role, (given) => [given.database, access(given)]],
  'RoleWithGrants.grantReadOnly()': [({ role }) => role, (given) => [given.database, access(given)]],
  'RoleWithGrants.grantReadWrite()': [({ role }) => role, (given) => [given.database, access(given)]],
  'SecretStore.apono()': [on(constructs.SecretStore), () => [{ username: 'u' }, { parametersVersion: 1 }]],
  'SecretStore.aws()': [on(constructs.SecretStore), () => [{ region: 'r', secretId: 's' }]],
  'SecretStore.azure()': [on(constructs.SecretStore), () => [{ vaultUrl: 'https://v', name: 's' }]],
  'SecretStore.gcp()': [on(constructs.SecretStore), () => [{ project: 'p', secretId: 's' }]],
  'SecretStore.hashicorpVault()': [on(constructs.SecretStore), () => [{ secretEngine: 'kv', path: 'p' }]],
  'SecretStore.kubernetes()': [on(constructs.SecretStore), () => [{ namespace: 'n', name: 's' }]],
  'ServerKind.cloudSql()': [on(constructs.ServerKind), () => [{ projectId: 'acme', instanceId: 'orders' }]],
  'SecretStore.fromAwsSecret()': [
    on(constructs.SecretStore),
    () => [{ arn: 'arn:aws:secretsmanager:eu-west-1:1:secret:x' }],
  ],
  'SecretStore.fromAzureSecret()': [
    on(constructs.SecretStore),
    () => [{ vaultUri: 'https://acme.vault.azure.net' }, { name: 'orders' }],
  ],
  'SecretStore.fromGcpSecret()': [on(constructs.SecretStore), () => [{ project: 'acme', secretId: 'orders' }]],
  'SecretStore.fromKubernetesSecret()': [
    on(constructs.SecretStore),
    () => [{ metadata: { namespace: 'apono', name: 'orders' } }],
  ],
  'SecretStore.fromVaultSecret()': [on(constructs.SecretStore), () => [{ mount: 'kv', name: 'orders' }]],
  'ServerKind.rds()': [on(constructs.ServerKind), () => [{ instanceId: 'orders', region: 'eu-west-1' }]],
  'EphemeralResource.getNumber()': [({ read }) => read, () => ['version']],
  'EphemeralResource.getString()': [({ read }) => read, () => ['data_json']],
  'SignIn.passwordVerifier()': [on(constructs.SignIn), () => ['${var.verifier}', { version: 2 }]],
  'SignIn.secret()': [
    on(constructs.SignIn),
    ({ stack, password }) => [
      constructs.ConnectorSecret.hashicorpVault(stack, 'secret', { mount: 'kv', path: 'orders', password }),
    ],
  ],
  'SignIn.password()': [on(constructs.SignIn), () => ['${var.password}', { version: 2 }]],
  'SignIn.passwordEnv()': [on(constructs.SignIn), () => ['PW']],
  'anyPrivileges()': [() => constructs, () => [['SELECT']]],
  'anyResourceTypes()': [() => constructs, () => [['postgresql-view']]],
};
