import { attributeType } from '../attribute-type';
import type { Attribute, Attributes, Schema } from '../schema';
import type { Message } from './messages';
import { typeToJson } from './type-json';

/** A schema as the protocol has it. */
export function schemaMessage({ version = 0, description = '', attributes }: Schema): Message {
  return { version, block: { version, description, attributes: attributeMessages(attributes) } };
}

function attributeMessages(attributes: Attributes): Message[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute));
}

function attributeMessage(name: string, attribute: Attribute): Message {
  const { nested, description, required, optional, computed, sensitive, writeOnly, deprecated } = attribute;
  return {
    name,
    ...(nested
      ? { nestedType: { nesting: NESTING[nested.mode], attributes: attributeMessages(nested.attributes) } }
      : { type: Buffer.from(JSON.stringify(typeToJson(attributeType(attribute)))) }),
    description,
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    deprecated: deprecated !== undefined,
    deprecationMessage: deprecated,
  };
}

const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;
