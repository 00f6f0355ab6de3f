import type { Problem } from '../../problem';

/** A part of what is there that an export, or a list, does not hold. */
export interface LeftOut {
  /** What it is, and why: `Grants on tablespaces, which all databases share`. */
  readonly what: string;
  /** Each of it. */
  readonly names: readonly string[];
  /** What to do, a sentence. */
  readonly next: string;
}

/** A warning for each part of which there is anything. */
export function warningsOf(parts: readonly LeftOut[]): Problem[] {
  return parts.flatMap(({ what, names, next }): Problem[] =>
    names.length === 0
      ? []
      : [
          {
            severity: 'warning',
            code: 'EXPORT_LEFT_OUT',
            path: [],
            what: `Left out (${names.length}): ${what}`,
            value: shown(names),
            next,
          },
        ],
  );
}

/** Names as a message has them: not all where there are many. */
export function shown(names: readonly string[]): readonly string[] {
  return names.length <= MOST ? names : [...names.slice(0, MOST), `and ${names.length - MOST} more`];
}

const MOST = 10;
