import { type Description, objectShapeOf, withoutDefaults, withoutNulls } from '../metadata';
import type { Values } from './handler-resource';

/**
 * The values of a resource as somebody would write them: without what the provider sets, what is absent, and what is the
 * default anyway. Planning them against what they were read from gives nothing to do.
 */
export function writtenValues(description: Description, values: Values): Values {
  const shape = objectShapeOf(description.schema);
  const given = Object.entries(withoutNulls(values) as Values).filter(([name]) => {
    const annotation = shape.attributes[name]?.annotation;
    return annotation !== undefined && !annotation.readOnly;
  });
  return withoutDefaults(shape, Object.fromEntries(given));
}
