import type { Values } from '../handler/handler-resource';
import { type Description, objectShapeOf, withoutNulls } from '../metadata';

/**
 * The values of a resource as somebody would write them: without what the provider sets, what is absent, and what is the
 * default anyway. Planning them against what they were read from gives nothing to do.
 */
export function exportValues(description: Description, values: Values): Values {
  const { attributes } = objectShapeOf(description.schema);
  const given = Object.entries(withoutNulls(values) as Values).filter(([name, value]) => {
    const annotation = attributes[name]?.annotation;
    return annotation !== undefined && !annotation.readOnly && annotation.default !== value;
  });
  return Object.fromEntries(given);
}
