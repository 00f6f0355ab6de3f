import { Annotations, type ITerraformDependable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { CONFIG_KEYS, camelCase, snakeCase, VARIANTS } from '../src/metadata';
import { problem } from '../src/problem';
import { AponoResourceIntegration } from './l1/apono-resource-integration';
import type { AponopgIntegrationArguments } from './l1/arguments';
import { refuse } from './validation';

/**
 * The same integration as the official provider's resource.
 *
 * @throws Error for what that resource has no place for
 */
export function officialIntegration(
  scope: Construct,
  id: string,
  args: AponopgIntegrationArguments,
  dependsOn: ITerraformDependable[] | undefined,
): AponoResourceIntegration {
  if (args.secretStore?.apono) {
    refuse(scope, [
      problem(
        'CONFLICTING_VALUES',
        ['secretStore'],
        "The official provider has no place for Apono's own secret store",
        {
          value: 'apono',
          allowed: 'aws, gcp, azure, kubernetes, hashicorpVault',
          next: "Use one of them, or registration: 'aponopg'.",
        },
      ),
    ]);
  }
  if (args.preflight || args.waitForActiveSeconds !== undefined) {
    Annotations.of(scope).addWarning(
      "The official provider neither signs in before registering nor waits until the integration is Active; registration: 'aponopg' does both.",
    );
  }
  const { integrationOwner, resourceOwner } = args;
  return new AponoResourceIntegration(scope, id, {
    name: args.name,
    type: args.type,
    connector_id: args.connectorId,
    connected_resource_types: args.connectedResourceTypes,
    integration_config: integrationConfig(args),
    secret_store_config: secretStoreConfig(args),
    custom_access_details: args.customAccessDetails,
    owner: integrationOwner && {
      attribute_type: integrationOwner.attributeType,
      attribute_values: integrationOwner.attributeValues,
      source_integration_name: integrationOwner.sourceIntegrationName,
    },
    owners_mapping: resourceOwner && {
      key_name: resourceOwner.keyName,
      attribute_type: resourceOwner.attributeType,
      source_integration_name: resourceOwner.sourceIntegrationName,
    },
    ...(dependsOn && { dependsOn }),
  });
}

/** The official resource sends just what it is given: the defaults of the form are written out. */
function integrationConfig(args: AponopgIntegrationArguments): Record<string, string> {
  const byHostname = Object.values(VARIANTS).some((each) => each.type === args.type && each.byHostname);
  const filled = byHostname ? { ...args, port: args.port ?? 5432, dbname: args.dbname ?? 'postgres' } : args;
  const config: Record<string, string> = {};
  for (const [attribute, key] of Object.entries(CONFIG_KEYS)) {
    const value = (filled as unknown as Record<string, unknown>)[camelCase(attribute)];
    if (value !== undefined)
      config[key] =
        typeof value === 'number' ? Token.asString(Token.isUnresolved(value) ? value : String(value)) : String(value);
  }
  return { ...config, ...args.extraConfig };
}

function secretStoreConfig(args: AponopgIntegrationArguments): Record<string, Record<string, unknown>> | undefined {
  const store = Object.entries(args.secretStore ?? {}).find(([, each]) => each !== undefined);
  if (!store) return undefined;
  const fields = Object.entries(store[1] as object).map(([key, value]) => [snakeCase(key), value]);
  return { [snakeCase(store[0])]: Object.fromEntries(fields) };
}
