/** How deep what comes from outside may be nested. A document has 6 levels, a synthesized stack some 20. */
export const DEEPEST = 100;

/**
 * Whether a parsed value is nested deeper than anything read here: whoever walks it would run out of stack. This does
 * not, since it goes level by level.
 */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}
