import type { ObjectShape, Shape } from './shape';
import { isUnknown } from './unknown';

/** The value with the description's defaults where nothing is given; null and absent count as nothing. */
export function withDefaults(shape: ObjectShape, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...value };
  for (const [name, attribute] of Object.entries(shape.attributes)) {
    if ((filled[name] ?? null) === null && attribute.annotation.default !== undefined) {
      filled[name] = attribute.annotation.default;
    }
  }
  return filled;
}

/** The same at every depth, save within sets: Terraform matches their members by all they hold. */
export function withNestedDefaults<T>(shape: Shape, value: T): T {
  if (typeof value !== 'object' || value === null || isUnknown(value)) return value;
  if (Array.isArray(value)) {
    return (shape.kind === 'list' ? value.map((each) => withNestedDefaults(shape.element, each)) : value) as T;
  }
  if (shape.kind !== 'object') return value;
  const filled = Object.entries(withDefaults(shape, value as Readonly<Record<string, unknown>>));
  return Object.fromEntries(
    filled.map(([name, each]) => {
      const attribute = shape.attributes[name];
      return [name, attribute === undefined ? each : withNestedDefaults(attribute, each)];
    }),
  ) as T;
}
