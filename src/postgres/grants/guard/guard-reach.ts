import { type DeclaredGrants, PRIVILEGE_BITS, PUBLIC } from '../../../metadata';
import { type Path, type Problem, problem } from '../../../problem';
import type { AclChange, Changes } from '../changes';
import type { FoundIndex, Target } from '../found/found-index';
import type { Held } from '../found/held';
import type { Wanted } from '../resolve/resolve-grants';
import { granteePaths } from './guard-grantees';
import { holdersAfter } from './holders-after';

/**
 * A grant is of use only to who may connect to the database and use the schema, be it through PUBLIC or a membership; and
 * the admin must not shut itself out.
 */
export function guardReach(declared: DeclaredGrants, wanted: Wanted, changes: Changes, index: FoundIndex): Problem[] {
  const paths = granteePaths(declared);
  const moved = changesAtGates(changes);
  return [
    ...lockedOut(wanted, changes, moved, index, paths),
    ...ofNoUse(
      [...usersByGate(wanted, index)].flatMap(([gate, users]) => {
        const holders = holdersAt(gate, changes, moved);
        const shut = users.filter((grantee) => !reaches(grantee, holders, gate, index));
        return shut.length === 0 ? [] : [{ gate, shut }];
      }),
      paths,
    ),
  ];
}

/** A gate is what somebody must pass to get to an object: the database by CONNECT, the object's schema by USAGE. */
function usersByGate(wanted: Wanted, index: FoundIndex): Map<Target, string[]> {
  const users = new Map<Target, string[]>();
  for (const [grantee, mine] of wanted.grants) {
    if (grantee === PUBLIC || index.roles.get(grantee)?.superuser) continue;
    for (const gate of gatesTo(mine, index)) {
      const known = users.get(gate);
      if (known === undefined) users.set(gate, [grantee]);
      else known.push(grantee);
    }
  }
  return users;
}

function gatesTo(mine: ReadonlyMap<Target, Held>, index: FoundIndex): Target[] {
  const schemas = new Set<string>();
  let anyInside = false;
  for (const [target, held] of mine) {
    if (held.privileges === 0 || target === index.database) continue;
    anyInside = true;
    if (target.schema !== undefined) schemas.add(target.schema);
  }
  const gates = [...schemas].flatMap((schema) => index.named('schema', undefined, schema));
  return anyInside && index.database !== undefined ? [index.database, ...gates] : gates;
}

function changesAtGates(changes: Changes): Map<Target, AclChange[]> {
  const moved = new Map<Target, AclChange[]>();
  for (const change of changes.acl) {
    if (change.target.kind !== 'database' && change.target.kind !== 'schema') continue;
    const known = moved.get(change.target);
    if (known === undefined) moved.set(change.target, [change]);
    else known.push(change);
  }
  return moved;
}

function holdersAt(
  gate: Target,
  { losses }: Changes,
  moved: ReadonlyMap<Target, readonly AclChange[]>,
): ReadonlySet<string> {
  const bit = gate.kind === 'database' ? PRIVILEGE_BITS.CONNECT : PRIVILEGE_BITS.USAGE;
  const lost = losses.filter(({ target }) => target === gate);
  return holdersAfter(gate, bit, moved.get(gate) ?? [], lost);
}

function reaches(grantee: string, holders: ReadonlySet<string>, gate: Target, index: FoundIndex): boolean {
  if (holders.has(PUBLIC)) return true;
  const passes = (role: string) =>
    [...index.rolesOf(role)].some(
      (each) =>
        holders.has(each) ||
        each === gate.owner ||
        (gate.kind === 'schema' && (each === 'pg_read_all_data' || each === 'pg_write_all_data')),
    );
  if (passes(grantee)) return true;
  // A group that nobody signs in as is of use where its members get in.
  if (index.roles.get(grantee)?.login !== false) return false;
  return index.found.memberships.some((each) => each.role === grantee && passes(each.member));
}

/** Without CONNECT nothing of this could be read or changed ever again. */
function lockedOut(
  wanted: Wanted,
  changes: Changes,
  moved: ReadonlyMap<Target, readonly AclChange[]>,
  index: FoundIndex,
  paths: ReadonlyMap<string, Path>,
): Problem[] {
  const { database } = index;
  const { admin } = index.found;
  if (database === undefined || !moved.has(database) || wanted.grantees.size === 0) return [];
  if (index.roles.get(admin)?.superuser !== false) return [];
  if (reaches(admin, holdersAt(database, changes, moved), database, index)) return [];
  const what = `The admin ${admin} itself could no longer connect to database ${database.name}`;
  return [
    problem('GRANT_LOCKS_OUT', paths.get(PUBLIC) ?? ['grants'], what, {
      value: admin,
      next: `Grant ${admin} CONNECT on the database in the same resource, or make it a member of ${index.databaseOwner}.`,
    }),
  ];
}

/** Thousands may miss the same gate, and hundreds of gates be missed: that is one thing to say. */
function ofNoUse(
  missed: readonly { readonly gate: Target; readonly shut: readonly string[] }[],
  paths: ReadonlyMap<string, Path>,
): Problem[] {
  const [first] = missed;
  if (first === undefined) return [];
  const lines = missed.map(({ gate, shut }) => {
    const who = shut.slice(0, 5).join(', ') + (shut.length > 5 ? ` and ${shut.length - 5} more` : '');
    return gate.kind === 'database'
      ? `${who} may not connect to database ${gate.name}`
      : `${who} may not use schema ${gate.name}`;
  });
  const shown = lines.slice(0, 20);
  const value = lines.length > shown.length ? [...shown, `... and ${lines.length - shown.length} more`] : shown;
  const schemas = missed.filter(({ gate }) => gate.kind === 'schema').length;
  const isOfDatabase = missed.length > schemas;
  const lacking = [
    ...(isOfDatabase ? ['CONNECT on the database'] : []),
    ...(schemas > 0 ? [`USAGE on ${schemas === 1 ? 'a schema' : `${schemas} schemas`}`] : []),
  ].join(' and ');
  const what =
    missed.length === 1 ? `Grants are idle: ${lines[0]}` : `Grants are idle, since somebody lacks ${lacking}`;
  const next = [
    ...(isOfDatabase ? ['Grant CONNECT on the database: PUBLIC has none here.'] : []),
    ...(schemas > 0 ? ['Grant USAGE on the schema.'] : []),
  ].join(' ');
  const path = paths.get(first.shut[0] ?? '') ?? ['grants'];
  return [problem('GRANT_OF_NO_USE', path, what, { severity: 'warning', value, next })];
}
