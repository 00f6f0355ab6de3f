import { integration, type ObjectShape, objectShapeOf } from '../../metadata';
import type { CreateIntegrationV4 } from '../api-shapes';
import { bad, type Fields, isObject, isSet, object, optional, text, textMap, texts } from './fields';
import type { SandboxType } from './types';

/** The secret stores as they are described; what is sent of them are the fields that they need. */
const { attributes: STORES } = objectShapeOf(integration.schema).attributes.secret_store as ObjectShape;

/**
 * Checks a whole integration, as sent by POST or as it would be after a PUT.
 *
 * @throws Refusal 400 with the first thing that is wrong
 */
export function checkIntegration(body: Fields, types: readonly SandboxType[]): CreateIntegrationV4 {
  text(body, 'name');
  text(body, 'type');
  if (!isObject(body.integration_config)) throw bad('integration_config is required and must be an object');
  optional(body, 'connector_id', text);
  optional(body, 'secret_store_config', secretStore);
  optional(body, 'connected_resource_types', texts);
  optional(body, 'custom_access_details', accessDetails);
  optional(body, 'owner', owner);
  optional(body, 'owners_mapping', ownersMapping);
  if (isSet(body.owners_mapping) && !isSet(body.owner)) throw bad('owners_mapping needs an owner');
  againstCatalog(body, body.integration_config, types);
  return body as unknown as CreateIntegrationV4;
}

function againstCatalog(body: Fields, config: Fields, types: readonly SandboxType[]): void {
  const entry = types.find((each) => each.type === body.type);
  if (entry === undefined) throw bad(`Unknown integration type ${body.type}`);
  for (const { id, optional: isOptional, values } of entry.params) {
    const value = config[id];
    if (value === undefined || value === null || value === '') {
      if (!isOptional) throw bad(`integration_config.${id} is required for ${entry.type}`);
    } else if (values.length > 0 && !values.includes(String(value))) {
      throw bad(`integration_config.${id} must be one of ${values.join(', ')}`);
    } else if (id === 'port' && !isPort(value)) {
      throw bad('integration_config.port must be a number from 1 to 65535');
    }
  }
  if (entry.requires_secret && !isSet(body.secret_store_config)) {
    throw bad(`secret_store_config is required for ${entry.type}`);
  }
}

function secretStore(body: Fields, key: string): void {
  const stores = object(body, key);
  const named = Object.keys(stores).filter((store) => isSet(stores[store]));
  const store = named[0];
  if (store === undefined || named.length !== 1) throw bad(`${key} must have exactly one store`);
  if (!Object.hasOwn(STORES, store)) throw bad(`${key} has no store ${store}`);
  const fields = object(stores, store);
  for (const [field, { kind, required }] of Object.entries((STORES[store] as ObjectShape).attributes)) {
    if (!required) continue;
    if (kind === 'map') textMap(fields, field);
    else text(fields, field);
  }
}

function owner(body: Fields, key: string): void {
  const fields = object(body, key);
  text(fields, 'attribute_type');
  texts(fields, 'attribute_value');
  optional(fields, 'source_integration_reference', text);
}

function ownersMapping(body: Fields, key: string): void {
  const fields = object(body, key);
  text(fields, 'key_name');
  text(fields, 'attribute_type');
  optional(fields, 'source_integration_reference', text);
}

function accessDetails(body: Fields, key: string): void {
  const value = body[key];
  if (typeof value !== 'string') throw bad(`${key} must be a string`);
  const characters = [...new Intl.Segmenter().segment(value)].length;
  if (characters > 400) throw bad(`${key} must be at most 400 characters`);
}

function isPort(value: unknown): boolean {
  const port = /^\d{1,5}$/.test(String(value)) ? Number(value) : 0;
  return port >= 1 && port <= 65_535;
}
