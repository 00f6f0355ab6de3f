import type { Shape } from '../metadata';

/** Whether two values mean the same: null is absent, the order of a set is nothing; a write-only value is never compared. */
export function sameValue(shape: Shape | undefined, one: unknown, other: unknown): boolean {
  if (shape?.annotation.writeOnly) return true;
  const [a, b] = [one ?? null, other ?? null];
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (shape?.kind === 'object') {
    return Object.entries(shape.attributes).every(([name, each]) =>
      sameValue(each, (a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const element = shape?.kind === 'list' || shape?.kind === 'set' ? shape.element : undefined;
    if (a.length !== b.length) return false;
    if (shape?.kind !== 'set') return a.every((each, index) => sameValue(element, each, b[index]));
    if (element?.kind === 'string') {
      const there = new Set(b);
      return there.size === new Set(a).size && a.every((each) => there.has(each));
    }
    return a.every((each) => b.some((twin) => sameValue(element, each, twin)));
  }
  const element = shape?.kind === 'map' ? shape.element : undefined;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    sameValue(element, (a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
