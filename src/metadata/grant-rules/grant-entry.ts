import { type Path, type Problem, problem } from '../../problem';
import type { GrantEntry } from '../grant-entries';
import { GRANT_KINDS, targetKind } from '../grant-kinds';
import { giveOneOf } from '../nearest';
import { holdsUnknown, isUnknown } from '../unknown';
import { columnProblems } from './columns';
import { namesProblems } from './name';
import { objectProblems } from './objects';
import { privilegeProblems } from './privileges';

/** What is wrong with one entry of `grants`. */
export function grantProblems(entry: GrantEntry, path: Path): Problem[] {
  const grantees = granteeProblems(entry.grantees, path);
  if (isUnknown(entry.on)) return grantees;
  if (!GRANT_KINDS.includes(entry.on)) {
    const at = [...path, 'on'];
    const more = { value: entry.on, allowed: GRANT_KINDS.join(', '), next: giveOneOf(entry.on, GRANT_KINDS) };
    return [...grantees, problem('INVALID_VALUE', at, 'There is no such kind of object', more)];
  }
  const place = [...grantees, ...objectProblems(entry, path), ...columnProblems(entry, path)];
  // Without the columns nobody knows whether the privileges are a table's or a column's.
  if (holdsUnknown(entry.columns)) return place;
  const kind = targetKind(entry.on, entry.columns != null && entry.columns.length > 0);
  return [...place, ...privilegeProblems(entry, kind, path)];
}

/** What is wrong with those who are given something. */
export function granteeProblems(grantees: unknown, path: Path): Problem[] {
  const next = 'Name who is given the privileges, or remove the entry.';
  return namesProblems(grantees, [...path, 'grantees'], 'The grantee', next);
}
