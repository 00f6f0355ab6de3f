import { createContext, type HandlerContext } from '../../handler';
import { check, provider as description, type ProviderConfiguration } from '../../metadata';
import { learnEnvironment, learnSecrets } from '../../problem';
import type { Provider } from '../plugin';
import { diagnosticsOf } from './diagnostics';
import { terraformDataSource, terraformEphemeral, terraformResource } from './terraform-resource';
import { terraformSchema } from './terraform-schema';

/** The provider `aponopg`: the handler's resources, served to Terraform. */
export function aponopgProvider(env: NodeJS.ProcessEnv = process.env): Provider<HandlerContext> {
  let context: HandlerContext | undefined;
  return {
    schema: terraformSchema(description),
    validate: ({ config }) => {
      learnEnvironment(env);
      learnSecrets(config, env);
      return diagnosticsOf(check(description, config));
    },
    configure: ({ config }, { signal }) => {
      // A process that stays attached is configured again by each Terraform command: the last one's connections go.
      context?.close().catch(() => undefined);
      context = createContext(config as unknown as ProviderConfiguration, { env, signal, terraform: true });
      return context;
    },
    resources: {
      aponopg_role: () =>
        terraformResource((require('../../handler/role') as typeof import('../../handler/role')).roleResource),
      aponopg_grants: () =>
        terraformResource((require('../../handler/grants') as typeof import('../../handler/grants')).grantsResource),
      aponopg_integration: () =>
        terraformResource(
          (require('../../handler/integration') as typeof import('../../handler/integration')).integrationResource,
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
    functions: {
      quote_identifier: () => (require('./functions') as typeof import('./functions')).quoteIdentifierFunction,
      scram_verifier: () => (require('./functions') as typeof import('./functions')).scramVerifierFunction,
    },
    dataSources: {
      aponopg_connector: () =>
        terraformDataSource(
          (require('../../handler/connector') as typeof import('../../handler/connector')).connectorDataSource,
        ),
    },
    close: (configured) => configured?.close(),
  };
}
