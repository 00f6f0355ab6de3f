import { membershipSql } from '../membership';
import type { TargetKind } from '../privileges';
import { quoteIdentifier } from '../quote';
import type { Acting } from './acting';
import type { AclChange, Changes, GrantStatement } from './changes';
import { foldPairs, type Rectangle } from './fold-pairs';
import type { FoundTarget } from './found';
import type { FoundIndex } from './found-index';
import { granteeName, objectClauses, privilegeClause } from './object-clause';
import { writeDefaults } from './write-defaults';

/**
 * The SQL of the changes, in the order in which it must run, equal changes folded over grantees, objects and schemas.
 * Pure; to be run in one transaction.
 */
export function writeGrants(changes: Changes, acting: Acting, index: FoundIndex): GrantStatement[] {
  const doable = changes.acl.filter((each) => acting.actors.has(each));
  const grants = doable.filter((each) => each.action === 'grant');
  const allRevokes = doable.filter((each) => each.action !== 'grant');
  // As grantor the admin must act before it joins an owner, from when on it would act as the owner.
  const early = allRevokes.filter((each) => isOwnRevoke(each, index));
  const revokes = allRevokes.filter((each) => !isOwnRevoke(each, index));
  const statements: GrantStatement[] = writeAcl(early);
  for (const each of acting.borrowed.flatMap(({ take }) => take)) {
    statements.push({ sql: membershipSql(each), step: 'borrow' });
  }
  // Revokes as other grantors first: the admin's own may take from those the USAGE that they get there by.
  const asOthers = revokes.filter((each) => acting.actors.get(each) !== undefined);
  const asMyself = revokes.filter((each) => acting.actors.get(each) === undefined);
  statements.push(...writeAcl(asOthers), ...writeAcl(asMyself), ...writeAcl(grants));
  for (const [actor, part] of byActor(changes.defaults)) {
    statements.push(...asRole(actor, writeDefaults(part)));
  }
  for (const each of acting.borrowed.flatMap(({ giveBack }) => giveBack)) {
    statements.push({ sql: membershipSql(each), step: 'return' });
  }
  return mergeRoles(statements);

  function writeAcl(all: readonly AclChange[]): GrantStatement[] {
    return [...byActor(all)].flatMap(([actor, part]) => asRole(actor, foldAcl(part, changes.wholeSchemas, index)));
  }

  function byActor<Change extends AclChange | Changes['defaults'][number]>(
    all: readonly Change[],
  ): [string | undefined, Change[]][] {
    const parts = new Map<string | undefined, Change[]>();
    for (const each of all) {
      if (!acting.actors.has(each)) continue;
      const actor = acting.actors.get(each);
      const part = parts.get(actor);
      if (part === undefined) parts.set(actor, [each]);
      else part.push(each);
    }
    return [...parts].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  }
}

function isOwnRevoke(change: AclChange, index: FoundIndex): boolean {
  const { admin, targets } = index.found;
  return change.action !== 'grant' && change.grantor === admin && targets[change.target]?.owner !== admin;
}

function asRole(role: string | undefined, statements: GrantStatement[]): GrantStatement[] {
  if (role === undefined || statements.length === 0) return statements;
  return [
    { sql: `SET LOCAL ROLE ${quoteIdentifier(role)}`, step: 'role' },
    ...statements,
    { sql: 'RESET ROLE', step: 'role' },
  ];
}

/** Going back and taking on the same role again is nothing. */
function mergeRoles(statements: readonly GrantStatement[]): GrantStatement[] {
  const merged: GrantStatement[] = [];
  let role: string | undefined;
  for (const each of statements) {
    const last = merged.at(-1);
    if (each.sql === role && last?.sql === 'RESET ROLE') {
      merged.pop();
      continue;
    }
    if (each.step === 'role' && each.sql !== 'RESET ROLE') role = each.sql;
    merged.push(each);
  }
  return merged;
}

/** Changes that differ only in grantee, privileges and object make one bucket, privileges and objects are folded below. */
function foldAcl(all: readonly AclChange[], wholeSchemas: ReadonlySet<string>, index: FoundIndex): GrantStatement[] {
  const buckets = new Map<string, Map<TargetKind, AclChange[]>>();
  for (const each of all) {
    const kind = (index.found.targets[each.target] as FoundTarget).kind;
    // Built without joining, for there may be a million of them.
    const manner = each.cascade ? `${each.action} cascade` : each.grantable ? 'grant option' : each.action;
    const kinds = buckets.get(manner) ?? new Map<TargetKind, AclChange[]>();
    if (kinds.size === 0) buckets.set(manner, kinds);
    const bucket = kinds.get(kind);
    if (bucket === undefined) kinds.set(kind, [each]);
    else bucket.push(each);
  }
  return [...buckets.values()]
    .flatMap((kinds) => [...kinds.values()])
    .flatMap((bucket) => writeBucket(bucket, wholeSchemas, index));
}

function writeBucket(
  bucket: readonly AclChange[],
  wholeSchemas: ReadonlySet<string>,
  index: FoundIndex,
): GrantStatement[] {
  const first = bucket[0] as AclChange;
  const columns = index.found.targets[first.target]?.kind === 'column';
  const parts = columns ? groupColumns(bucket, index) : groupByPrivileges(bucket);
  return parts.flatMap(({ privileges, pairs }) =>
    foldPairs(pairs).flatMap((rectangle) =>
      objectClauses(rectangle.objects, wholeSchemas, index).map((objects) =>
        statement(first, privileges, objects, rectangle),
      ),
    ),
  );
}

function statement(change: AclChange, privileges: string, objects: string, { grantees }: Rectangle): GrantStatement {
  const to = grantees.map(granteeName).join(', ');
  if (change.action === 'grant') {
    const option = change.grantable ? ' WITH GRANT OPTION' : '';
    return { sql: `GRANT ${privileges} ON ${objects} TO ${to}${option}`, step: 'grant' };
  }
  const option = change.action === 'revoke_grant_option' ? 'GRANT OPTION FOR ' : '';
  const cascade = change.cascade ? ' CASCADE' : '';
  return { sql: `REVOKE ${option}${privileges} ON ${objects} FROM ${to}${cascade}`, step: 'revoke' };
}

interface Part {
  readonly privileges: string;
  readonly pairs: Map<string, number[]>;
}

function groupByPrivileges(bucket: readonly AclChange[]): Part[] {
  const parts = new Map<number, Part>();
  for (const { privileges, grantee, target } of bucket) {
    let part = parts.get(privileges);
    if (part === undefined) {
      part = { privileges: privilegeClause([[privileges, []]]), pairs: new Map() };
      parts.set(privileges, part);
    }
    put(part.pairs, grantee, target);
  }
  return sorted([...parts.values()]);
}

/** Of columns, a table and everything that changes on its columns is one object. */
function groupColumns(bucket: readonly AclChange[], index: FoundIndex): Part[] {
  const tables = new Map<string, { grantee: string; table: number; columns: Map<number, string[]> }>();
  for (const { privileges, grantee, target } of bucket) {
    const place = index.found.targets[target];
    const table = index.named('table', place?.schema, place?.table ?? '')[0];
    if (place === undefined || table === undefined) continue;
    const key = JSON.stringify([table, grantee]);
    const entry = tables.get(key) ?? { grantee, table, columns: new Map() };
    tables.set(key, entry);
    entry.columns.set(privileges, [...(entry.columns.get(privileges) ?? []), place.name]);
  }
  const parts = new Map<string, Part>();
  for (const { grantee, table, columns } of tables.values()) {
    const privileges = privilegeClause([...columns].sort(([a], [b]) => a - b));
    const part = parts.get(privileges) ?? { privileges, pairs: new Map() };
    parts.set(privileges, part);
    put(part.pairs, grantee, table);
  }
  return sorted([...parts.values()]);
}

function put(pairs: Map<string, number[]>, grantee: string, target: number): void {
  const list = pairs.get(grantee);
  if (list === undefined) pairs.set(grantee, [target]);
  else list.push(target);
}

function sorted(parts: Part[]): Part[] {
  for (const { pairs } of parts) for (const list of pairs.values()) list.sort((a, b) => a - b);
  return parts.sort((a, b) => (a.privileges < b.privileges ? -1 : 1));
}
