import { builtInPublicBits, type GrantsMode, PUBLIC } from '../../../metadata';
import { barredAsOwner } from '../act/ways-to-act';
import type { Barred, DefaultChange, GrantAction } from '../changes';
import type { CatalogDefaultKind } from '../found/found';
import type { FoundIndex } from '../found/found-index';
import { type Held, NOTHING } from '../found/held';
import type { Wanted } from '../resolve/resolve-grants';

/** Whose default privileges, and on what. */
interface Future {
  readonly owner: string;
  readonly schema?: string | undefined;
  readonly on: CatalogDefaultKind;
  readonly grantee: string;
}

type FutureHeld = Future & Held;

/** The changes of default privileges, by the same rules as `diffGrants`. Pure. */
export function diffDefaults(
  wanted: Wanted,
  index: FoundIndex,
  { mode, ownedBefore, leaving }: DefaultsOptions,
): DefaultsDiff {
  const have = byKey(foundDefaults(index));
  const want = byKey(wanted.defaults);
  const gave = byKey(ownedBefore?.defaults ?? []);
  const futures = [...new Map([...gave, ...want, ...have])].sort(([a], [b]) => (a < b ? -1 : 1));
  const changes: DefaultChange[] = [];
  const outOfReach: (DefaultChange & { readonly barred: Barred })[] = [];
  for (const [key, future] of futures) {
    const { owner, schema, on, grantee } = future;
    // An owner needs no grant on what it will own.
    if (grantee === owner) continue;
    const now = have.get(key) ?? builtIn(future, index);
    const looked = want.has(key) || grantee !== PUBLIC;
    const before = gave.get(key) ?? NOTHING;
    const goal = want.get(key);
    // An empty list says that nothing must be given, in both modes.
    const all = goal?.privileges === 0 || (mode === 'authoritative' && wanted.grantees.has(grantee) && looked);
    const kept = grantee === PUBLIC && schema === undefined ? builtInPublicBits(on) : 0;
    const mayGo = all ? now : { privileges: before.privileges & ~kept, grantable: before.grantable };
    const made = changesOf(future, now, mayGo, goal ?? NOTHING);
    const isMeant = leaving !== undefined || want.has(key) || gave.has(key);
    const barred = isMeant || made.length === 0 ? undefined : barredAsOwner(owner, index);
    for (const each of made) {
      if (barred === undefined) changes.push(each);
      else outOfReach.push({ ...each, barred });
    }
  }
  return { changes, outOfReach };
}

interface DefaultsOptions {
  readonly mode: GrantsMode;
  readonly ownedBefore?: Wanted | undefined;
  /** Whoever is named leaves the server: nothing is left as it is. */
  readonly leaving?: unknown;
}

export interface DefaultsDiff {
  readonly changes: readonly DefaultChange[];
  /** What differs, is declared by no entry and cannot be changed. */
  readonly outOfReach: readonly (DefaultChange & { readonly barred: Barred })[];
}

function changesOf(future: Future, now: Held, mayGo: Held, goal: Held): DefaultChange[] {
  const revoke = now.privileges & mayGo.privileges & ~goal.privileges;
  const option = now.grantable & mayGo.grantable & ~goal.grantable & ~revoke;
  const withOption = goal.grantable & ~now.grantable;
  const plain = goal.privileges & ~now.privileges & ~withOption;
  const all: DefaultChange[] = [];
  if (revoke !== 0) all.push(changeOf('revoke', future, revoke, false));
  if (option !== 0) all.push(changeOf('revoke_grant_option', future, option, false));
  if (plain !== 0) all.push(changeOf('grant', future, plain, false));
  if (withOption !== 0) all.push(changeOf('grant', future, withOption, true));
  return all;
}

function changeOf(
  action: GrantAction,
  { owner, schema, on, grantee }: Future,
  privileges: number,
  grantable: boolean,
): DefaultChange {
  return { action, owner, ...(schema !== undefined && { schema }), on, grantee, privileges, grantable };
}

function foundDefaults(index: FoundIndex): FutureHeld[] {
  return index.found.defaults.flatMap(({ owner, schema, on, entries }) =>
    entries.map(({ grantee, privileges, grantable }) => ({ owner, schema, on, grantee, privileges, grantable })),
  );
}

function byKey(all: readonly FutureHeld[]): ReadonlyMap<string, FutureHeld> {
  return new Map(all.map((each) => [JSON.stringify([each.owner, each.schema ?? null, each.on, each.grantee]), each]));
}

/** What holds where the catalog has no row: a schema's defaults only add, the global ones start from the built-in list. */
function builtIn({ owner, schema, on, grantee }: Future, index: FoundIndex): Held {
  if (grantee !== PUBLIC || schema !== undefined) return NOTHING;
  const row = index.found.defaults.some((each) => each.owner === owner && each.schema === undefined && each.on === on);
  return row ? NOTHING : { privileges: builtInPublicBits(on), grantable: 0 };
}
