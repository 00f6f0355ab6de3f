import type { ObjectShape } from './shape';

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
