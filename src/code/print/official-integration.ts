import {
  CONFIG_KEYS,
  integration as description,
  type Integration,
  type ObjectShape,
  objectShapeOf,
  placeDefaults,
} from '../../metadata';
import { type Expression, list, literal, object, template } from '../hcl';
import { evaluated, type IntegrationDocument, isUnevaluated, type Known } from '../project-document';
import { describedExpressions } from './described-expressions';
import type { Draft } from './draft';
import { connectorId, described, NO_SECRETS, resourceTypes } from './integration-values';
import { expressionOf, optional } from './value';

type Values = Readonly<Record<string, Expression | undefined>>;
type Note = (text: string) => void;

const SHAPE = objectShapeOf(description.schema);

/** `apono_resource_integration`, the current generation of the official provider. */
export function officialIntegration(integration: IntegrationDocument, name: string, draft: Draft, note: Note): Values {
  noteOwnOnly(integration, note);
  noteExpressions(integration, ['extra_config'], note);
  return {
    name: described(integration, 'name'),
    type: described(integration, 'type'),
    connector_id: connectorId(integration, name, draft),
    connected_resource_types: resourceTypes(integration, name, draft),
    integration_config: config(integration),
    secret_store_config: storeElsewhere(integration, note),
    custom_access_details: described(integration, 'custom_access_details'),
    owner: described(integration, 'integration_owner'),
    owners_mapping: described(integration, 'resource_owner'),
  };
}

/** `apono_integration`, the older generation: other names, secrets side by side, owners that refer by id. */
export function olderIntegration(integration: IntegrationDocument, name: string, draft: Draft, note: Note): Values {
  noteOwnOnly(integration, note);
  noteExpressions(integration, ['extra_config', 'secret_store', 'integration_owner', 'resource_owner'], note);
  const [owner, mapping] = [evaluated(integration.integration_owner), evaluated(integration.resource_owner)];
  return {
    name: described(integration, 'name'),
    type: described(integration, 'type'),
    connector_id: connectorId(integration, name, draft),
    connected_resource_types: described(integration, 'connected_resource_types'),
    metadata: config(integration),
    ...secretBeside(integration, note),
    custom_access_details: described(integration, 'custom_access_details'),
    integration_owners: owner && list([olderOwner(owner, draft)]),
    resource_owner_mappings:
      mapping &&
      list([
        object({
          key_name: optional(mapping.key_name),
          attribute: optional(mapping.attribute_type),
          attribute_integration_id: sourceId(mapping.source_integration_name, draft),
        }),
      ]),
  };
}

function olderOwner(owner: Readonly<Record<string, unknown>>, draft: Draft): Expression {
  const shape = SHAPE.attributes.integration_owner as ObjectShape;
  const { attribute_type: attribute, attribute_values: value } = describedExpressions(shape, owner, NO_SECRETS);
  return object({ attribute, value, integration_id: sourceId(owner.source_integration_name, draft) });
}

function sourceId(name: unknown, draft: Draft): Expression | undefined {
  return name === undefined ? undefined : draft.sourceId(name as Known<string>);
}

/** The config metadata under Apono's own keys, every value a text; with the defaults, which no other place has. */
function config(integration: IntegrationDocument): Expression {
  const filled = { ...placeDefaults(integration.type), ...integration };
  const known = Object.entries(CONFIG_KEYS).map(([name, key]) => [key, filled[name as keyof typeof CONFIG_KEYS]]);
  const further = Object.entries(evaluated(integration.extra_config) ?? {});
  return object(Object.fromEntries([...known, ...further].map(([key, value]) => [key, asText(value)])));
}

function asText(value: unknown): Expression | undefined {
  if (isUnevaluated(value)) return template(value.$template);
  return value === undefined || value === null ? undefined : literal(String(value));
}

function secretBeside(integration: IntegrationDocument, note: Note): Values {
  const [store] = Object.entries(evaluated(integration.secret_store) ?? {});
  if (store === undefined || store[0] === 'apono') {
    storeElsewhere(integration, note);
    return {};
  }
  return { [`${store[0]}_secret`]: expressionOf(store[1]) };
}

function storeElsewhere(integration: IntegrationDocument, note: Note): Expression | undefined {
  if (evaluated(integration.secret_store)?.apono === undefined) return described(integration, 'secret_store');
  note("Apono's own secret store has no place in this resource: fill in one of the other stores.");
  return undefined;
}

function noteOwnOnly(integration: IntegrationDocument, note: Note): void {
  const left = Object.keys(SHAPE.attributes).filter(
    (name) => !isElsewhere(name) && integration[name as keyof Integration] !== undefined,
  );
  if (left.length > 0) note(`Left out, for this resource does not know it: ${left.join(', ')}.`);
}

/** What is put under other names part by part cannot be an expression as a whole. */
function noteExpressions(integration: IntegrationDocument, names: readonly (keyof Integration)[], note: Note): void {
  for (const name of names) {
    const value = integration[name];
    if (isUnevaluated(value)) note(`${name}: fill in what the expression gives: ${value.$template}`);
  }
}

/** Whether the official resources have a place for an attribute, or none is needed. */
function isElsewhere(name: string): boolean {
  return SHAPE.attributes[name]?.annotation.readOnly === true || name in CONFIG_KEYS || OFFICIAL.includes(name);
}

const OFFICIAL = [
  'name',
  'type',
  'connector_id',
  'connected_resource_types',
  'extra_config',
  'secret_store',
  'custom_access_details',
  'integration_owner',
  'resource_owner',
];
