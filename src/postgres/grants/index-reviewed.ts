import { namesMeant, type TargetKind } from '../../metadata';
import { argumentsMatch } from './found/argument-types';
import type { Target } from './found/found-index';
import type {
  DefaultPrivilegeStatement,
  GrantStatement,
  NamedObject,
  PrivilegeStatement,
} from './write/grant-statement';
import { renderObject } from './write/render-object';

/** A reviewed statement, prepared for thousands of questions. */
export interface Reviewed<Statement> {
  readonly statement: Statement;
  readonly grantees: ReadonlySet<string>;
}

export interface ReviewedIndex {
  /** The statements that speak of a target, by name or as one of all in its schema; of a column, by its table. */
  on(target: Target): readonly Reviewed<PrivilegeStatement>[];
  readonly defaults: readonly Reviewed<DefaultPrivilegeStatement>[];
}

export function indexReviewed(statements: readonly GrantStatement[]): ReviewedIndex {
  const byPlace = new Map<string, Reviewed<PrivilegeStatement>[]>();
  for (const statement of statements) {
    if (statement.do !== 'change privileges') continue;
    const reviewed = prepared(statement);
    for (const key of keysOf(statement)) byPlace.set(key, [...(byPlace.get(key) ?? []), reviewed]);
  }
  const known = new Map<Target, readonly Reviewed<PrivilegeStatement>[]>();
  return {
    on: (target) => {
      const whole = target.parent ?? target;
      const found =
        known.get(whole) ??
        keysNaming(whole)
          .flatMap((key) => byPlace.get(key) ?? [])
          .filter(({ statement }) => !leavesOut(statement, whole) && names(statement, whole));
      known.set(whole, found);
      return found;
    },
    defaults: statements.flatMap((each) => (each.do === 'change default privileges' ? [prepared(each)] : [])),
  };
}

function prepared<Statement extends { readonly grantees: readonly string[] }>(
  statement: Statement,
): Reviewed<Statement> {
  return { statement, grantees: new Set(statement.grantees) };
}

function keysOf({ on, schemas, objects }: PrivilegeStatement): string[] {
  const kinds: readonly TargetKind[] = on === 'routine' ? ['function', 'procedure'] : [on];
  if (schemas !== null) return kinds.flatMap((kind) => schemas.map((schema) => wholeKey(kind, schema)));
  return kinds.flatMap((kind) =>
    (objects ?? []).flatMap((object) =>
      object.written === undefined
        ? [`${kind} ${renderObject(kind, object)}`]
        : namesMeant(object.name).map((name) => writtenKey(kind, object.schema, name)),
    ),
  );
}

function keysNaming(target: Target): string[] {
  const { kind, schema, name, args } = target;
  const written = args === undefined ? [] : [writtenKey(kind, schema, name)];
  return [`${kind} ${renderObject(kind, target)}`, wholeKey(kind, schema ?? ''), ...written];
}

function wholeKey(kind: string, schema: string): string {
  return JSON.stringify(['all', kind, schema]);
}

function writtenKey(kind: string, schema: string | undefined, name: string): string {
  return JSON.stringify(['written', kind, schema ?? '', name]);
}

/** Whether a statement that names functions as somebody wrote them means this one; any other was found by its key. */
function names({ objects }: PrivilegeStatement, target: Target): boolean {
  const written = (objects ?? []).filter((each) => each.written !== undefined);
  return written.length === 0 || written.some((each) => isMeant(each, target));
}

function leavesOut({ except }: PrivilegeStatement, target: Target): boolean {
  if (except === undefined) return false;
  return (except.extensions && target.extension !== undefined) || except.objects.some((each) => isMeant(each, target));
}

function isMeant({ schema, name, written }: NamedObject, target: Target): boolean {
  if (schema !== target.schema) return false;
  if (written === undefined) return name === target.name;
  return namesMeant(name).includes(target.name) && (written === null || argumentsMatch(written, target.args ?? []));
}
