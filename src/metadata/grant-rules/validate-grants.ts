import type { Problem } from '../../problem';
import type { DefaultPrivilegeEntry, GrantEntry } from '../grant-entries';
import { defaultPrivilegeProblems } from './default-privilege-entry';
import { grantProblems } from './grant-entry';
import { repeatedDefaultPrivileges, repeatedGrants } from './repeated-entries';

/** The lists of a declaration, as they are given. */
export interface EntryLists {
  readonly grants?: readonly GrantEntry[] | undefined;
  readonly default_privileges?: readonly DefaultPrivilegeEntry[] | undefined;
}

/**
 * Everything wrong with declared grants that can be told without a server, beyond the types and names that the
 * description of the resource checks. What touches an unknown value is skipped.
 */
export function validateGrants(declared: EntryLists): Problem[] {
  const grants = entriesOf(declared.grants);
  const defaults = entriesOf(declared.default_privileges);
  return [
    ...grants.flatMap((entry, index) => (isObject(entry) ? grantProblems(entry, ['grants', index]) : [])),
    ...defaults.flatMap((entry, index) =>
      isObject(entry) ? defaultPrivilegeProblems(entry, ['default_privileges', index]) : [],
    ),
    ...repeatedGrants(grants),
    ...repeatedDefaultPrivileges(defaults),
  ];
}

/** The entries where they are known; what is no list is refused by the description. */
function entriesOf<Entry>(list: readonly Entry[] | undefined): readonly Entry[] {
  return Array.isArray(list) ? list : [];
}

function isObject(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null;
}
