import { Annotations, type ITerraformDependable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import {
  CONFIG_KEYS,
  camelCase,
  integration as description,
  type Integration,
  OUTSIDE_STORES,
  objectShapeOf,
  placeDefaults,
} from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuse } from '../checks/validation';
import { AponoResourceIntegration, type AponoResourceIntegrationArguments } from '../l1/apono-resource-integration';
import type { AponopgIntegrationArguments } from '../l1/aponopg-integration-arguments';
import { attributeValues } from '../l1/attributes';

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
          allowed: OUTSIDE_STORES.map(camelCase).join(', '),
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
  const values = attributeValues(objectShapeOf(description.schema), args) as unknown as Integration;
  return new AponoResourceIntegration(scope, id, {
    name: values.name,
    type: values.type,
    connector_id: values.connector_id,
    connected_resource_types: values.connected_resource_types,
    integration_config: integrationConfig(values),
    secret_store_config: values.secret_store as AponoResourceIntegrationArguments['secret_store_config'],
    custom_access_details: values.custom_access_details,
    owner: values.integration_owner,
    owners_mapping: values.resource_owner,
    ...(dependsOn && { dependsOn }),
  });
}

/** The official resource sends just what it is given: the defaults of the form are written out. */
function integrationConfig(values: Integration): Record<string, string> {
  const filled = { ...placeDefaults(values.type), ...values };
  const config = Object.entries(CONFIG_KEYS).flatMap(([attribute, key]) => {
    const value = filled[attribute as keyof typeof CONFIG_KEYS];
    return value === undefined ? [] : [[key, Token.isUnresolved(value) ? Token.asString(value) : String(value)]];
  });
  return { ...Object.fromEntries(config), ...values.extra_config };
}
