import type { Target } from './found-index';
import type { DefaultPrivilegeStatement, GrantStatement, PrivilegeStatement } from './grant-statement';
import { renderObject } from './render-object';

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
      const found = known.get(whole) ?? keysNaming(whole).flatMap((key) => byPlace.get(key) ?? []);
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
  if (schemas !== null) return schemas.map((schema) => wholeKey(on, schema));
  return (objects ?? []).map((object) => `${on} ${renderObject(on, object)}`);
}

function keysNaming(target: Target): string[] {
  return [`${target.kind} ${renderObject(target.kind, target)}`, wholeKey(target.kind, target.schema ?? '')];
}

function wholeKey(kind: string, schema: string): string {
  return JSON.stringify(['all', kind, schema]);
}
