import { configureProvider } from '../server/configure-provider';
import { getMetadata } from '../server/get-metadata';
import { getIdentified, getSchema } from '../server/get-schema';
import { dataSourceOf } from '../server/named';
import { readDataSource } from '../server/read-data-source';
import { stopProvider } from '../server/stop-provider';
import { validateDataSource } from '../server/validate-data-source';
import { validateProvider } from '../server/validate-provider';
import { writeMessage } from '../wire/messages';
import type { Method } from '../wire/methods';
import { ACTION_CALLS } from './action-calls';
import { type Call, call } from './call';
import { readConfig, writeObject } from './dynamic-value';
import { EPHEMERAL_CALLS } from './ephemeral-calls';
import { FUNCTION_CALLS, functionMessages } from './function-calls';
import { LIST_CALLS } from './list-calls';
import { RESOURCE_CALLS } from './resource-calls';
import { identityMessages, schemaMessage } from './schema-message';

const CAPABILITIES = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
  generateResourceConfig: true,
};

const metadata = call('GetMetadata', 'metadata', async (server) => {
  const { resources, dataSources, ephemeralResources, listResources, actions, functions } = await getMetadata(server);
  const types = (all: readonly string[]) => all.map((typeName) => ({ typeName }));
  return {
    serverCapabilities: CAPABILITIES,
    resources: types(resources),
    dataSources: types(dataSources),
    ephemeralResources: types(ephemeralResources),
    listResources: types(listResources),
    actions: types(actions),
    functions: functions.map((name) => ({ name })),
  };
});

const schema = call('GetProviderSchema', 'schema', async (server) => {
  const { provider, resources, dataSources, ephemeralResources, listResources, actions, functions, diagnostics } =
    await getSchema(server);
  const messages = (all: typeof resources) =>
    Object.fromEntries(Object.entries(all).map(([name, each]) => [name, schemaMessage(each)]));
  return {
    serverCapabilities: CAPABILITIES,
    provider: schemaMessage(provider),
    resourceSchemas: messages(resources),
    dataSourceSchemas: messages(dataSources),
    ephemeralResourceSchemas: messages(ephemeralResources),
    listResourceSchemas: messages(listResources),
    actionSchemas: Object.fromEntries(
      Object.entries(messages(actions)).map(([name, each]) => [name, { schema: each }]),
    ),
    functions: functionMessages(functions),
    diagnostics,
  };
});

const identities = call('GetResourceIdentitySchemas', 'schema', async (server) => ({
  identitySchemas: identityMessages(await getIdentified(server)),
}));

const validate = call('ValidateProviderConfig', 'validate', async (server, request, useSchema) => {
  const { schema } = await server.provider();
  useSchema(schema);
  return { diagnostics: await validateProvider(server, readConfig(schema, request.config, 'configuration')) };
});

const configure = call('ConfigureProvider', 'configure', async (server, request, useSchema) => {
  const { schema } = await server.provider();
  useSchema(schema);
  const config = readConfig(schema, request.config, 'configuration');
  await configureProvider(server, { config, terraformVersion: request.terraformVersion ?? '' });
  return {};
});

const validateData = call('ValidateDataResourceConfig', 'validate', async (server, request, useSchema) => {
  const dataSource = await dataSourceOf(server, request.typeName);
  useSchema(dataSource.schema);
  const config = readConfig(dataSource.schema, request.config, 'configuration');
  return { diagnostics: await validateDataSource(server, dataSource, config) };
});

const readData = call('ReadDataSource', 'read', async (server, request, useSchema) => {
  const dataSource = await dataSourceOf(server, request.typeName);
  useSchema(dataSource.schema);
  const config = readConfig(dataSource.schema, request.config, 'configuration');
  const { state, diagnostics } = await readDataSource(server, dataSource, config);
  return { state: writeObject(dataSource.schema, state, 'data that read returned'), diagnostics };
});

const stop: Call = async (server) => {
  stopProvider(server);
  return writeMessage('StopProvider.Response', {});
};

/**
 * The methods of `tfplugin6.Provider` that are answered. Loaded by `require` with the first call.
 * @public
 */
export const PROVIDER_CALLS: Readonly<Record<Method, Call>> = {
  GetMetadata: metadata,
  GetProviderSchema: schema,
  GetResourceIdentitySchemas: identities,
  ValidateProviderConfig: validate,
  ConfigureProvider: configure,
  ...RESOURCE_CALLS,
  ValidateDataResourceConfig: validateData,
  ReadDataSource: readData,
  ...EPHEMERAL_CALLS,
  ...LIST_CALLS,
  ...ACTION_CALLS,
  ...FUNCTION_CALLS,
  StopProvider: stop,
};
