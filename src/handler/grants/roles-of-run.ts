import { type DeclaredGrants, knownNames } from '../../metadata';
import { granteesOf, type Memory } from '../../postgres/grants';
import type { ServerRun } from '../run';

/** Of the roles that this run renames, those that the declaration names anew: new names by old ones. */
export function renamesIn(
  declared: DeclaredGrants,
  before: DeclaredGrants,
  run: ServerRun,
): ReadonlyMap<string, string> {
  const [now, then] = [rolesIn(declared), rolesIn(before)];
  return new Map([...run.renames].filter(([old, renamed]) => then.has(old) && now.has(renamed)));
}

/** The OIDs of roles as they were when the catalogs were read, by their names then; of those that this run has renamed, too. */
export function rolesBefore(memory: Memory | undefined, run: ServerRun): ReadonlyMap<string, number> {
  const oids = new Map(memory?.found.roles.map(({ name, oid }) => [name, oid]));
  for (const [old, renamed] of run.renames) {
    const oid = run.appliedRoles.get(renamed);
    if (oid !== undefined) oids.set(old, oid);
  }
  return oids;
}

/** What this run does to roles that the declaration names and that it named before, a sentence each. */
export function unsettledIn(declared: DeclaredGrants, before: DeclaredGrants, run: ServerRun): string[] {
  const renames = renamesIn(declared, before, run);
  const then = rolesIn(before);
  return [...rolesIn(declared)].flatMap((name) => {
    const why = run.unsettled.get(name);
    const wasThere = then.has(name) || [...renames.values()].includes(name);
    return why !== undefined && wasThere ? [`this run ${why} the role ${name}`] : [];
  });
}

/** Roles that the declaration names and that this run has made, or made anew, since the catalogs were read. */
export function rolesMade(declared: DeclaredGrants, memory: Memory | undefined, run: ServerRun): ReadonlySet<string> {
  const known = new Map(memory?.found.roles.map(({ name, oid }) => [name, oid]));
  const isMade = (name: string) => run.appliedRoles.has(name) && run.appliedRoles.get(name) !== known.get(name);
  return new Set([...rolesIn(declared)].filter(isMade));
}

function rolesIn(declared: DeclaredGrants): ReadonlySet<string> {
  const owners = Object.values(declared.default_privileges ?? {}).flatMap((each) => knownNames(each.owners));
  return new Set([...granteesOf(declared), ...owners]);
}
