import type { AccessReport, Privilege } from '../metadata';
import { ProblemError, problem } from '../problem';
import { type FoldedRight, foldRights } from './fold-rights';
import type { Right, RightGroup } from './right';

/** What a role has in one reading and not in another; `server` as in the report. */
export type Changed = FoldedRight & { readonly server: string };

export interface Difference {
  readonly gained: readonly Changed[];
  readonly lost: readonly Changed[];
}

/**
 * Who gained and who lost what between two readings; a right that may be passed on, and could not before, is gained.
 *
 * @throws ProblemError CONFLICTING_VALUES where something else was asked, SERVER_REPLACED where another cluster was
 */
export function compareReports(before: AccessReport, after: AccessReport): Difference {
  refuseIncomparable(before, after);
  const [keysBefore, keysAfter] = [new Set(before.rights.map(keyOf)), new Set(after.rights.map(keyOf))];
  // Where an entry is not alike in both, all of its place is looked at: the same right may stand in another entry there.
  const touched = new Set(
    [...before.rights, ...after.rights]
      .filter((each) => !keysBefore.has(keyOf(each)) || !keysAfter.has(keyOf(each)))
      .map(placeOf),
  );
  const [then, now] = [rightsIn(before, touched), rightsIn(after, touched)];
  return { gained: folded(beyond(now, then)), lost: folded(beyond(then, now)) };
}

/** What is in the one alone, or may be passed on there alone. */
function beyond(mine: ReadonlyMap<string, Counted>, theirs: ReadonlyMap<string, Counted>): Counted[] {
  return [...mine]
    .filter(([key, { with_grant_option }]) => {
      const same = theirs.get(key);
      return same === undefined || (with_grant_option && !same.with_grant_option);
    })
    .map(([, right]) => right);
}

type Counted = Right & { readonly server: string };

/** Each right by itself, in these places alone: there may be millions. */
function rightsIn(report: AccessReport, places: ReadonlySet<string>): Map<string, Counted> {
  const rights = new Map<string, Counted>();
  for (const entry of report.rights) {
    if (!places.has(placeOf(entry))) continue;
    const { roles, objects, privileges, whole_schema: _, ...rest } = entry;
    const { server, database, on, schema, column } = entry;
    for (const role of roles) {
      for (const object of objects) {
        for (const privilege of privileges) {
          const key = JSON.stringify([server, database, role, on, schema, object, column, privilege]);
          rights.set(key, { ...rest, role, object, privilege } as Counted);
        }
      }
    }
  }
  return rights;
}

function keyOf({ reasons: _, whole_schema: __, ...entry }: AccessReport['rights'][number]): string {
  return JSON.stringify(entry);
}

function placeOf({ server, database, on, schema }: AccessReport['rights'][number]): string {
  return JSON.stringify([server, database, on, schema]);
}

function folded(rights: readonly Counted[]): Changed[] {
  const servers = [...new Set(rights.map(({ server }) => server))];
  return servers.flatMap((server) => {
    return foldRights(byPrivileges(rights.filter((each) => each.server === server))).map((each) => ({
      ...each,
      server,
    }));
  });
}

/** What a role has on an object for the same reasons, together. */
function byPrivileges(rights: readonly Counted[]): RightGroup[] {
  const groups = new Map<string, Omit<RightGroup, 'privileges'> & { privileges: Privilege[] }>();
  for (const { object, privilege, server: _, ...rest } of rights) {
    const group = { ...rest, objects: [object], privileges: [] };
    const key = JSON.stringify(group);
    const same = groups.get(key) ?? group;
    groups.set(key, same);
    same.privileges.push(privilege);
  }
  return [...groups.values()];
}

function refuseIncomparable(before: AccessReport, after: AccessReport): void {
  if (JSON.stringify(before.asked) !== JSON.stringify(after.asked)) {
    throw new ProblemError(
      problem('CONFLICTING_VALUES', ['compare'], 'The saved answer is one to another question', {
        value: before.asked,
        allowed: 'the same roles, objects and privilege as when it was saved',
      }),
    );
  }
  for (const { server, system } of after.servers) {
    const then = before.servers.find((each) => each.server === server);
    if (then === undefined || then.system === null || system === null || then.system === system) continue;
    throw new ProblemError(
      problem('SERVER_REPLACED', ['compare'], `The server ${server} is another cluster than the one that was saved`, {
        value: system,
        allowed: then.system,
        next: 'Compare with a file that was saved of this cluster.',
      }),
    );
  }
}
