import * as constructs from '../../constructs';
import {
  Database,
  DatabaseRole,
  PostgresqlIntegration,
  PostgresqlServer,
  RequireSslMode,
} from '../../constructs';
import { newStack, SMALLEST } from './stacks';

/** What calls are made on. */
export function world() {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  const database = new Database(stack, 'orders', { server });
  const role = new DatabaseRole(stack, 'reader', { server });
  const integration = new PostgresqlIntegration(stack, 'integration', SMALLEST);
  return { stack, server, database, role, schema: database.schema('app'), integration };
}

export type World = ReturnType<typeof world>;

/** The right props of each public constructor of a construct, and their type; undefined where others make the object. */
export const CONSTRUCTORS: Readonly<
  Record<string, readonly [type: string | undefined, props: (given: World) => object] | undefined>
> = {
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
  AponopgRole: [undefined, () => ({ server: 'main', name: 'reader' })],
  Connector: ['ConnectorProps', () => ({ connectorId: 'c' })],
  ConnectorUser: ['ConnectorUserProps', ({ server }) => ({ server, passwordEnv: 'PW' })],
  DataAponopgConnector: [undefined, () => ({ id: 'c' })],
  Database: ['DatabaseProps', ({ server, role }) => ({ server, name: 'stock', ignoreGrantors: [role] })],
  DatabaseRole: ['DatabaseRoleProps', ({ server, role }) => ({ server, memberOf: [{ role, admin: true }] })],
  DatabaseSchema: undefined,
  FutureObjects: undefined,
  Grant: undefined,
  GrantTarget: undefined,
  Handler: undefined,
  IntegrationOwner: undefined,
  PostgresqlIntegration: ['PostgresqlIntegrationProps', () => ({ ...SMALLEST, name: 'Stock' })],
  PostgresqlServer: ['PostgresqlServerProps', () => ({ host: 'db.internal' })],
  RequireSslMode: undefined,
  ResourceOwner: undefined,
  RoleWithGrants: undefined,
  SecretStore: undefined,
  SecretVariable: ['SecretVariableProps', () => ({ description: 'Of the admin' })],
};

const access = ({ role, schema }: World) => ({ schemas: ['app', schema], owners: [role] });
const onStatic = (name: keyof typeof constructs) => () => constructs[name];

/** Each call: on what it is made, and right arguments. */
export const CALLS: Readonly<
  Record<string, readonly [of: (given: World) => unknown, right: (given: World) => unknown[]]>
> = {
  'AponoProvider.of()': [onStatic('AponoProvider'), ({ stack }) => [stack]],
  'AponopgProvider.isAponopgProvider()': [onStatic('AponopgProvider'), ({ stack }) => [stack]],
  'AponopgProvider.of()': [onStatic('AponopgProvider'), ({ stack }) => [stack, constructs.Handler.provider()]],
  'Connector.fromConnectorId()': [onStatic('Connector'), () => ['c']],
  'ConnectorUser.fromCloudSqlIam()': [onStatic('ConnectorUser'), ({ server }) => [server, 'acme', 'account']],
  'ConnectorUser.fromName()': [onStatic('ConnectorUser'), ({ server }) => [server, 'apono', 'PW']],
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
  'DatabaseRole.fromName()': [onStatic('DatabaseRole'), () => ['reader']],
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
  'Handler.nullResource()': [onStatic('Handler'), () => [{ project: 'orders' }]],
  'IntegrationOwner.attribute()': [onStatic('IntegrationOwner'), () => ['manager', ['x'], 'Okta']],
  'IntegrationOwner.groups()': [onStatic('IntegrationOwner'), () => [['dba'], 'Okta']],
  'IntegrationOwner.users()': [onStatic('IntegrationOwner'), () => [['a@example.com'], 'Okta']],
  'PostgresqlIntegration.fromIntegrationId()': [onStatic('PostgresqlIntegration'), () => ['id']],
  'PostgresqlIntegration.toCode()': [({ integration }) => integration, () => [{ format: 'hcl' }]],
  'PostgresqlServer.fromName()': [onStatic('PostgresqlServer'), ({ stack }) => [stack, 'other']],
  'RequireSslMode.visit()': [() => new RequireSslMode(), ({ stack }) => [stack]],
  'ResourceOwner.attribute()': [onStatic('ResourceOwner'), () => ['manager', 'owner', 'Okta']],
  'ResourceOwner.group()': [onStatic('ResourceOwner'), () => ['owner', 'Okta']],
  'ResourceOwner.user()': [onStatic('ResourceOwner'), () => ['owner', 'Okta']],
  'RoleWithGrants.grantConnect()': [({ role }) => role, ({ database }) => [database]],
  'RoleWithGrants.grantOwner()': [({ role }) => role, (given) => [given.database, access(given)]],
  'RoleWithGrants.grantReadOnly()': [({ role }) => role, (given) => [given.database, access(given)]],
  'RoleWithGrants.grantReadWrite()': [({ role }) => role, (given) => [given.database, access(given)]],
  'SecretStore.apono()': [onStatic('SecretStore'), () => [{ username: 'u' }, { parametersVersion: 1 }]],
  'SecretStore.aws()': [onStatic('SecretStore'), () => [{ region: 'r', secretId: 's' }]],
  'SecretStore.azure()': [onStatic('SecretStore'), () => [{ vaultUrl: 'https://v', name: 's' }]],
  'SecretStore.gcp()': [onStatic('SecretStore'), () => [{ project: 'p', secretId: 's' }]],
  'SecretStore.hashicorpVault()': [onStatic('SecretStore'), () => [{ secretEngine: 'kv', path: 'p' }]],
  'SecretStore.kubernetes()': [onStatic('SecretStore'), () => [{ namespace: 'n', name: 's' }]],
  'anyPrivileges()': [() => constructs, () => [['SELECT']]],
  'anyResourceTypes()': [() => constructs, () => [['postgresql-view']]],
};
