import { namesOf, PRIVILEGE_BITS, type Privilege, PUBLIC } from '../../metadata';
import { type AclChange, type Changes, type DefaultChange, everyAclChange, type Loss } from './changes';
import { targetLabel } from './found/found';
import type { Target } from './found/found-index';
import { indexReviewed, type Reviewed } from './index-reviewed';
import type { DefaultPrivilegeStatement, GrantStatement, PrivilegeStatement } from './write/grant-statement';

/** Changes, of which each has only the privileges that nobody reviewed. */
export interface Beyond {
  readonly acl: readonly AclChange[];
  readonly losses: readonly Loss[];
  readonly defaults: readonly DefaultChange[];
}

/**
 * What the changes would do beyond the statements that somebody reviewed, one line each; empty when they do no more.
 * Less than was reviewed is fine. Pure.
 */
export function beyondReview(changes: Changes, reviewed: readonly GrantStatement[]): string[] {
  return beyondLines(beyond(changes, reviewed));
}

/** The changes that go beyond the statements. Pure. */
export function beyond(changes: Changes, reviewed: readonly GrantStatement[]): Beyond {
  const index = indexReviewed(reviewed);
  return {
    acl: everyAclChange(changes).flatMap((change) => only(change, aclBeyond(change, index.on(change.target)))),
    losses: changes.losses.flatMap((loss) => only(loss, lossBeyond(loss, index.on(loss.target)))),
    defaults: changes.defaults.flatMap((change) => only(change, defaultBeyond(change, index.defaults))),
  };
}

/** One line for each. */
export function beyondLines({ acl, losses, defaults }: Beyond): string[] {
  return [
    ...acl.map((each) => say(each, targetLabel(each.target))),
    ...losses.map(({ target, grantee, grantor, privileges }) => {
      const names = namesOf(privileges).join(', ');
      return `REVOKE ${names} on ${targetLabel(target)} from ${grantee}, passed on by ${grantor}`;
    }),
    ...defaults.map((each) => {
      const where = each.schema === undefined ? '' : ` in schema ${each.schema}`;
      return say(each, `future ${each.on}s of ${each.owner}${where}`);
    }),
  ];
}

function only<Change extends { readonly privileges: number }>(change: Change, over: readonly Privilege[]): Change[] {
  return over.length === 0 ? [] : [{ ...change, privileges: bitsNamed(over) }];
}

function bitsNamed(names: readonly Privilege[]): number {
  return names.reduce((bits, name) => bits | PRIVILEGE_BITS[name], 0);
}

function aclBeyond(change: AclChange, reviewed: readonly Reviewed<PrivilegeStatement>[]): Privilege[] {
  const speaking = reviewed.filter((each) => allows(each, change));
  // What is revoked on a table is revoked on its columns, too.
  const byTable = change.action !== 'grant';
  return namesOf(change.privileges).filter(
    (privilege) => !speaking.some(({ statement }) => isNamed(statement, privilege, change.target, byTable)),
  );
}

function lossBeyond(loss: Loss, reviewed: readonly Reviewed<PrivilegeStatement>[]): Privilege[] {
  if (loss.restored) return [];
  const speaking = reviewed.filter(
    ({ statement, grantees }) => statement.cascade || (statement.action === 'revoke' && grantees.has(loss.grantee)),
  );
  return namesOf(loss.privileges).filter(
    (privilege) => !speaking.some(({ statement }) => isNamed(statement, privilege, loss.target, true)),
  );
}

function defaultBeyond(change: DefaultChange, reviewed: readonly Reviewed<DefaultPrivilegeStatement>[]): Privilege[] {
  const { on, owner, schema } = change;
  const speaking = reviewed.filter(
    (each) =>
      each.statement.on === on &&
      each.statement.owners.includes(owner) &&
      (schema === undefined ? each.statement.schemas === null : each.statement.schemas?.includes(schema) === true) &&
      allows(each, change),
  );
  return namesOf(change.privileges).filter(
    (privilege) =>
      !speaking.some(({ statement: { privileges } }) => privileges.includes('ALL') || privileges.includes(privilege)),
  );
}

/** A grant without its option is less than one with it; losing the option is less than losing the privilege. */
function allows(
  { statement, grantees }: Reviewed<PrivilegeStatement | DefaultPrivilegeStatement>,
  { action, grantable, grantee }: AclChange | DefaultChange,
): boolean {
  if (!grantees.has(grantee)) return false;
  if (action === 'grant') return statement.action === 'grant' && (statement.withGrantOption || !grantable);
  return statement.action === 'revoke' || statement.action === action;
}

/** @param byTable whether a column is meant, too, where its table is */
function isNamed(statement: PrivilegeStatement, privilege: Privilege, target: Target, byTable: boolean): boolean {
  return statement.privileges.some(({ names, columns }) => {
    if (!names.includes('ALL') && !names.includes(privilege)) return false;
    if (target.kind !== 'column') return columns === undefined;
    return columns === undefined ? byTable : columns.includes(target.name);
  });
}

function say(change: AclChange | DefaultChange, label: string): string {
  const who = change.grantee === PUBLIC ? 'PUBLIC' : change.grantee;
  const what = `${namesOf(change.privileges).join(', ')} on ${label}`;
  if (change.action === 'grant') return `GRANT ${what} to ${who}${change.grantable ? ' with grant option' : ''}`;
  return `REVOKE ${change.action === 'revoke' ? '' : 'the grant option for '}${what} from ${who}`;
}
