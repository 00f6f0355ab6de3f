/** A set of grantees who all get the same on a set of objects. */
export interface Rectangle {
  readonly grantees: readonly string[];
  /** As numbers, in ascending order. */
  readonly objects: readonly number[];
}

/** Who and what belong together: the objects of each grantee, as numbers. */
export type Pairs = ReadonlyMap<string, readonly number[]>;

/** Adds a pair of grantee and object. */
export function addPair(pairs: Map<string, number[]>, grantee: string, object: number): void {
  const list = pairs.get(grantee);
  if (list === undefined) pairs.set(grantee, [object]);
  else list.push(object);
}

/**
 * Covers pairs of grantee and object with few rectangles, exactly: by grantees with the same objects or by objects with the
 * same grantees, whichever is fewer.
 */
export function foldPairs(byGrantee: Pairs): Rectangle[] {
  const rows = new Map<string, { grantees: string[]; objects: readonly number[] }>();
  const byObject = new Map<number, string[]>();
  for (const grantee of [...byGrantee.keys()].sort()) {
    const objects = (byGrantee.get(grantee) ?? []).toSorted((a, b) => a - b);
    const key = objects.join(',');
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { grantees: [grantee], objects });
    else row.grantees.push(grantee);
    for (const object of objects) {
      const column = byObject.get(object);
      if (column === undefined) byObject.set(object, [grantee]);
      else column.push(grantee);
    }
  }
  if (rows.size === 1) return [...rows.values()];
  const columns = new Map<string, { grantees: string[]; objects: number[] }>();
  for (const object of [...byObject.keys()].sort((a, b) => a - b)) {
    const grantees = byObject.get(object) ?? [];
    const key = JSON.stringify(grantees);
    const column = columns.get(key);
    if (column === undefined) columns.set(key, { grantees, objects: [object] });
    else column.objects.push(object);
  }
  return columns.size < rows.size ? [...columns.values()] : [...rows.values()];
}
