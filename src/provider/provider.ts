import { createContext, type HandlerContext } from '../handler';
import { check, provider as description, type ProviderConfiguration } from '../metadata';
import type { Provider } from '../plugin';
import { diagnosticsOf } from './diagnostics';
import { terraformDataSource, terraformResource } from './resource';
import { terraformSchema } from './terraform-schema';

/** The provider `aponopg`: the handler's resources, served to Terraform. */
export function aponopgProvider(env: NodeJS.ProcessEnv = process.env): Provider<HandlerContext> {
  return {
    schema: terraformSchema(description),
    validate: ({ config }) => diagnosticsOf(check(description, config)),
    configure: ({ config }, { signal }) => createContext(config as unknown as ProviderConfiguration, { env, signal }),
    resources: {
      aponopg_role: () =>
        terraformResource((require('../handler/role') as typeof import('../handler/role')).roleResource),
      aponopg_integration: () =>
        terraformResource(
          (require('../handler/integration') as typeof import('../handler/integration')).integrationResource,
        ),
    },
    dataSources: {
      aponopg_connector: () =>
        terraformDataSource(
          (require('../handler/connector') as typeof import('../handler/connector')).connectorDataSource,
        ),
    },
    close: (context) => context?.close(),
  };
}
