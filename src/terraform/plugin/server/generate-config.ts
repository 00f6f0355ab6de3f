import type { Resource } from '../managed-resource';
import { membersOf } from '../members';
import { mapNested } from '../nested';
import type { Attribute, Attributes } from '../schema';
import { member, type ObjectValue, type Value } from '../value/value';

/** GenerateResourceConfig: for `-generate-config-out` of `terraform query`, and of `terraform plan` with imports. */
export function generateConfig({ schema, generateConfig: chosen }: Resource, state: ObjectValue): ObjectValue {
  return configurable(membersOf(schema), chosen?.({ state }) ?? state);
}

function configurable(attributes: Attributes, object: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, configured(attribute, member(object, name))]),
  );
}

/** Whether generated configuration has it: nothing that the provider alone sets, no secret, nothing deprecated. */
export function isGenerated({ computed, optional, writeOnly, sensitive, deprecated }: Attribute): boolean {
  return (!computed || optional === true) && !writeOnly && !sensitive && deprecated === undefined;
}

function configured(attribute: Attribute, value: Value): Value {
  const { nested } = attribute;
  if (!isGenerated(attribute)) return null;
  return nested ? mapNested(nested, value, (object) => configurable(membersOf(nested), object)) : value;
}
