import { type Problem, problem } from '../../problem';
import type { DefaultPrivilegeEntry, GrantEntry } from '../grant-entries';
import { kindLabel } from '../grant-kinds';
import { spellPrivilege } from '../privileges';
import { holdsUnknown } from '../unknown';

/** Within one resource no privilege is given twice for one grantee and object, and no empty list stands beside a full one. */
export function repeatedGrants(entries: readonly (readonly [label: string, GrantEntry])[]): Problem[] {
  return repeated(
    entries.flatMap(([label, entry]) => (isComparable(entry) ? [claimOf(label, entry, grantPlaces(entry))] : [])),
    'grants',
  );
}

/** As `repeatedGrants`, for one grantee, owner, schema and kind. */
export function repeatedDefaultPrivileges(
  entries: readonly (readonly [label: string, DefaultPrivilegeEntry])[],
): Problem[] {
  return repeated(
    entries.flatMap(([label, entry]) => (isComparable(entry) ? [claimOf(label, entry, defaultPlaces(entry))] : [])),
    'default_privileges',
  );
}

/** What an entry says of whom and where: two with a place and a grantee in common are looked at together. */
interface Claim {
  readonly label: string;
  readonly on: string;
  readonly grantees: readonly string[];
  readonly places: readonly string[];
  readonly privileges: ReadonlySet<string>;
}

/** Whether all of it is known and of the right type; otherwise it is the description that complains. */
function isComparable(entry: object): boolean {
  const {
    on,
    grantees,
    owners = [],
    schemas = [],
    objects = [],
    columns = [],
    privileges,
  } = entry as Readonly<Record<string, unknown>>;
  const lists = [grantees, owners, schemas, objects, columns, privileges];
  return typeof on === 'string' && lists.every(Array.isArray) && !holdsUnknown(entry);
}

function claimOf(
  label: string,
  { on, grantees, privileges }: GrantEntry | DefaultPrivilegeEntry,
  places: readonly string[],
): Claim {
  return { label, on, grantees, places, privileges: new Set(privileges.map((each) => spellPrivilege(String(each)))) };
}

function grantPlaces({ on, schemas, objects, columns }: GrantEntry): string[] {
  const named = on === 'database' ? [''] : (objects ?? ['']);
  return (schemas ?? ['']).flatMap((schema) =>
    named.flatMap((object) => (columns ?? ['']).map((column) => JSON.stringify([kindOf(on), schema, object, column]))),
  );
}

function defaultPlaces({ on, owners, schemas }: DefaultPrivilegeEntry): string[] {
  return owners.flatMap((owner) => (schemas ?? ['']).map((schema) => JSON.stringify([kindOf(on), owner, schema])));
}

function kindOf(on: string): string {
  return on === 'routine' ? 'function' : on;
}

/** One problem for each entry that repeats another. Entries meet at places, and only those that do are compared. */
function repeated(claims: readonly Claim[], map: string): Problem[] {
  const byPlace = new Map<string, number[]>();
  claims.forEach(({ places }, position) => {
    for (const place of new Set(places)) {
      const here = byPlace.get(place);
      if (here === undefined) byPlace.set(place, [position]);
      else here.push(position);
    }
  });
  // The same entries may meet at many places, and say the same at each.
  const meetings = new Map([...byPlace.values()].map((here) => [here.join(), here]));
  const found = new Map<string, Problem>();
  for (const here of meetings.values()) {
    if (here.length < 2) continue;
    const met = here.flatMap((position) => claims[position] ?? []);
    for (const each of clashesAmong(met, map)) if (!found.has(each.label)) found.set(each.label, each.problem);
  }
  return claims.flatMap(({ label }) => found.get(label) ?? []);
}

function clashesAmong(met: readonly Claim[], map: string): { label: string; problem: Problem }[] {
  const before = new Map<string, Claim[]>();
  return met.flatMap((claim) => {
    const clashes = claim.grantees.flatMap((grantee) => {
      const others = before.get(grantee) ?? [];
      const other = others.find((each) => each !== claim && clash(claim, each) !== undefined);
      before.set(grantee, [...others, claim]);
      return other === undefined ? [] : [{ grantee, other, what: clash(claim, other) }];
    });
    const [first] = clashes;
    if (first === undefined) return [];
    const what = `${JSON.stringify(claim.label)} and ${JSON.stringify(first.other.label)} both speak of ${first.grantee} on ${kindLabel(claim.on as GrantEntry['on'])}: ${first.what}`;
    const next = 'Keep one entry for each grantee, object and privilege.';
    return [{ label: claim.label, problem: problem('GRANT_DUPLICATE', [map, claim.label], what, { next }) }];
  });
}

function clash({ privileges: names }: Claim, { privileges: other }: Claim): string | undefined {
  if (names.size === 0 && other.size === 0) return 'both say that it holds nothing';
  if (names.size === 0 || other.size === 0) return 'an empty list contradicts one that gives something';
  if (names.has('ALL') || other.has('ALL')) return 'ALL already says what the other says';
  const both = [...names].filter((each) => other.has(each));
  return both.length > 0 ? `${both.join(', ')} is given by both` : undefined;
}
