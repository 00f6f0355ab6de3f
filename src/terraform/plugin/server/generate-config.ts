import type { Diagnostic } from '../diagnostic';
import type { Resource } from '../managed-resource';
import { mapNested } from '../nested';
import type { Attribute, Attributes } from '../schema';
import { member, type ObjectValue, type Value } from '../value/value';
import { writtenOtherwise } from './json-text';
import { visit } from './visit';

/** The configuration that stands for a state. */
export interface GeneratedConfig {
  readonly config: ObjectValue;
  readonly diagnostics: readonly Diagnostic[];
}

/** GenerateResourceConfig: for `-generate-config-out` of `terraform query`, and of `terraform plan` with imports. */
export function generateConfig({ schema, generateConfig: chosen }: Resource, state: ObjectValue): GeneratedConfig {
  const { attributes } = schema;
  const config = configurable(attributes, chosen?.({ state }) ?? state);
  return { config, diagnostics: rewritten(attributes, config) };
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

/** Terraform writes a text that is JSON as `jsonencode(...)`, which makes another text of it where it was written otherwise. */
function rewritten(attributes: Attributes, config: ObjectValue): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(attributes, config, (_attribute, value, path) => {
    if (typeof value !== 'string' || !writtenOtherwise(value)) return;
    found.push({
      severity: 'warning',
      summary: `Terraform writes "${path.at(-1)}" otherwise than it is`,
      detail: `It is JSON, and Terraform makes \`jsonencode(...)\` of it, which gives the same JSON as another text. Write it as text instead: ${JSON.stringify(value)}`,
      path,
    });
  });
  return found;
}
