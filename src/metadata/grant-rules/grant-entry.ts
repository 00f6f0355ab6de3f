import { type Path, type Problem, problem } from '../../problem';
import type { GrantEntry } from '../grant-entries';
import { GRANT_KINDS, targetKind } from '../grant-kinds';
import { holdsUnknown, isUnknown } from '../unknown';
import { columnProblems } from './columns';
import { nameProblems } from './name';
import { objectProblems } from './objects';
import { privilegeProblems } from './privileges';

/** What is wrong with one entry of `grants`. */
export function grantProblems(entry: GrantEntry, path: Path): Problem[] {
  const grantee = nameProblems(entry.grantee, [...path, 'grantee'], 'The grantee');
  if (isUnknown(entry.on)) return grantee;
  if (!GRANT_KINDS.includes(entry.on)) {
    const at = [...path, 'on'];
    const more = { value: entry.on, allowed: GRANT_KINDS.join(', ') };
    return [...grantee, problem('INVALID_VALUE', at, 'There is no such kind of object', more)];
  }
  const place = [...grantee, ...objectProblems(entry, path), ...columnProblems(entry, path)];
  // Without the columns nobody knows whether the privileges are a table's or a column's.
  if (holdsUnknown(entry.columns)) return place;
  const kind = targetKind(entry.on, entry.columns != null && entry.columns.length > 0);
  return [...place, ...privilegeProblems(entry, kind, path)];
}
