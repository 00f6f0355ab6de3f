import type { DeclaredGrants } from '../../metadata';
import { type Changes, describeTaken, granteesOf, takenChanges, takesUnasked } from '../../postgres/grants';
import { type Problem, problem } from '../../problem';

/** What a change takes from grantees that come new. */
export interface Taking {
  readonly lines: readonly string[];
  /** None where nothing is taken. */
  readonly problems: readonly Problem[];
}

/**
 * What a change takes from grantees that come new, and whether it may.
 *
 * @param options `before`: what the same resource declared before; `replaced`: what is declared by those that it takes
 * the place of, which goes by itself; `allowed`: `take_over`, or somebody who is shown everything
 */
export function takingOf(
  changes: Changes,
  declared: DeclaredGrants,
  server: string,
  options: {
    readonly before?: DeclaredGrants | undefined;
    readonly replaced?: readonly DeclaredGrants[] | undefined;
    readonly allowed: boolean;
  },
): Taking {
  const taken = takesUnasked(changes, declared, options);
  const lines = describeTaken(taken);
  if (lines.length === 0) return { lines, problems: [] };
  return {
    lines,
    problems: [
      options.allowed ? takesOver(lines, takenChanges(taken, 'authoritative')) : holdsMore(lines, declared, server),
    ],
  };
}

function holdsMore(lines: readonly string[], declared: DeclaredGrants, server: string): Problem {
  return problem('HOLDS_MORE', ['grants'], 'Grantees hold more than is declared, and a create takes nothing away', {
    value: shown(lines),
    next: `Declare it; or set take_over = true, which revokes it; or import what they hold and go on from there: import { to = aponopg_grants.NAME, id = ${JSON.stringify(importId(declared, server))} }`,
  });
}

function takesOver(lines: readonly string[], changes: readonly object[]): Problem {
  return problem('TAKES_OVER', ['take_over'], 'What grantees hold beyond the declaration will be taken away', {
    severity: 'warning',
    changes,
    value: shown(lines),
    next: 'Go on if that is meant; otherwise declare it, or leave take_over out.',
  });
}

/** What was taken, said once it is done. */
export function tookOver(lines: readonly string[]): Problem[] {
  if (lines.length === 0) return [];
  return [
    problem('TAKES_OVER', ['take_over'], 'What grantees held beyond the declaration was taken away', {
      severity: 'warning',
      value: shown(lines.map((line) => line.replace(' holds ', ' held '))),
      next: 'Declare what was not to go, and apply again. Leave take_over out from now on.',
    }),
  ];
}

/** As much as a person reads. */
export function shown(lines: readonly string[]): string[] {
  return lines.length > 100 ? [...lines.slice(0, 100), `... and ${lines.length - 100} more`] : [...lines];
}

function importId(declared: DeclaredGrants, server: string): string {
  const listed = (names: Iterable<string>) => [...names].map(quoted).join(',');
  const ignored = (declared.ignore_grantors ?? []).length > 0 ? `/${listed(declared.ignore_grantors ?? [])}` : '';
  return `${server}/${quoted(declared.database)}/${listed(granteesOf(declared))}${ignored}`;
}

function quoted(name: string): string {
  return /[/,"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
