import {
  bitsOf,
  type DeclaredGrants,
  type GrantEntry,
  holdsUnknown,
  knownNames,
  lackingPrivileges,
  livesInSchema,
  targetKind,
} from '../../../metadata';
import type { Path, Problem } from '../../../problem';
import type { FoundIndex, Place, Target } from '../found/found-index';
import { type Held, union } from '../found/held';
import { resolveDefaults, type WantedDefault } from './resolve-defaults';
import { resolveTargets } from './resolve-targets';

/** What a declaration comes to on this very database. */
export interface Wanted {
  /** Everybody the declaration names. */
  readonly grantees: ReadonlySet<string>;
  /** By grantee and target. A target with no privileges is one that an entry names. */
  readonly grants: ReadonlyMap<string, ReadonlyMap<Target, Held>>;
  readonly defaults: readonly WantedDefault[];
  /** The targets that an entry names, as opposed to those it means as one of all. */
  readonly named: ReadonlySet<Target>;
  /** By grantee, where an empty list says that nothing must be held. */
  readonly closed: ReadonlyMap<string, ReadonlySet<Target>>;
  /** Those of which an entry means every object. */
  readonly wholeSchemas: ReadonlySet<Place>;
}

/**
 * Finds the objects that a declaration speaks of, and says which are not there. What touches an unknown value is skipped.
 */
export function resolveGrants(declared: DeclaredGrants, index: FoundIndex): { wanted: Wanted; problems: Problem[] } {
  const { grants = {}, default_privileges = {} } = declared;
  const entries = Object.entries(grants).flatMap(([label, entry]) => {
    const known = { ...entry, grantees: knownNames(entry.grantees) };
    return holdsUnknown(known) ? [] : [resolveEntry(known, index, ['grants', label])];
  });
  const defaults = resolveDefaults(default_privileges, index);
  const all = [...Object.values(grants), ...Object.values(default_privileges)];
  return {
    wanted: {
      grantees: new Set(all.flatMap(({ grantees }) => knownNames(grantees))),
      grants: byGrantee(entries),
      defaults: defaults.wanted,
      named: new Set(entries.flatMap(({ isNamed, targets }) => (isNamed ? targets : []))),
      closed: closedBy(entries),
      wholeSchemas: new Set(entries.flatMap(({ whole }) => whole)),
    },
    problems: [...entries.flatMap(({ problems }) => problems), ...defaults.problems],
  };
}

interface ResolvedEntry {
  readonly grantees: readonly string[];
  readonly targets: readonly Target[];
  readonly whole: readonly Place[];
  readonly isNamed: boolean;
  readonly held: Held;
  readonly problems: readonly Problem[];
}

function resolveEntry(entry: GrantEntry, index: FoundIndex, path: Path): ResolvedEntry {
  const version = index.found.serverVersion;
  const kind = targetKind(entry.on, entry.columns != null);
  const lacking = lackingPrivileges(entry.privileges, kind, [...path, 'privileges'], version);
  const { targets, whole, problems } = resolveTargets(entry, index, path);
  const privileges = bitsOf(entry.privileges, kind, version);
  const held = { privileges, grantable: entry.with_grant_option === true ? privileges : 0 };
  const isNamed = entry.objects != null || !livesInSchema(entry.on);
  return { grantees: entry.grantees, targets, whole, isNamed, held, problems: [...lacking, ...problems] };
}

function closedBy(entries: readonly ResolvedEntry[]): Map<string, ReadonlySet<Target>> {
  const closed = new Map<string, Set<Target>>();
  for (const { grantees, held, targets } of entries) {
    if (held.privileges !== 0) continue;
    for (const grantee of grantees) {
      const mine = closed.get(grantee) ?? new Set<Target>();
      closed.set(grantee, mine);
      for (const target of targets) mine.add(target);
    }
  }
  return closed;
}

function byGrantee(entries: readonly ResolvedEntry[]): Map<string, Map<Target, Held>> {
  const grants = new Map<string, Map<Target, Held>>();
  for (const { grantees, targets, held } of entries) {
    for (const grantee of grantees) {
      const mine = grants.get(grantee) ?? new Map<Target, Held>();
      grants.set(grantee, mine);
      for (const target of targets) {
        const before = mine.get(target);
        mine.set(target, before === undefined ? held : union(before, held));
      }
    }
  }
  return grants;
}
