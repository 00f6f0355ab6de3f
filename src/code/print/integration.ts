import type { IntegrationDocument } from '../document';
import { isUnevaluated } from '../document';
import { block, type Expression, type Item, list, literal, object, template } from '../hcl';
import { attributes, comments, type Draft } from './draft';
import { expressionOf, optional, textOf } from './value';

/**
 * Which resource an integration is printed as: this package's own, the official provider's, or that one's older
 * generation.
 */
export type HclFlavor = 'aponopg' | 'apono-v2' | 'apono-v1';

/** The resource type of each flavor. */
export const RESOURCE_TYPES: Readonly<Record<HclFlavor, string>> = {
  aponopg: 'aponopg_integration',
  'apono-v2': 'apono_resource_integration',
  'apono-v1': 'apono_integration',
};

/** One integration as a resource, with comments on what the flavor has no place for. */
export function integrationBlock(
  integration: IntegrationDocument,
  name: string,
  flavor: HclFlavor,
  draft: Draft,
): Item[] {
  const notes: string[] = [...(integration.notes ?? [])];
  const shared = {
    name: expressionOf(integration.name),
    type: literal(integration.type),
    connector_id:
      optional(integration.connector_id) ??
      draft.toFillIn(`${name}_connector_id`, `Id of the connector that reaches ${textOf(integration.name)}. Fill in.`),
    connected_resource_types:
      optional(integration.connected_resource_types) ??
      (flavor === 'apono-v1'
        ? undefined
        : draft.toFillIn(`${name}_resource_types`, 'What Apono discovers. Fill in.', 'list(string)')),
  };
  const note: Note = (text) => notes.push(text);
  const values =
    flavor === 'aponopg'
      ? own(integration, shared, name, draft)
      : flavor === 'apono-v2'
        ? official(integration, shared, note)
        : older(integration, shared, note);
  return [...comments(notes), block('resource', [RESOURCE_TYPES[flavor], name], attributes(values))];
}

type Values = Readonly<Record<string, Expression | undefined>>;
type Note = (text: string) => void;

function own(integration: IntegrationDocument, shared: Values, name: string, draft: Draft): Values {
  const { preflight } = integration;
  return {
    ...shared,
    hostname: optional(integration.hostname),
    port: optional(integration.port),
    dbname: optional(integration.dbname),
    sslmode: optional(integration.sslmode),
    extra_config: optional(integration.extra_config),
    credential_rotation_period_in_days: optional(integration.credential_rotation_period_in_days),
    user_cleanup_period_in_days: optional(integration.user_cleanup_period_in_days),
    secret_store: secretStore(integration, name, draft),
    custom_access_details: optional(integration.custom_access_details),
    integration_owner: optional(integration.integration_owner),
    resource_owner: optional(integration.resource_owner),
    preflight:
      preflight &&
      object({
        server: literal(preflight.server),
        role: draft.role(preflight.server, preflight.role),
        password_env: optional(preflight.password_env),
      }),
    wait_for_active_seconds: optional(integration.wait_for_active_seconds),
  };
}

/** Credentials in Apono's own store are secrets; every other store only says where they are. */
function secretStore(integration: IntegrationDocument, name: string, draft: Draft): Expression | undefined {
  if (integration.secret_store?.apono === undefined) return optional(integration.secret_store);
  // Apono gives no credentials back: what it usually holds is asked for.
  const { parameters = { username: '', password: '' } } = integration.secret_store.apono;
  if (!isMembers(parameters)) return object({ apono: object({ parameters: optional(parameters) ?? object({}) }) });
  const keys = Object.keys(parameters);
  const variables = keys.map((key) => ({
    key: literal(key),
    value: draft.hidden(
      parameters[key],
      `${name}_secret_${key}`,
      `${key} of the user that the connector signs in with.`,
      true,
    ),
  }));
  return object({ apono: object({ parameters: { kind: 'object', entries: variables } }) });
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isUnevaluated(value);
}

function official(integration: IntegrationDocument, shared: Values, note: Note): Values {
  noteOwnOnly(integration, note);
  return {
    ...shared,
    integration_config: config(integration),
    secret_store_config: storeElsewhere(integration, note),
    custom_access_details: optional(integration.custom_access_details),
    owner: optional(integration.integration_owner),
    owners_mapping: optional(integration.resource_owner),
  };
}

function older(integration: IntegrationDocument, shared: Values, note: Note): Values {
  noteOwnOnly(integration, note);
  const { integration_owner: owner, resource_owner: mapping } = integration;
  if (owner?.source_integration_name !== undefined) {
    note(`integration_owners: fill in integration_id, the id of ${textOf(owner.source_integration_name)}.`);
  }
  if (mapping?.source_integration_name !== undefined) {
    note(
      `resource_owner_mappings: fill in attribute_integration_id, the id of ${textOf(mapping.source_integration_name)}.`,
    );
  }
  return {
    ...shared,
    metadata: config(integration),
    ...secretBeside(integration, note),
    custom_access_details: optional(integration.custom_access_details),
    integration_owners:
      owner && list([object({ attribute: optional(owner.attribute_type), value: optional(owner.attribute_values) })]),
    resource_owner_mappings:
      mapping && list([object({ key_name: optional(mapping.key_name), attribute: optional(mapping.attribute_type) })]),
  };
}

/** The config metadata under Apono's own keys, every value a text. */
function config(integration: IntegrationDocument): Expression {
  return object({
    hostname: asText(integration.hostname),
    port: asText(integration.port),
    dbname: asText(integration.dbname),
    sslmode: asText(integration.sslmode),
    credentials_rotation_period_in_days: asText(integration.credential_rotation_period_in_days),
    credentials_cleanup_period_in_days: asText(integration.user_cleanup_period_in_days),
    ...Object.fromEntries(Object.entries(integration.extra_config ?? {}).map(([key, value]) => [key, asText(value)])),
  });
}

function asText(value: unknown): Expression | undefined {
  if (isUnevaluated(value)) return template(value.$template);
  return value === undefined || value === null ? undefined : literal(String(value));
}

function secretBeside(integration: IntegrationDocument, note: Note): Values {
  const [store] = Object.entries(integration.secret_store ?? {});
  if (store === undefined || store[0] === 'apono') {
    storeElsewhere(integration, note);
    return {};
  }
  return { [`${store[0]}_secret`]: expressionOf(store[1]) };
}

function storeElsewhere(integration: IntegrationDocument, note: Note): Expression | undefined {
  if (integration.secret_store?.apono === undefined) return optional(integration.secret_store);
  note("Apono's own secret store has no place in this resource: fill in one of the other stores.");
  return undefined;
}

function noteOwnOnly(integration: IntegrationDocument, note: Note): void {
  const left = (['preflight', 'wait_for_active_seconds'] as const).filter((name) => integration[name] !== undefined);
  if (left.length > 0) note(`Left out, for this resource does not know it: ${left.join(', ')}.`);
}
