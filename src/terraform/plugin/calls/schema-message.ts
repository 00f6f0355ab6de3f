import { attributeType } from '../attribute-type';
import type { Resource } from '../managed-resource';
import type { Attribute, Attributes, Block, Schema } from '../schema';
import { identitySchema } from '../server/identify';
import type { Message } from '../wire/messages';
import { typeToJson } from '../wire/type-json';

/** A schema as the protocol has it. */
export function schemaMessage(schema: Schema): Message<'Schema'> {
  const { version = 0 } = schema;
  return { version, block: { version, ...blockMessage(schema) } };
}

function blockMessage({ description, deprecated, attributes, blocks = {} }: Schema | Block): Message<'Schema.Block'> {
  const blockTypes = Object.entries(blocks).map(([typeName, block]) => ({
    typeName,
    nesting: NESTING[block.mode],
    minItems: block.minItems,
    // Of a single block Terraform wants both to be the same.
    maxItems: block.mode === 'single' ? block.minItems : block.maxItems,
    block: blockMessage(block),
  }));
  return {
    ...described(description),
    ...deprecation(deprecated),
    attributes: attributeMessages(attributes),
    blockTypes,
  };
}

/** A description as the protocol has it. */
export function described(description: string | undefined): { description?: string; descriptionKind?: number } {
  return description === undefined ? {} : { description, descriptionKind: MARKDOWN };
}

function deprecation(message: string | undefined): { deprecated?: true; deprecationMessage?: string } {
  return message === undefined ? {} : { deprecated: true, deprecationMessage: message };
}

/** The number of `StringKind.MARKDOWN`. */
const MARKDOWN = 1;

/** The identities of resources as the protocol has them, by their types' names. */
export function identityMessages(
  resources: Readonly<Record<string, Resource>>,
): Readonly<Record<string, Message<'ResourceIdentitySchema'>>> {
  return Object.fromEntries(Object.entries(resources).map(([name, resource]) => [name, identityMessage(resource)]));
}

function identityMessage(resource: Resource): Message<'ResourceIdentitySchema'> {
  const { version, attributes } = identitySchema(resource) ?? { attributes: {} };
  const identityAttributes = Object.entries(attributes).map(([name, attribute]) => {
    const optionalForImport = resource.identity?.attributes[name]?.optionalForImport === true;
    return {
      name,
      type: typeBytes(attribute),
      requiredForImport: !optionalForImport,
      optionalForImport,
      description: attribute.description,
    };
  });
  return { version, identityAttributes };
}

function attributeMessages(attributes: Attributes): Message<'Schema.Attribute'>[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute));
}

function attributeMessage(name: string, attribute: Attribute): Message<'Schema.Attribute'> {
  const { nested, description, required, optional, computed, sensitive, writeOnly, deprecated } = attribute;
  return {
    name,
    ...(nested
      ? { nestedType: { nesting: NESTING[nested.mode], attributes: attributeMessages(nested.attributes) } }
      : { type: typeBytes(attribute) }),
    ...described(description),
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    ...deprecation(deprecated),
  };
}

function typeBytes(attribute: Attribute): Buffer {
  return Buffer.from(JSON.stringify(typeToJson(attributeType(attribute))));
}

const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;
