/** The known name that was probably meant by one that is none of them; undefined where none is close. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  return names
    .map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(1, Math.floor(each.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0]?.each;
}

/** Letters put in, left out, replaced or swapped with the next. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What to do about a name that is none of those that are there. */
export function giveOneOf(name: unknown, names: readonly string[]): string {
  const close = typeof name === 'string' ? nearest(name, names) : undefined;
  return close === undefined ? 'Give one that is allowed.' : `Give one that is allowed; perhaps \`${close}\` is meant.`;
}
