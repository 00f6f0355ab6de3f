import { type Path, type Problem, problem, renderPath } from '../problem';

/**
 * Says that a name is none of those that are there, and which of them was probably meant.
 *
 * @param path where it stands, the name last
 * @param names those that are there
 * @param what what is named: an attribute, a prop
 */
export function unknownAttribute(path: Path, names: readonly string[], what = 'attribute'): Problem {
  const name = String(path.at(-1));
  const within = path.length > 1 ? ` in \`${renderPath(path.slice(0, -1))}\`` : '';
  return problem('UNKNOWN_ATTRIBUTE', path, `There is no ${what} \`${name}\`${within}`, {
    allowed: names.join(', '),
    next: `Remove it${nearest(name, names)}.`,
  });
}

/** `, or write "hostname"` when a known name is close to the one given. */
function nearest(name: string, names: readonly string[]): string {
  const close = names
    .map((each) => ({ each, distance: editDistance(name, each) }))
    .filter(({ each, distance }) => distance <= Math.max(1, Math.floor(each.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return close ? `, or write \`${close.each}\`` : '';
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
