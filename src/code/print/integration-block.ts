import {
  CONFIG_KEYS,
  integration as description,
  type Integration,
  type ObjectShape,
  objectShapeOf,
} from '../../metadata';
import { block, type Expression, type Item, list, literal, object, template } from '../hcl';
import { evaluated, type IntegrationDocument, isUnevaluated, type Known } from '../project-document';
import { describedExpressions } from './described-expressions';
import { attributes, comments, type Draft } from './draft';
import { parameterVariable, USUAL_PARAMETERS } from './secret-variable';
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
  const note: Note = (text) => notes.push(text);
  const values =
    flavor === 'aponopg'
      ? own(integration, name, draft)
      : flavor === 'apono-v2'
        ? official(integration, name, draft, note)
        : older(integration, name, draft, note);
  return [...comments(notes), block('resource', [RESOURCE_TYPES[flavor], name], attributes(values))];
}

type Values = Readonly<Record<string, Expression | undefined>>;
type Note = (text: string) => void;

const SHAPE = objectShapeOf(description.schema);

function own(integration: IntegrationDocument, name: string, draft: Draft): Values {
  const preflight = evaluated(integration.preflight);
  return describedExpressions(SHAPE, integration, {
    special: {
      connector_id: () => ({ connector_id: connectorId(integration, name, draft) }),
      connected_resource_types: () => ({ connected_resource_types: resourceTypes(integration, name, draft) }),
      'secret_store.apono': (store) => storedAtApono(store, name, draft),
      'preflight.role': (role) => ({ role: draft.role(preflight?.server ?? '', role as Known<string>) }),
    },
    secret: draft.secretsOf(name, `the integration ${textOf(integration.name)}`),
  });
}

function connectorId(integration: IntegrationDocument, name: string, draft: Draft): Expression {
  const description = `Id of the connector that reaches ${textOf(integration.name)}. Fill in.`;
  return optional(integration.connector_id) ?? draft.toFillIn(`${name}_connector_id`, description);
}

function resourceTypes(integration: IntegrationDocument, name: string, draft: Draft): Expression {
  return (
    described(integration, 'connected_resource_types') ??
    draft.toFillIn(`${name}_resource_types`, 'What Apono discovers. Fill in.', 'list(string)')
  );
}

/** Credentials in Apono's own store are secrets; every other store only says where they are. */
function storedAtApono(store: unknown, name: string, draft: Draft): Readonly<Record<string, Expression>> {
  if (store === undefined) return {};
  const { parameters = USUAL_PARAMETERS } = (isMembers(store) ? store : {}) as { parameters?: unknown };
  if (!isMembers(parameters)) return { apono: object({ parameters: optional(parameters) ?? object({}) }) };
  const variables = Object.entries(parameters).map(([key, value]) => ({
    key: literal(key),
    value: draft.hidden(value, parameterVariable(key, name), true),
  }));
  return { apono: object({ parameters: { kind: 'object', entries: variables } }) };
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isUnevaluated(value);
}

/** Where the official resources have a place for an attribute, it is none for a secret. */
const NO_SECRETS = { secret: () => undefined };

/** An attribute as its description has it. */
function described(integration: IntegrationDocument, name: keyof Integration): Expression | undefined {
  return describedExpressions(SHAPE, { [name]: integration[name] }, NO_SECRETS)[name];
}

function official(integration: IntegrationDocument, name: string, draft: Draft, note: Note): Values {
  noteOwnOnly(integration, note);
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

function older(integration: IntegrationDocument, name: string, draft: Draft, note: Note): Values {
  noteOwnOnly(integration, note);
  const [owner, mapping] = [evaluated(integration.integration_owner), evaluated(integration.resource_owner)];
  if (owner?.source_integration_name !== undefined) {
    note(`integration_owners: fill in integration_id, the id of ${textOf(owner.source_integration_name)}.`);
  }
  if (mapping?.source_integration_name !== undefined) {
    note(
      `resource_owner_mappings: fill in attribute_integration_id, the id of ${textOf(mapping.source_integration_name)}.`,
    );
  }
  return {
    name: described(integration, 'name'),
    type: described(integration, 'type'),
    connector_id: connectorId(integration, name, draft),
    connected_resource_types: described(integration, 'connected_resource_types'),
    metadata: config(integration),
    ...secretBeside(integration, note),
    custom_access_details: described(integration, 'custom_access_details'),
    integration_owners: owner && list([olderOwner(owner)]),
    resource_owner_mappings:
      mapping && list([object({ key_name: optional(mapping.key_name), attribute: optional(mapping.attribute_type) })]),
  };
}

function olderOwner(owner: Readonly<Record<string, unknown>>): Expression {
  const shape = SHAPE.attributes.integration_owner as ObjectShape;
  const { attribute_type: attribute, attribute_values: value } = describedExpressions(shape, owner, NO_SECRETS);
  return object({ attribute, value });
}

/** The config metadata under Apono's own keys, every value a text. */
function config(integration: IntegrationDocument): Expression {
  const known = Object.entries(CONFIG_KEYS).map(([name, key]) => [key, integration[name as keyof typeof CONFIG_KEYS]]);
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
