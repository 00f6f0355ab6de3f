import type { Diagnostic } from '../diagnostic';
import type { Attributes } from '../schema';
import type { ObjectValue } from '../value/value';
import { visit } from './visit';

/** What the schema alone says about a configuration; Terraform does not check these itself in every place. */
export function checkConfig(attributes: Attributes, config: ObjectValue): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(attributes, config, (attribute, value, path) => {
    const name = path.at(-1);
    if (value === null) {
      if (attribute.required) {
        const detail = `"${name}" is required, and it is null here. Give it a value.`;
        found.push({ severity: 'error', summary: `Missing "${name}"`, detail, path });
      }
    } else if (attribute.computed && !attribute.optional && !attribute.required) {
      const detail = `"${name}" is set by the provider and can only be read. Remove it from the configuration.`;
      found.push({ severity: 'error', summary: `"${name}" cannot be configured`, detail, path });
    } else if (attribute.deprecated) {
      const detail = attribute.deprecated;
      found.push({ severity: 'warning', summary: `"${name}" is deprecated`, detail, path });
    }
  });
  return found;
}
