import { type Path, type Problem, problem } from '../../problem';
import type { DefaultPrivilegeEntry, GrantEntry } from '../grant-entries';
import { kindLabel, PUBLIC, type TargetKind } from '../grant-kinds';
import { giveOneOf } from '../nearest';
import { privilegesOf, spellPrivilege } from '../privileges';
import { isUnknown } from '../unknown';

/** What is wrong with the privileges of an entry, whatever server it is for. */
export function privilegeProblems(entry: GrantEntry | DefaultPrivilegeEntry, kind: TargetKind, path: Path): Problem[] {
  const { privileges } = entry;
  const at = [...path, 'privileges'];
  const option = optionProblems(entry, [...path, 'with_grant_option']);
  if (privileges == null) {
    const next = 'Give a list; an empty one says that the grantees must hold nothing.';
    return [...option, problem('MISSING_VALUE', at, 'The privileges are missing', { next })];
  }
  return Array.isArray(privileges) ? [...option, ...lackingPrivileges(privileges, kind, at)] : option;
}

/**
 * The privileges of a list that there are not on a kind of object.
 *
 * @param serverVersion `server_version_num`; default: on no server that is known here
 */
export function lackingPrivileges(
  written: readonly unknown[],
  kind: TargetKind,
  path: Path,
  serverVersion?: number,
): Problem[] {
  const here = privilegesOf(kind, serverVersion);
  return written.flatMap((each, index) => {
    if (isUnknown(each)) return [];
    const name = typeof each === 'string' ? spellPrivilege(each) : '';
    if ((name === 'ALL' && here.length > 0) || here.some((one) => one === name)) return [];
    const what =
      serverVersion === undefined
        ? `There is no such privilege on a ${kindLabel(kind)}`
        : `PostgreSQL ${Math.floor(serverVersion / 10000)} has no privilege ${name} on a ${kindLabel(kind)}`;
    const names = here.length > 0 ? [...here, 'ALL'] : [];
    return [
      problem('GRANT_PRIVILEGE_UNKNOWN', [...path, index], what, {
        value: each,
        allowed: names.join(', ') || 'none on this server',
        next: names.length > 0 ? giveOneOf(name, names) : 'Remove the entry.',
      }),
    ];
  });
}

function optionProblems(entry: GrantEntry | DefaultPrivilegeEntry, at: Path): Problem[] {
  if (entry.with_grant_option !== true || !Array.isArray(entry.grantees) || !entry.grantees.includes(PUBLIC)) return [];
  const more = { allowed: 'false', next: 'Give the grant option to roles alone.' };
  return [problem('GRANT_OPTION_TO_PUBLIC', at, 'PUBLIC can hold no grant option', more)];
}
