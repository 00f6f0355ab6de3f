import { createHash } from 'node:crypto';
import { foldedChanges, type RaisedFlag, type Review, type ReviewChange, type ReviewStatements } from '../metadata';
import { type PlannedStatement, parseStatement } from '../postgres/reviewed';
import { aponoChanges } from './apono-changes';
import { grantsChanges } from './grants-changes';
import { isAponoType, type Planned, type PlannedResource } from './planned-resource';
import { flagsOf, inOrder } from './raise-flags';
import { roleChanges } from './role-changes';

/** What a plan changes, for people and for programs. Pure: the same for the same plan. */
export function makeReview({ resources, warnings, unknown }: Planned): Review {
  const looked = resources.map(lookAt);
  const told = (warnings ?? []).flatMap(({ changes, address }) =>
    changes.map((each) => ({ ...each, address: each.address ?? address })),
  );
  // What a destroy takes is told exactly by its warning, which Terraform gives no address.
  const lost = (warnings ?? []).flatMap(({ code, changes: all }) => (code === 'GRANTS_LOST' ? all.map(placeOf) : []));
  const isTold = (each: ReviewChange) => GRANTED.has(each.kind) && lost.includes(placeOf(each));
  const own = looked.flatMap(({ changes: all }, at) =>
    resources[at]?.action === 'delete' ? all.filter((each) => !isTold(each)) : all,
  );
  const takenOver = told.filter(({ cause }) => cause === 'authoritative');
  const changes = foldedChanges([...(warnings === null ? own : own.filter((each) => !isAnyOwnership(each))), ...told]);
  const flags = inOrder([
    ...flagsOf(
      changes,
      [...looked.flatMap(({ ofOthers }) => ofOthers), ...foldedChanges(takenOver)],
      foldedChanges(takenOver),
    ),
    ...looked.flatMap(({ flags: raised }) => raised),
    ...unknown.map(({ address, what }): RaisedFlag => ({ flag: 'UNKNOWN', what, address })),
    ...(warnings === null ? looked.flatMap(({ incomplete }) => incomplete) : []),
    ...(warnings ?? []).map(({ what, address }): RaisedFlag => ({ flag: 'WARNING', what, address })),
  ]);
  const statements = together(looked.flatMap(({ statements: each }) => each));
  return { format: 1, fingerprint: fingerprintOf(changes, statements), flags, changes, statements };
}

const GRANTED: ReadonlySet<string> = new Set(['privilege', 'default_privilege']);

interface Looked {
  readonly changes: readonly ReviewChange[];
  readonly ofOthers: readonly ReviewChange[];
  readonly flags: readonly RaisedFlag[];
  /** What only a warning would tell. */
  readonly incomplete: readonly RaisedFlag[];
  readonly statements: readonly ReviewStatements[];
}

function lookAt(resource: PlannedResource): Looked {
  const { address, type, sql, after, before, action } = resource;
  if (isAponoType(type)) {
    return { changes: aponoChanges(type, resource), ofOthers: [], flags: [], incomplete: [], statements: [] };
  }
  const read = sql?.map(parseStatement);
  const strange = sql?.filter((_, index) => read?.[index] === undefined) ?? [];
  const data = read?.filter((each): each is PlannedStatement => each !== undefined) ?? null;
  const { changes, ofOthers } =
    type === 'aponopg_role' ? { changes: roleChanges(resource, data), ofOthers: [] } : grantsChanges(resource, data);
  const server = textOf((after ?? before)?.server);
  const database = type === 'aponopg_role' ? null : textOf((after ?? before)?.database);
  return {
    changes,
    ofOthers,
    flags: [
      ...(sql === null ? [flag('UNKNOWN', address, 'The statements are not known yet')] : []),
      ...strange.map((each) => flag('INCOMPLETE', address, `A statement is not one of this version: ${each}`)),
      ...(after?.take_over === true && action !== 'update'
        ? [flag('TAKE_OVER', address, 'What its grantees hold and is not declared is revoked')]
        : []),
    ],
    incomplete: toldByWarnings(resource, data).map((what) => flag('INCOMPLETE', address, what)),
    statements:
      server === null || (sql?.length === 0 && action !== 'delete') || action === 'delete'
        ? []
        : [{ server, database, sql: [...(sql ?? [])], known: sql !== null }],
  };
}

/** What of a change is told by its warnings alone. */
function toldByWarnings(
  { type, action, after }: PlannedResource,
  statements: readonly PlannedStatement[] | null,
): string[] {
  const goes = action === 'delete' || action === 'replace';
  const cascades = statements?.some((each) => 'cascade' in each && each.cascade === true) === true;
  return [
    ...(goes
      ? [`What others lose with ${type === 'aponopg_role' ? 'the role' : 'the grants'} is told by warnings: give --log`]
      : []),
    ...(cascades ? ['What others lose by CASCADE is told by warnings: give --log'] : []),
    ...(after?.take_over === true && action !== 'update' ? ['What is taken over is told by warnings: give --log'] : []),
  ];
}

/** One entry for each server and database: roles first, then databases by name. */
function together(all: readonly ReviewStatements[]): ReviewStatements[] {
  const folded = new Map<string, ReviewStatements>();
  for (const each of all) {
    const key = JSON.stringify([each.server, each.database]);
    const before = folded.get(key);
    const sql = [...(before?.sql ?? []), ...each.sql];
    folded.set(key, { ...each, sql, known: each.known && (before?.known ?? true) });
  }
  return [...folded.values()].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function placeOf({ server, database }: Pick<ReviewChange, 'server' | 'database'>): string {
  return JSON.stringify([server, database ?? '']);
}

function fingerprintOf(changes: readonly ReviewChange[], statements: readonly ReviewStatements[]): string {
  const lines = [
    ...changes.map((each) => JSON.stringify(each)).sort(),
    ...statements.map((each) => JSON.stringify(each)),
  ];
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** What a role owns in all, as its state says; warnings name it object by object. */
function isAnyOwnership({ kind, on }: ReviewChange): boolean {
  return kind === 'ownership' && on === 'role';
}

function flag(name: RaisedFlag['flag'], address: string | null, what: string): RaisedFlag {
  return { flag: name, what, address };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
