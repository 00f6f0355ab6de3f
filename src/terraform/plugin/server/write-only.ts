import { membersOf } from '../members';
import { mapNested } from '../nested';
import type { Attribute, Attributes } from '../schema';
import type { Path } from '../value/path';
import { type ObjectValue, UNKNOWN, type Value } from '../value/value';
import { visit } from './visit';

/** The object without its write-only values, which may stand in no plan and no state. */
export function withoutWriteOnly(attributes: Attributes, object: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      return [name, attribute ? stripped(attribute, value) : value];
    }),
  );
}

/** The paths of the write-only attributes that have a value for sure: what is not known yet may be null. */
export function writeOnlyPaths(attributes: Attributes, object: ObjectValue): Path[] {
  const paths: Path[] = [];
  visit(attributes, object, (attribute, value, path) => {
    if (attribute.writeOnly && value !== null && value !== UNKNOWN) paths.push(path);
  });
  return paths;
}

function stripped({ writeOnly, nested }: Attribute, value: Value): Value {
  if (writeOnly) return null;
  return nested ? mapNested(nested, value, (object) => withoutWriteOnly(membersOf(nested), object)) : value;
}
