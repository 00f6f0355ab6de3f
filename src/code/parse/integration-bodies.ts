import { CONFIG_KEYS, integration as description, objectShapeOf } from '../../metadata';
import { type Path, problem } from '../../problem';
import { type IntegrationDocument, isUnevaluated } from '../project-document';
import { readDescribed } from '../read-described';
import { type BodyReader, ownAttributes, type ReadBody } from './reader';

type Members = Readonly<Record<string, unknown>>;

/** `apono_resource_integration`, the current generation of the official provider. */
export const readOfficial: ReadBody = (body, reader) =>
  integration({
    ...readShared(body, reader),
    ...readConfig(membersOf(body.integration_config), reader),
    secret_store: oneStore(membersOf(body.secret_store_config), reader),
    integration_owner: readOwner(nested(body.owner)),
    resource_owner: nested(body.owners_mapping),
  });

/** The provider's published examples write `attribute_value`, as the API does; the resource has `attribute_values`. */
function readOwner(owner: Members | undefined): Members | undefined {
  if (owner?.attribute_value === undefined) return owner;
  const { attribute_value, ...rest } = owner;
  return { attribute_values: attribute_value, ...rest };
}

/** `apono_integration`, the older generation: other names, secrets side by side, sets of owners that refer by id. */
export const readOlder: ReadBody = (body, reader) => {
  const stores = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      name.endsWith('_secret') && value !== null ? [[name.slice(0, -'_secret'.length), nested(value)]] : [],
    ),
  );
  const owner = onlyOne(body.integration_owners, 'integration_owners', reader);
  const mapping = onlyOne(body.resource_owner_mappings, 'resource_owner_mappings', reader);
  noteIntegrationId(owner?.integration_id, 'integration_owner', reader);
  noteIntegrationId(mapping?.attribute_integration_id, 'resource_owner', reader);
  return integration({
    ...readShared(body, reader),
    ...readConfig(membersOf(body.metadata), reader),
    secret_store: oneStore(stores, reader),
    integration_owner:
      owner &&
      defined({
        attribute_type: owner.attribute,
        attribute_values: owner.value,
        // Apono takes the id in the name's place.
        source_integration_name: owner.integration_id,
      }),
    resource_owner:
      mapping &&
      defined({
        key_name: mapping.key_name,
        attribute_type: mapping.attribute,
        source_integration_name: mapping.attribute_integration_id,
      }),
  });
};

/** `aponopg_integration`: the shape is the document's own. */
export const readAponopg: ReadBody = (body, reader) => {
  const unknown = (attribute: string) =>
    reader.note(`${attribute} is no attribute of ${description.name}: it was left out`);
  return integration(readDescribed(SHAPE, ownAttributes(body, 'integration', reader), unknown));
};

const SHAPE = objectShapeOf(description.schema);

function readShared(body: Members, reader: BodyReader): Members {
  const { name, type, connector_id, connected_resource_types, custom_access_details } = ownAttributes(
    body,
    'integration',
    reader,
  );
  return { name, type, connector_id, connected_resource_types, custom_access_details };
}

/** The config metadata: what has a place of its own goes there, the rest is kept as text. */
function readConfig(config: Members, reader: BodyReader): Members {
  const extra: Record<string, unknown> = {};
  const known: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    const name = Object.hasOwn(ATTRIBUTES, key) ? ATTRIBUTES[key] : undefined;
    if (value === null) continue;
    if (name === undefined) extra[key] = isUnevaluated(value) ? value : textOf(value);
    else known[name] = isNumber(name) ? wholeNumber(value, [reader.address, key], reader) : value;
  }
  return { ...known, extra_config: Object.keys(extra).length > 0 ? extra : undefined };
}

/** The attributes that keys of the config metadata have. */
const ATTRIBUTES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CONFIG_KEYS).map(([name, key]) => [key, name]),
);

/** The config metadata knows only texts. */
function isNumber(name: string): boolean {
  return SHAPE.attributes[name]?.kind === 'number';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function wholeNumber(value: unknown, path: Path, reader: BodyReader): unknown {
  if (isUnevaluated(value)) return value;
  const text = textOf(value).trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  reader.refuse(problem('INVALID_VALUE', path, 'A whole number was expected', { value, allowed: 'such as "5432"' }));
  return undefined;
}

function oneStore(stores: Members, reader: BodyReader): Members | undefined {
  const given = Object.entries(stores).filter(([, value]) => value !== null && value !== undefined);
  if (given.length > 1) {
    reader.refuse(
      problem('CONFLICTING_VALUES', [reader.address], 'The integration names more than one secret store', {
        value: given.map(([name]) => name),
        allowed: 'exactly one',
      }),
    );
  }
  const [first] = given;
  return first === undefined ? undefined : { [first[0]]: nested(first[1]) ?? {} };
}

function onlyOne(value: unknown, name: string, reader: BodyReader): Members | undefined {
  const all = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]) as Members[];
  if (all.length > 1) {
    reader.note(
      `Only the first of ${all.length} ${name} was taken: an integration now has one; check who it should be`,
    );
  }
  return all[0];
}

function noteIntegrationId(id: unknown, name: string, reader: BodyReader): void {
  if (id === undefined || id === null) return;
  const shown = isUnevaluated(id) ? id.$template : textOf(id);
  reader.note(`${name}: source_integration_name holds the id ${shown}; the name reads better, and Apono takes both`);
}

/** A nested attribute, or the one block that was written in its place. */
function nested(value: unknown): Members | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === 'object' && one !== null ? defined(one as Members) : undefined;
}

function membersOf(value: unknown): Members {
  return nested(value) ?? {};
}

function integration(members: Members): IntegrationDocument {
  return defined(members) as unknown as IntegrationDocument;
}

/** Leaves out what is null or undefined: in the Terraform language both mean "not given". */
function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null));
}
