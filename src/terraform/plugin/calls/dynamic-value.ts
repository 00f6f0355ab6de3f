import { objectType } from '../attribute-type';
import { withEmptyBlocks } from '../blocks';
import { membersOf } from '../members';
import type { Schema } from '../schema';
import { failure } from '../server/failure';
import { isObject, type ObjectValue } from '../value/value';
import { decodeJson, decodeMsgpack, ValueError } from '../wire/decode-value';
import { encodeMsgpack } from '../wire/encode-value';
import type { Message } from '../wire/messages';
import { pathText } from './diagnostic-message';

/** The object in a DynamicValue, or null. */
export function readObject(
  schema: Schema,
  { msgpack, json }: Message<'DynamicValue'> = {},
  what: string,
): ObjectValue | null {
  const type = objectType(membersOf(schema));
  try {
    const value = msgpack?.length ? decodeMsgpack(type, msgpack) : json?.length ? decodeJson(type, json) : null;
    if (value !== null && !isObject(value)) throw new ValueError([], 'an object was expected');
    return value;
  } catch (error) {
    throw error instanceof ValueError ? unreadable(error, what) : error;
  }
}

/** The same where the protocol has no null. */
export function readConfig(schema: Schema, field: Message<'DynamicValue'> | undefined, what: string): ObjectValue {
  const value = readObject(schema, field, what);
  if (value) return value;
  throw failure(`Terraform sent no ${what}`, 'The call cannot be answered without it.');
}

/** The diagnostics for a value of Terraform's that cannot be used. */
export function unreadable(error: ValueError, what: string): Error {
  const where = error.path.length ? ` at ${pathText(error.path)}` : '';
  return failure(
    `The ${what} cannot be used`,
    `What Terraform sent is not as the schema says${where}: ${error.message}.`,
  );
}

/** An object, or null, as a DynamicValue. */
export function writeObject(schema: Schema, value: ObjectValue | null, what: string): Message<'DynamicValue'> {
  try {
    return { msgpack: encodeMsgpack(objectType(membersOf(schema)), value && withEmptyBlocks(schema, value)) };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const where = error.path.length ? ` at ${pathText(error.path)}` : '';
    throw new Error(`the ${what} does not fit the schema${where}: ${error.message}`);
  }
}
