import type { Problem } from '../../problem';
import type { DefaultPrivilegeEntry, GrantEntry } from '../grant-entries';
import { isUnknown } from '../unknown';
import { defaultPrivilegeProblems } from './default-privilege-entry';
import { grantProblems } from './grant-entry';
import { repeatedDefaultPrivileges, repeatedGrants } from './repeated-entries';

/** The maps of a declaration, as they are given. */
export interface EntryMaps {
  readonly grants?: Readonly<Record<string, GrantEntry>> | undefined;
  readonly default_privileges?: Readonly<Record<string, DefaultPrivilegeEntry>> | undefined;
}

/**
 * Everything wrong with declared grants that can be told without a server, beyond the types and names that the
 * description of the resource checks. What touches an unknown value is skipped.
 */
export function validateGrants(declared: EntryMaps): Problem[] {
  const grants = entriesOf(declared.grants);
  const defaults = entriesOf(declared.default_privileges);
  return [
    ...grants.flatMap(([label, entry]) => grantProblems(entry, ['grants', label])),
    ...defaults.flatMap(([label, entry]) => defaultPrivilegeProblems(entry, ['default_privileges', label])),
    ...repeatedGrants(grants),
    ...repeatedDefaultPrivileges(defaults),
  ];
}

/** The entries where they are known; what is no map, and no entry, is refused by the description. */
function entriesOf<Entry>(map: Readonly<Record<string, Entry>> | undefined): [label: string, Entry][] {
  if (typeof map !== 'object' || map === null || Array.isArray(map) || isUnknown(map)) return [];
  return Object.entries(map).filter(([, entry]) => typeof entry === 'object' && entry !== null);
}
