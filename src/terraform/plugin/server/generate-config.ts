import type { Resource } from '../managed-resource';
import { mapNested } from '../nested';
import type { Attribute, Attributes } from '../schema';
import { member, type ObjectValue, type Value } from '../value/value';

/** GenerateResourceConfig: for `-generate-config-out` of `terraform query`, and of `terraform plan` with imports. */
export function generateConfig({ schema, generateConfig: chosen }: Resource, state: ObjectValue): ObjectValue {
  return configurable(schema.attributes, chosen?.({ state }) ?? state);
}

/** The values that may stand in a configuration: nothing that the provider alone sets, no secret, nothing deprecated. */
function configurable(attributes: Attributes, object: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, configured(attribute, member(object, name))]),
  );
}

function configured(
  { computed, optional, required, writeOnly, sensitive, deprecated, nested }: Attribute,
  value: Value,
): Value {
  const isReadOnly = computed && !optional && !required;
  if (isReadOnly || writeOnly || sensitive || deprecated !== undefined) return null;
  return nested ? mapNested(nested, value, (object) => configurable(nested.attributes, object)) : value;
}
