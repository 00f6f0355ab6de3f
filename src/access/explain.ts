import { PRIVILEGE_BITS, type Privilege, PUBLIC } from '../metadata';
import type { AccessList } from '../postgres/access';
import { quoteIdentifier } from '../postgres/quote';
import type { AccessIndex } from './effective';
import type { ObjectName } from './list-rights';
import { bare } from './object-name';
import { hindrancesAt, hindrancesOf, type OfNoUse } from './of-no-use';
import { originated } from './origin';
import type { ReadDatabase } from './read-database';
import type { Reason } from './right';

/** One question answered: may this role do this to that object, and why. */
export interface Explanation {
  readonly role: string;
  readonly privilege: Privilege;
  readonly holds: boolean;
  readonly with_grant_option: boolean;
  /** Every way that leads to the right; each ends by what `to_end` says. */
  readonly paths: readonly (Reason & { readonly to_end: string })[];
  /** Of a no: ways that are near, and what would give the right. */
  readonly missing: readonly string[];
  readonly of_no_use: readonly OfNoUse[];
}

/** @param object one that is there */
export function explain(
  role: string,
  privilege: Privilege,
  object: ObjectName,
  { index, origins }: Pick<ReadDatabase, 'index' | 'origins'>,
): Explanation {
  const lists = listsOf(object, index);
  const bit = PRIVILEGE_BITS[privilege];
  const originOf = (reason: Reason, { kind }: AccessList): Reason =>
    origins === undefined ? reason : originated(reason, rightOn({ role, privilege, object, kind }, index), origins);
  const effective = lists.map((list) => ({ list, ...index.effective(role, list) }));
  const paths = effective.flatMap(({ list, reasons }) =>
    reasons
      .filter(({ privileges }) => (privileges & bit) !== 0)
      .map(({ privileges: _, ...reason }) => originOf(reason, list))
      .map((reason) => ({ ...reason, to_end: endOf(reason, role, privilege, list, object) })),
  );
  const holds = paths.length > 0;
  const [main] = lists;
  return {
    role,
    privilege,
    holds,
    with_grant_option: holds && effective.some(({ grantable }) => (grantable & bit) !== 0),
    paths,
    missing: holds ? [] : waysTo(role, privilege, object, lists, index),
    of_no_use: [
      ...hindrancesOf(role, index),
      ...(main === undefined || object.schema === undefined
        ? []
        : hindrancesAt(role, main, { schema: object.schema, object: object.table ?? object.name }, index)),
    ],
  };
}

/** The right as a declaration speaks of it; by a table's list that on the whole table. */
function rightOn(
  {
    role,
    privilege,
    object,
    kind,
  }: { role: string; privilege: Privilege; object: ObjectName; kind: AccessList['kind'] },
  { found }: AccessIndex,
): Parameters<typeof originated>[1] {
  const shared = kind === 'tablespace' || kind === 'parameter';
  const on = kind === 'column' ? 'table' : kind;
  const column = kind === 'column' ? object.name : null;
  const name = object.table ?? object.name;
  return {
    database: shared ? null : found.database,
    role,
    on,
    schema: object.schema ?? null,
    object: name,
    column,
    privilege,
  };
}

/** Of a column: what its table gives, and what the column itself gives. */
function listsOf({ kind, schema, name, table }: ObjectName, { found, tableList }: AccessIndex): AccessList[] {
  const own = found.lists.filter(
    (list) =>
      list.kind === kind &&
      list.objects.some((each) => each.schema === schema && each.name === name && each.table === table),
  );
  const whole = table === undefined ? undefined : tableList(schema, table);
  return whole === undefined ? own : [whole, ...own];
}

/** What ends a reason, as SQL; where PostgreSQL's grantor is not who signs in, it says as whom. */
function endOf(
  { kind, grantor, through }: Reason,
  role: string,
  privilege: Privilege,
  list: AccessList,
  object: ObjectName,
): string {
  const holder = through.at(-1) ?? role;
  const place = placeOf(object);
  const [first] = through;
  const leave = first === undefined ? undefined : `REVOKE ${quoteIdentifier(first)} FROM ${quoteIdentifier(role)}`;
  if (kind === 'superuser') return `ALTER ROLE ${quoteIdentifier(role)} NOSUPERUSER`;
  if (kind === 'predefined') return leave ?? 'Nothing: PostgreSQL gives it to this role';
  const what = list.kind === 'column' ? `${privilege} (${quoteIdentifier(object.name)})` : privilege;
  if (kind === 'owner') {
    const away = object.kind === 'column' ? 'give the table another owner' : `ALTER ${place} OWNER TO another role`;
    return leave === undefined ? away : `${leave}; or ${away}`;
  }
  const grantee = kind === 'grant' ? quoteIdentifier(holder) : 'PUBLIC';
  const by = grantor === null || grantor === list.owner ? '' : ` (as ${grantor})`;
  const revoke = `REVOKE ${what} ON ${place} FROM ${grantee}${by}`;
  return leave === undefined || kind !== 'grant' ? revoke : `${revoke}; or ${leave}`;
}

function waysTo(
  role: string,
  privilege: Privilege,
  object: ObjectName,
  lists: readonly AccessList[],
  index: AccessIndex,
): string[] {
  const bit = PRIVILEGE_BITS[privilege];
  const isHeldBy = (other: string) => lists.some((list) => (index.effective(other, list).privileges & bit) !== 0);
  const ways: string[] = [];
  if (role !== PUBLIC) {
    for (const [other, [through = []]] of index.memberships.above(role, 'set')) {
      if (other !== role && isHeldBy(other))
        ways.push(
          `${role} does not inherit it, but may SET ROLE ${quoteIdentifier(other)}, which has it${path(through)}`,
        );
    }
    for (const { role: other, member, admin, inherit, set } of index.found.memberships) {
      if (member === role && admin && !inherit && !set && isHeldBy(other)) {
        ways.push(`${role} has ADMIN on ${other}, which has it: it may make itself a member`);
      }
    }
  }
  const column = object.kind === 'column' ? ` (${quoteIdentifier(object.name)})` : '';
  const place = placeOf(object);
  return [
    ...ways,
    `It would have it by: GRANT ${privilege}${column} ON ${place} TO ${role === PUBLIC ? 'PUBLIC' : quoteIdentifier(role)}`,
  ];
}

function path(through: readonly string[]): string {
  return through.length > 1 ? ` (${through.join(' > ')})` : '';
}

/** As a statement has it; of a column its table. */
function placeOf(object: ObjectName): string {
  const { kind, schema, name } =
    object.table === undefined ? object : { ...object, kind: 'table' as const, name: object.table };
  const word = kind.replaceAll('_', ' ').toUpperCase();
  if (kind === 'parameter' || kind === 'large_object') return `${word} ${name}`;
  const isRoutine = kind === 'function' || kind === 'procedure';
  const quoted = isRoutine ? quoteIdentifier(bare(name)) + name.slice(bare(name).length) : quoteIdentifier(name);
  return `${word} ${schema === undefined ? '' : `${quoteIdentifier(schema)}.`}${quoted}`;
}
