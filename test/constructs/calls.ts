import type { IConstruct } from 'constructs';
import * as constructs from '../../constructs';
import {
  Database,
  DatabaseRole,
  type DatabaseSchema,
  PostgresqlIntegration,
  PostgresqlServer,
  RequireSslMode,
} from '../../constructs';
import { newStack, SMALLEST } from './stacks';

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
const on = (made: unknown) => () => made;

/** Each call: on what it is made, and right arguments. */
export const CALLS: Readonly<
  Record<string, readonly [of: (given: World) => unknown, right: (given: World) => unknown[]]>
> = {
  'AponoProvider.of()': [on(constructs.AponoProvider), ({ stack }) => [stack]],
  'AponopgProvider.of()': [on(constructs.AponopgProvider), ({ stack }) => [stack, constructs.Handler.provider()]],
  'Connector.fromConnectorId()': [on(constructs.Connector), () => ['c']],
  'ConnectorUser.fromCloudSqlIam()': [on(constructs.ConnectorUser), ({ server }) => [server, 'acme', 'account']],
  'ConnectorUser.fromName()': [on(constructs.ConnectorUser), ({ server }) => [server, 'apono', 'PW']],
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
  'DatabaseRole.fromName()': [on(constructs.DatabaseRole), () => ['reader']],
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
  'IntegrationOwner.attribute()': [on(constructs.IntegrationOwner), () => ['manager', ['x'], 'Okta']],
  'IntegrationOwner.groups()': [on(constructs.IntegrationOwner), () => [['dba'], 'Okta']],
  'IntegrationOwner.users()': [on(constructs.IntegrationOwner), () => [['a@example.com'], 'Okta']],
  'PostgresqlIntegration.fromIntegrationId()': [on(constructs.PostgresqlIntegration), () => ['id']],
  'PostgresqlIntegration.toCode()': [({ integration }) => integration, () => [{ format: 'hcl' }]],
  'PostgresqlServer.fromName()': [on(constructs.PostgresqlServer), ({ stack }) => [stack, 'other']],
  'RequireSslMode.visit()': [() => new RequireSslMode(), ({ stack }) => [stack]],
  'ResourceOwner.attribute()': [on(constructs.ResourceOwner), () => ['manager', 'owner', 'Okta']],
  'ResourceOwner.group()': [on(constructs.ResourceOwner), () => ['owner', 'Okta']],
  'ResourceOwner.user()': [on(constructs.ResourceOwner), () => ['owner', 'Okta']],
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
  'anyPrivileges()': [() => constructs, () => [['SELECT']]],
  'anyResourceTypes()': [() => constructs, () => [['postgresql-view']]],
};
