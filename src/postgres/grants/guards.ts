import { type DeclaredGrants, PRIVILEGE_BITS, PUBLIC } from '../../metadata';
import { type Path, type Problem, problem } from '../../problem';
import type { AclChange, Changes } from './changes';
import { targetLabel } from './found';
import type { FoundIndex } from './found-index';
import type { Wanted } from './resolve-grants';

/** What is to be said about a plan before anything runs. Pure. */
export function guardGrants(declared: DeclaredGrants, wanted: Wanted, changes: Changes, index: FoundIndex): Problem[] {
  return [
    ...granteeProblems(declared, index),
    ...sizeProblems(changes, index),
    ...reachProblems(declared, wanted, changes, index),
    ...passedOnProblems(changes, index),
  ];
}

function granteeProblems(declared: DeclaredGrants, index: FoundIndex): Problem[] {
  const said = new Set<string>();
  const problems: Problem[] = [];
  for (const [grantee, path] of granteePaths(declared)) {
    if (said.has(grantee) || grantee === PUBLIC) continue;
    said.add(grantee);
    const role = index.roles.get(grantee);
    if (role === undefined) {
      const close = index.found.roles.find((each) => each.name.toLowerCase() === grantee.toLowerCase())?.name;
      problems.push(
        problem('GRANTEE_MISSING', path, 'There is no role of this name on the server', {
          value: grantee,
          next:
            close === undefined
              ? 'Create the role before this runs, or correct the name.'
              : `Names are taken as they are, upper and lower case too: there is ${close}.`,
        }),
      );
    } else if (role.superuser) {
      problems.push(
        problem('GRANTEE_SUPERUSER', path, 'The grantee is a superuser, whom grants neither help nor hold back', {
          severity: 'warning',
          value: grantee,
          next: 'Leave it out, or take SUPERUSER from the role.',
        }),
      );
    }
  }
  return problems;
}

function granteePaths(declared: DeclaredGrants): [string, Path][] {
  return (['grants', 'default_privileges'] as const).flatMap((list) =>
    [...(declared[list] ?? [])].flatMap((entry, position): [string, Path][] =>
      typeof entry.grantee === 'string' ? [[entry.grantee, [list, position, 'grantee']]] : [],
    ),
  );
}

/** PostgreSQL keeps these access lists in one catalog row of at most 8 kB, compressed, and in no side table. */
const ROW_BOUND_KINDS: ReadonlySet<string> = new Set(['table', 'column', 'sequence', 'large_object']);
/** An entry takes 12 bytes before 16, 16 bytes from then on; compressed, about 2,440 of them fitted the row in trials on 13 to 18. */
const FITS = 2440;
/** Uncompressed, about this many entries of 16 bytes fill the row: from here on it depends on how well they compress. */
const COMFORTABLE = 500;

function sizeProblems(changes: Changes, index: FoundIndex): Problem[] {
  const made = new Map<number, AclChange[]>();
  for (const change of changes.acl) {
    if (change.action !== 'grant') continue;
    const known = made.get(change.target);
    if (known === undefined) made.set(change.target, [change]);
    else known.push(change);
  }
  const size = new Map<number, number>();
  for (const [position, all] of made) {
    const target = index.found.targets[position];
    if (target === undefined || !ROW_BOUND_KINDS.has(target.kind) || target.size + all.length <= COMFORTABLE) continue;
    const entries = index.entriesOf(position).filter((each) => each.grantor === target.owner);
    const there = new Set(entries.map((each) => each.grantee));
    size.set(position, target.size + new Set(all.map((each) => each.grantee).filter((each) => !there.has(each))).size);
  }
  const tooMany: [number, number][] = [...size].filter(([, count]) => count > COMFORTABLE);
  const worst = tooMany.sort(([, a], [, b]) => b - a)[0];
  if (worst === undefined) return [];
  const [target, count] = worst;
  const others = tooMany.length > 1 ? `; ${tooMany.length - 1} more objects are near it` : '';
  const label = targetLabel(index.found.targets[target] as never);
  return [
    problem(
      'GRANT_ACL_SIZE',
      ['grants'],
      count > FITS
        ? `The access list of ${label} would have ${count} entries, more than fit its catalog row${others}`
        : `The access list of ${label} would have ${count} entries; at about ${FITS} it no longer fits its catalog row${others}`,
      {
        severity: count > FITS ? 'error' : 'warning',
        next: 'Grant to one group role, and make the grantees its members.',
      },
    ),
  ];
}

/** A grant is of use only to who may connect to the database and use the schema, be it through PUBLIC or a membership. */
function reachProblems(declared: DeclaredGrants, wanted: Wanted, changes: Changes, index: FoundIndex): Problem[] {
  const problems: Problem[] = [];
  const paths = new Map<string, Path>();
  for (const [grantee, path] of granteePaths(declared)) if (!paths.has(grantee)) paths.set(grantee, path);
  const database = index.found.targets.findIndex((each) => each.kind === 'database');
  const gates = new Map<number, ReadonlySet<string>>();
  const moved = new Map<number, AclChange[]>();
  for (const change of changes.acl) {
    const kind = index.found.targets[change.target]?.kind;
    if (kind !== 'database' && kind !== 'schema') continue;
    const known = moved.get(change.target);
    if (known === undefined) moved.set(change.target, [change]);
    else known.push(change);
  }
  const holders = (gate: number, bit: number) => {
    const known = gates.get(gate) ?? holdersAfter(gate, bit, moved.get(gate) ?? [], changes.losses, index);
    gates.set(gate, known);
    return known;
  };
  problems.push(...lockedOut());
  // Thousands may miss the same one: that is one thing to say.
  const outside = new Map<string | undefined, string[]>();
  const shutOut = (schema: string | undefined, grantee: string) => {
    const known = outside.get(schema);
    if (known === undefined) outside.set(schema, [grantee]);
    else known.push(grantee);
  };
  for (const [grantee, mine] of wanted.grants) {
    const role = index.roles.get(grantee);
    if (grantee === PUBLIC || role?.superuser) continue;
    const targets = [...mine].filter(([, held]) => held.privileges !== 0).map(([target]) => target);
    if (targets.some((target) => target !== database) && database >= 0) {
      if (!reaches(grantee, holders(database, PRIVILEGE_BITS.CONNECT), database)) shutOut(undefined, grantee);
    }
    const schemas = new Set(targets.map((target) => index.found.targets[target]?.schema));
    for (const schema of schemas) {
      const gate = schema === undefined ? undefined : index.named('schema', undefined, schema)[0];
      if (gate === undefined || reaches(grantee, holders(gate, PRIVILEGE_BITS.USAGE), gate)) continue;
      shutOut(schema, grantee);
    }
  }
  for (const [schema, grantees] of outside) problems.push(ofNoUse(schema, grantees));
  return problems;

  function ofNoUse(schema: string | undefined, grantees: readonly string[]): Problem {
    const first = grantees[0] ?? '';
    const who = grantees.length === 1 ? first : `${first} and ${grantees.length - 1} more`;
    const whom = grantees.length === 1 ? 'it' : 'them';
    const [what, next] =
      schema === undefined
        ? [
            `${who} may not connect to database ${index.found.database}`,
            `Grant ${whom} CONNECT on the database: PUBLIC has none here.`,
          ]
        : [
            `${who} may not use schema ${schema}, so grants on what is in it are idle`,
            `Grant ${whom} USAGE on schema ${schema}.`,
          ];
    const value = grantees.slice(0, 20).join(', ') + (grantees.length > 20 ? ` and ${grantees.length - 20} more` : '');
    return problem('GRANT_OF_NO_USE', paths.get(first) ?? ['grants'], what, { severity: 'warning', value, next });
  }

  /** Without CONNECT nothing of this could be read or changed ever again. */
  function lockedOut(): Problem[] {
    const { admin } = index.found;
    const touched = moved.has(database) && wanted.grantees.size > 0 && index.roles.get(admin)?.superuser === false;
    if (!touched || reaches(admin, holders(database, PRIVILEGE_BITS.CONNECT), database)) return [];
    return [
      problem(
        'GRANT_LOCKS_OUT',
        paths.get(PUBLIC) ?? ['grants'],
        `The admin ${admin} itself could no longer connect to database ${index.found.database}`,
        {
          value: admin,
          next: `Grant ${admin} CONNECT on the database in the same resource, or make it a member of ${index.databaseOwner}.`,
        },
      ),
    ];
  }

  function reaches(grantee: string, holders: ReadonlySet<string>, gate: number): boolean {
    if (holders.has(PUBLIC)) return true;
    const owner = index.found.targets[gate]?.owner ?? '';
    const passes = (role: string) =>
      [...index.rolesOf(role)].some(
        (each) =>
          holders.has(each) ||
          each === owner ||
          (gate !== database && (each === 'pg_read_all_data' || each === 'pg_write_all_data')),
      );
    if (passes(grantee)) return true;
    // A group that nobody signs in as is of use where its members get in.
    if (index.roles.get(grantee)?.login !== false) return false;
    return index.found.memberships.some((each) => each.role === grantee && passes(each.member));
  }
}

function holdersAfter(
  target: number,
  bit: number,
  moved: readonly AclChange[],
  losses: Changes['losses'],
  index: FoundIndex,
): ReadonlySet<string> {
  const lines = new Set<string>();
  const line = (each: { grantee: string; grantor: string }) => JSON.stringify([each.grantee, each.grantor]);
  for (const each of index.entriesOf(target)) if ((each.privileges & bit) !== 0) lines.add(line(each));
  const here = (each: { target: number; privileges: number }) =>
    each.target === target && (each.privileges & bit) !== 0;
  for (const each of losses) if (here(each)) lines.delete(line(each));
  for (const each of moved) {
    if (!here(each) || each.action === 'revoke_grant_option') continue;
    if (each.action === 'grant') lines.add(line(each));
    else lines.delete(line(each));
  }
  return new Set([...lines].map((each) => (JSON.parse(each) as [string])[0]));
}

function passedOnProblems(changes: Changes, index: FoundIndex): Problem[] {
  const kept = changes.losses.filter((each) => each.restored && isPassedOn(each, changes.acl));
  if (kept.length === 0) return [];
  const shown = kept.slice(0, 5).map((each) => {
    const target = index.found.targets[each.target];
    return `${each.grantee}, from ${each.grantor}, on ${target === undefined ? '' : targetLabel(target)}`;
  });
  const more = kept.length > 5 ? ` and ${kept.length - 5} more` : '';
  return [
    problem(
      'GRANT_PASSED_ON',
      ['grants'],
      'What is to be revoked was passed on to roles that keep it, now from the owner',
      {
        severity: 'warning',
        value: shown.join('; ') + more,
        next: 'Name these roles in the resource, or revoke from them by hand, if they should lose it.',
      },
    ),
  ];
}

function isPassedOn(loss: Changes['losses'][number], all: readonly AclChange[]): boolean {
  return all.some((each) => each.cascade && each.target === loss.target && each.grantee !== loss.grantee);
}
