import { membersOf } from './members';
import type { Attribute, Attributes } from './schema';
import type { Type } from './value/type';

/** The type of an object with these attributes. */
export function objectType(attributes: Attributes): Type {
  let type = objectTypes.get(attributes);
  if (!type) {
    type = {
      object: Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, attributeType(each)])),
    };
    objectTypes.set(attributes, type);
  }
  return type;
}

/** The type of an attribute's values. */
export function attributeType({ type, nested }: Attribute): Type {
  if (!nested) return type ?? 'string';
  const object = objectType(membersOf(nested));
  if (nested.mode === 'single') return object;
  if (nested.mode === 'list') return { list: object };
  return nested.mode === 'set' ? { set: object } : { map: object };
}

// A type follows from the schema alone, which never changes, and is asked for with every value that is read or written.
const objectTypes = new WeakMap<Attributes, Type>();
