import { mapNested } from './nested';
import type { Attribute, Attributes } from './schema';
import { member, type ObjectValue, UNKNOWN, type Value } from './value/value';

/** The object with {@link UNKNOWN} for every computed attribute that is null, inside nested objects too. */
export function unknownWhereComputed(attributes: Attributes, object: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, marked(attribute, member(object, name))]),
  );
}

function marked({ computed, nested }: Attribute, value: Value): Value {
  if (value === null) return computed ? UNKNOWN : null;
  return nested ? mapNested(nested, value, (object) => unknownWhereComputed(nested.attributes, object)) : value;
}
