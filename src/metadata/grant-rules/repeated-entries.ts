import { type Problem, problem } from '../../problem';
import type { DefaultPrivilegeEntry, GrantEntry } from '../grant-entries';
import { kindLabel } from '../grant-kinds';
import { spellPrivilege } from '../privileges';
import { holdsUnknown } from '../unknown';

/** Within one resource no privilege is given twice for one grantee and object, and no empty list stands beside a full one. */
export function repeatedGrants(entries: readonly GrantEntry[]): Problem[] {
  return repeated(
    entries.map((entry) => (isComparable(entry) ? grantSlots(entry) : undefined)),
    'grants',
  );
}

/** As `repeatedGrants`, for one grantee, owner, schema and kind. */
export function repeatedDefaultPrivileges(entries: readonly DefaultPrivilegeEntry[]): Problem[] {
  return repeated(
    entries.map((entry) => (isComparable(entry) ? defaultSlots(entry) : undefined)),
    'default_privileges',
  );
}

/** What an entry speaks of: two entries with a slot in common are looked at together. */
interface Slots {
  readonly keys: readonly string[];
  readonly what: string;
  readonly privileges: ReadonlySet<string>;
}

/** Whether all of it is known and of the right type; otherwise it is the description that complains. */
function isComparable(entry: Partial<GrantEntry>): boolean {
  const { on, objects = [], columns = [], privileges } = entry ?? {};
  return typeof on === 'string' && [objects, columns, privileges].every(Array.isArray) && !holdsUnknown(entry);
}

function grantSlots({ grantee, on, schema, objects, columns, privileges }: GrantEntry): Slots {
  const where = [grantee, on === 'routine' ? 'function' : on, schema ?? ''];
  const named = on === 'database' ? [''] : (objects ?? ['']);
  const keys = named.flatMap((object) => (columns ?? ['']).map((column) => JSON.stringify([...where, object, column])));
  return { keys, what: `${grantee} on ${kindLabel(on)}`, privileges: spelt(privileges) };
}

function defaultSlots({ grantee, owner, schema, on, privileges }: DefaultPrivilegeEntry): Slots {
  const keys = [JSON.stringify([grantee, owner, schema ?? '', on === 'routine' ? 'function' : on])];
  return { keys, what: `${grantee} on future objects of ${owner}`, privileges: spelt(privileges) };
}

function spelt(privileges: readonly string[]): ReadonlySet<string> {
  return new Set(privileges.map((each) => spellPrivilege(String(each))));
}

function repeated(all: readonly (Slots | undefined)[], list: string): Problem[] {
  const taken = new Map<string, { index: number; privileges: ReadonlySet<string> }[]>();
  return all.flatMap((slots, index) => {
    if (slots === undefined) return [];
    for (const key of slots.keys) {
      const others = taken.get(key) ?? [];
      for (const other of others) {
        const fault = clash(slots.privileges, other.privileges);
        if (other.index === index || fault === undefined) continue;
        const next = 'Keep one entry for each grantee, object and privilege.';
        return [problem('GRANT_DUPLICATE', [list, index], `${slots.what}: ${fault} ${list}[${other.index}]`, { next })];
      }
      taken.set(key, [...others, { index, privileges: slots.privileges }]);
    }
    return [];
  });
}

function clash(names: ReadonlySet<string>, other: ReadonlySet<string>): string | undefined {
  if (names.size === 0 && other.size === 0) return 'the same is said by';
  if (names.size === 0 || other.size === 0) return 'the empty list contradicts';
  if (names.has('ALL') || other.has('ALL')) return 'ALL already says what is said by';
  const both = [...names].filter((each) => other.has(each));
  return both.length > 0 ? `${both.join(', ')} is given already by` : undefined;
}
