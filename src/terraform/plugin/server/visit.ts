import { membersOf } from '../members';
import type { Attribute, Attributes } from '../schema';
import type { Path } from '../value/path';
import { isObject, member, type ObjectValue, type Value } from '../value/value';

/** Calls `see` for every attribute of the object and of the objects nested in it, outermost first. */
export function visit(
  attributes: Attributes,
  object: ObjectValue,
  see: (attribute: Attribute, value: Value, path: Path) => void,
  path: Path = [],
): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = member(object, name);
    const here = [...path, name];
    see(attribute, value, here);
    if (!attribute.nested) continue;
    for (const [steps, item] of items(attribute.nested.mode, value)) {
      if (isObject(item)) visit(membersOf(attribute.nested), item, see, [...here, ...steps]);
    }
  }
}

function items(mode: 'single' | 'list' | 'set' | 'map', value: Value): [Path, Value][] {
  if (Array.isArray(value)) return value.map((item, index) => [[index], item]);
  if (!isObject(value)) return [];
  return mode === 'single' ? [[[], value]] : Object.entries(value).map(([key, item]) => [[key], item]);
}
