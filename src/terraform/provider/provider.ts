import { createContext, type HandlerContext } from '../../handler';
import { check, provider as description, type ProviderConfiguration } from '../../metadata';
import { learnEnvironment, learnSecrets } from '../../problem';
import type { Provider } from '../plugin';
import { diagnosticsOf } from './diagnostics';
import { lists } from './lists';
import { terraformDataSource, terraformEphemeral, terraformResource } from './terraform-resource';
import { terraformSchema } from './terraform-schema';

/** The provider `aponopg`: the handler's resources, served to Terraform. */
export function aponopgProvider(env: NodeJS.ProcessEnv = process.env): Provider<HandlerContext> {
  return {
    schema: terraformSchema(description),
    validate: ({ config }) => {
      learnEnvironment(env);
      learnSecrets(config, env);
      return diagnosticsOf(check(description, config));
    },
    configure: ({ config }, { signal }) =>
      createContext(config as unknown as ProviderConfiguration, { env, signal, terraform: true }),
    resources: {
      aponopg_role: () =>
        terraformResource((require('../../handler/role') as typeof import('../../handler/role')).roleResource),
      aponopg_grants: () =>
        terraformResource((require('../../handler/grants') as typeof import('../../handler/grants')).grantsResource),
      aponopg_integration: () =>
        terraformResource(
          (require('../../handler/integration') as typeof import('../../handler/integration')).integrationResource,
        ),
      aponopg_access_scope: () =>
        terraformResource(
          (require('../../handler/access-scope') as typeof import('../../handler/access-scope')).accessScopeResource,
        ),
      aponopg_bundle: () =>
        terraformResource((require('../../handler/bundle') as typeof import('../../handler/bundle')).bundleResource),
      aponopg_access_flow: () =>
        terraformResource(
          (require('../../handler/access-flow') as typeof import('../../handler/access-flow')).accessFlowResource,
        ),
      aponopg_rotation: () =>
        terraformResource(
          (require('../../handler/rotation') as typeof import('../../handler/rotation')).rotationResource,
        ),
    },
    ephemeralResources: {
      aponopg_password: () =>
        terraformEphemeral(
          (require('../../handler/password') as typeof import('../../handler/password')).passwordEphemeral,
        ),
    },
    actions: {
      aponopg_check_connection: () => (require('./actions') as typeof import('./actions')).checkConnectionAction,
      aponopg_end_sessions: () => (require('./actions') as typeof import('./actions')).endSessionsAction,
      aponopg_refresh_integration: () => (require('./actions') as typeof import('./actions')).refreshIntegrationAction,
      aponopg_rotate_password: () => (require('./actions') as typeof import('./actions')).rotatePasswordAction,
    },
    functions: {
      quote_identifier: () => (require('./functions') as typeof import('./functions')).quoteIdentifierFunction,
      aql_string: () => (require('./functions') as typeof import('./functions')).aqlStringFunction,
      scram_verifier: () => (require('./functions') as typeof import('./functions')).scramVerifierFunction,
    },
    dataSources: {
      aponopg_connector: () =>
        terraformDataSource(
          (require('../../handler/connector') as typeof import('../../handler/connector')).connectorDataSource,
        ),
      aponopg_integration: () =>
        terraformDataSource(
          (require('../../handler/lookups/integration') as typeof import('../../handler/lookups/integration'))
            .integrationDataSource,
        ),
      aponopg_identity: () =>
        terraformDataSource(
          (require('../../handler/lookups/identity') as typeof import('../../handler/lookups/identity'))
            .identityDataSource,
        ),
      aponopg_resource_types: () =>
        terraformDataSource(
          (require('../../handler/lookups/resource-types') as typeof import('../../handler/lookups/resource-types'))
            .resourceTypesDataSource,
        ),
      aponopg_schemas: () =>
        terraformDataSource(
          (require('../../handler/catalogs/schemas') as typeof import('../../handler/catalogs/schemas'))
            .schemasDataSource,
        ),
      aponopg_objects: () =>
        terraformDataSource(
          (require('../../handler/catalogs/objects') as typeof import('../../handler/catalogs/objects'))
            .objectsDataSource,
        ),
      aponopg_roles: () =>
        terraformDataSource(
          (require('../../handler/catalogs/roles') as typeof import('../../handler/catalogs/roles')).rolesDataSource,
        ),
    },
    listResources: lists,
    close: (configured) => configured.close(),
  };
}
