/** A version taken apart: numbers as digit strings (they may be of any length), and the prerelease parts. */
interface Version {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

/**
 * Compares two versions such as `1.7.2`, `v1.3`, `1.4.0-rc.1`: numerically, part by part; a missing part counts as 0; a prerelease
 * comes before its release (semver.org, section 11); what follows a `+` counts for nothing.
 *
 * @returns below 0, 0 or above 0; undefined when one of them is no version
 */
export function compareVersions(one: string, other: string): number | undefined {
  const left = parseVersion(one);
  const right = parseVersion(other);
  if (left === undefined || right === undefined) return undefined;
  const parts = Math.max(left.numbers.length, right.numbers.length);
  for (let index = 0; index < parts; index += 1) {
    const order = compareDigits(left.numbers[index] ?? '0', right.numbers[index] ?? '0');
    if (order !== 0) return order;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** Whether a text is a version that can be compared. */
export function isVersion(text: string): boolean {
  return parseVersion(text) !== undefined;
}

function parseVersion(text: string): Version | undefined {
  const found = /^v?(\d+(?:\.\d+){0,3})(?:-([0-9a-z.-]+))?(?:\+[0-9a-z.-]+)?$/i.exec(text.trim());
  if (found === null) return undefined;
  return { numbers: (found[1] as string).split('.'), prerelease: found[2]?.split('.') ?? [] };
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = compareIdentifiers(left[index] as string, right[index] as string);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(left: string, right: string): number {
  const leftIsNumber = /^\d+$/.test(left);
  const rightIsNumber = /^\d+$/.test(right);
  if (leftIsNumber && rightIsNumber) return compareDigits(left, right);
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  return compareText(left, right);
}

function compareDigits(left: string, right: string): number {
  const one = left.replace(/^0+(?=\d)/, '');
  const other = right.replace(/^0+(?=\d)/, '');
  return one.length - other.length || compareText(one, other);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
