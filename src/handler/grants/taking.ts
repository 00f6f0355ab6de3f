import type { DeclaredGrants, ReviewChange } from '../../metadata';
import {
  type Changes,
  describeHeld,
  describeTaken,
  granteesOf,
  takenChanges,
  takesUnasked,
} from '../../postgres/grants';
import { type Problem, problem } from '../../problem';
import type { ServerRun } from '../run';

/** What a change takes from grantees that come new. */
export interface Taking {
  /** A line each, to compare with. */
  readonly lines: readonly string[];
  /** In the shape of a review: what the same grantees lose alike is one. */
  readonly changes: readonly ReviewChange[];
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
  if (lines.length === 0) return { lines, changes: [], problems: [] };
  const folded = takenChanges(taken, 'authoritative');
  return {
    lines,
    changes: folded,
    problems: [options.allowed ? takesOver(folded) : holdsMore(folded, declared, server)],
  };
}

/** The same at plan, where the state tells of others: with what goes by itself. @param more what goes as well */
export async function takingAtPlan(
  changes: Changes,
  declared: DeclaredGrants,
  { server, before, allowed, more = [] }: Parameters<typeof takingOf>[3] & AtPlan,
  { grants }: ServerRun,
): Promise<Taking & { readonly replaced: readonly DeclaredGrants[] }> {
  const take = () => {
    const replaced = [...more, ...grants.goingIn(declared.database)];
    return { ...takingOf(changes, declared, server, { before, allowed, replaced }), replaced };
  };
  const first = take();
  if (first.lines.length === 0) return first;
  await grants.settled(declared.database);
  return take();
}

interface AtPlan {
  readonly server: string;
  readonly more?: readonly DeclaredGrants[];
}

function holdsMore(changes: readonly ReviewChange[], declared: DeclaredGrants, server: string): Problem {
  return problem('HOLDS_MORE', ['grants'], 'Grantees hold more than is declared, and a create takes nothing away', {
    changes,
    value: describeHeld(changes, HOLD),
    next: `Declare it; or set take_over = true, which revokes it; or import what they hold and go on from there: import { to = aponopg_grants.NAME, id = ${JSON.stringify(importId(declared, server))} }`,
  });
}

function takesOver(changes: readonly ReviewChange[]): Problem {
  return problem('TAKES_OVER', ['take_over'], 'What grantees hold beyond the declaration will be taken away', {
    severity: 'warning',
    changes,
    value: describeHeld(changes, HOLD),
    next: 'Go on if that is meant; otherwise declare it, or leave take_over out.',
  });
}

/** What was taken, said once it is done. */
export function tookOver(changes: readonly ReviewChange[]): Problem[] {
  if (changes.length === 0) return [];
  return [
    problem('TAKES_OVER', ['take_over'], 'What grantees held beyond the declaration was taken away', {
      severity: 'warning',
      changes,
      value: describeHeld(changes, ['held', 'held']),
      next: 'Declare what was not to go, and apply again. Leave take_over out from now on.',
    }),
  ];
}

const HOLD = ['holds', 'hold'] as const;

function importId(declared: DeclaredGrants, server: string): string {
  const listed = (names: Iterable<string>) => [...names].map(quoted).join(',');
  const ignored = (declared.ignore_grantors ?? []).length > 0 ? `/${listed(declared.ignore_grantors ?? [])}` : '';
  const name = declared.name === undefined ? '' : `#${declared.name}`;
  return `${server}/${quoted(declared.database)}${name}/${listed(granteesOf(declared))}${ignored}`;
}

function quoted(name: string): string {
  return /[/,"#]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
