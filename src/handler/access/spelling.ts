import { isUnknown, type Shape } from '../../metadata';
import { sameValue } from '../same-value';

/** Two spellings of one thing: another one, such as an id, and the one that is told where nothing else stood before. */
export type Spellings = readonly (readonly [other: string, told: string])[];

/**
 * What Apono answered, spelled as it stood before wherever that means the same: null for a default, an id for a name,
 * members of a set as they were written.
 */
export function inSpellingOf(shape: Shape, found: unknown, before: unknown, spellings: Spellings): unknown {
  const former = before ?? null;
  if (found === null || found === undefined) return null;
  if (isUnknown(former)) return found;
  if (former === null && sameValue(shape, found, shape.annotation.default)) return null;
  if (Array.isArray(found)) return listInSpelling(shape, found, former, spellings);
  if (typeof found === 'object') {
    if (shape.kind !== 'object') return found;
    const was = (typeof former === 'object' ? former : null) as Readonly<Record<string, unknown>> | null;
    return Object.fromEntries(
      Object.entries(shape.attributes).map(([name, each]) => [
        name,
        inSpellingOf(each, (found as Record<string, unknown>)[name], was?.[name], spellings),
      ]),
    );
  }
  return spellings.some(([other, told]) => other === former && told === found) ? former : found;
}

function listInSpelling(shape: Shape, found: unknown[], before: unknown, spellings: Spellings): unknown {
  const was = Array.isArray(before) ? before : [];
  if (shape.kind === 'list') {
    return found.map((each, index) => inSpellingOf(shape.element, each, was[index], spellings));
  }
  if (shape.kind !== 'set') return found;
  // Two that mean the same may have stood there in two spellings: each of them answers for one.
  const rest = [...was];
  return found.map((each) => {
    const at = rest.findIndex((one) =>
      sameValue(shape.element, inSpellingOf(shape.element, each, one, spellings), one),
    );
    return at === -1 ? inSpellingOf(shape.element, each, null, spellings) : rest.splice(at, 1)[0];
  });
}
