import { namesOf, PUBLIC } from '../../../metadata';
import type { Session } from '../../session';
import { type FoundGrants, labelsFolded } from '../found/found';
import { type AclEntry, type FoundIndex, indexFound, isShared, type Target } from '../found/found-index';
import { UNDECLARABLE_QUERY } from '../read/closed-query';
import { leftToPublic, publicByNature } from './export-closed';
import type { ExportOptions } from './export-grants';

/** What an export of a database does not hold, one line each. */
export interface LeftOutGrants {
  /** On tablespaces and parameters, which all databases share. */
  readonly shared: readonly string[];
  /** What the ignored grantors gave. */
  readonly ignored: readonly string[];
  /** What PUBLIC was granted, where only what it was deprived of is exported. */
  readonly toPublic: readonly string[];
}

/** What was read and is not exported. Pure. */
export function leftOutGrants(found: FoundGrants, { grantees, ignoreGrantors, closed }: ExportOptions): LeftOutGrants {
  const index = indexFound(found, ignoreGrantors);
  const meant = new Set(grantees);
  return {
    shared: lines(index, ({ grantee, privileges, ignored }, target) =>
      isShared(target) && meant.has(grantee) && !ignored ? privileges : 0,
    ),
    ignored: lines(index, ({ privileges, ignored }) => (ignored ? privileges : 0)),
    toPublic: closed ? lines(index, (entry, target) => grantedToPublic(entry, target, index)) : [],
  };
}

/** What cannot be declared at all, as PostgreSQL describes it. */
export interface Undeclarable {
  /** Types that no grant can be declared on, with privileges of their own. */
  readonly types: readonly string[];
  /** What came with the system and gives PUBLIC less than it did. */
  readonly system: readonly string[];
}

/** Reads it in one query. */
export async function readUndeclarable(session: Session): Promise<Undeclarable> {
  const [row] = await session.query<{ data: string }>(UNDECLARABLE_QUERY);
  return JSON.parse(row?.data ?? '{}') as Undeclarable;
}

/** @param leftOf the privileges of an entry that are left out; 0 for none */
function lines(index: FoundIndex, leftOf: (entry: AclEntry, target: Target) => number): string[] {
  const left = index.targets.flatMap((target) =>
    target.entries.flatMap((entry) => {
      const privileges = entry.grantee === target.owner ? 0 : leftOf(entry, target);
      const who = entry.grantee === PUBLIC ? 'PUBLIC' : entry.grantee;
      return privileges === 0 ? [] : [{ head: `${who} holds ${namesOf(privileges).join(', ')} on `, target }];
    }),
  );
  return labelsFolded(left);
}

/** What PUBLIC holds beyond what it has by nature, on what no entry speaks of. */
function grantedToPublic(entry: AclEntry, target: Target, index: FoundIndex): number {
  const { grantee, privileges, initial, ignored } = entry;
  if (grantee !== PUBLIC || initial || ignored || leftToPublic(target, index) !== undefined) return 0;
  return privileges & ~publicByNature(target, index.found.serverVersion);
}
