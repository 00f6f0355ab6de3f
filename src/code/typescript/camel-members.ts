import type { References } from './references';
import type { Source } from './source';

/** Attributes of a resource as the props of a construct; null counts as absent. Names within values stay as they are. */
export function camelMembers(
  attributes: Readonly<Record<string, unknown>>,
  references: References,
): Record<string, Source> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[camelCase(name), references.any(value)]],
    ),
  );
}

/** `connection_limit` as `connectionLimit`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
