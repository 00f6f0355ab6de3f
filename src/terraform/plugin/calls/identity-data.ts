import type { Resource } from '../managed-resource';
import { failure } from '../server/failure';
import { identitySchema } from '../server/identify';
import type { ObjectValue } from '../value/value';
import type { Message } from '../wire/messages';
import { readConfig, readObject, writeObject } from './dynamic-value';

/** An identity as the protocol has it; undefined where there is none. */
export function writeIdentity(
  resource: Resource,
  identity: ObjectValue | null,
): Message<'ResourceIdentityData'> | undefined {
  const schema = identitySchema(resource);
  return schema && identity ? { identityData: writeObject(schema, identity, 'identity') } : undefined;
}

/** The identity in a message; null where there is none. */
export function readIdentity(
  resource: Resource,
  { identityData }: Message<'ResourceIdentityData'> = {},
): ObjectValue | null {
  const schema = identitySchema(resource);
  return schema && identityData ? readObject(schema, identityData, 'identity') : null;
}

/** An identity that a state holds, as JSON, of the present version. */
export function upgradedIdentity(resource: Resource, version: number, json: Uint8Array | undefined): ObjectValue {
  const schema = identitySchema(resource);
  if (!schema) throw failure('The resource has no identity', 'Upgrade the provider.');
  if (version === schema.version) return readConfig(schema, { json }, 'identity');
  throw failure(
    'The identity was written by another version of the provider',
    `It has version ${version}; this provider knows ${schema.version}. Use that version, or remove the object from the state and import it.`,
  );
}
