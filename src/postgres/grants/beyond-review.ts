import { namesOf, type Privilege, PUBLIC } from '../../metadata';
import { type AclChange, type Changes, type DefaultChange, everyAclChange, type Loss } from './changes';
import { targetLabel } from './found';
import type { Target } from './found-index';
import type { DefaultPrivilegeStatement, GrantStatement, PrivilegeStatement } from './grant-statement';
import { indexReviewed, type Reviewed } from './index-reviewed';

/**
 * What the changes would do beyond the statements that somebody reviewed, one line each; empty when they do no more.
 * Less than was reviewed is fine. Pure.
 */
export function beyondReview(changes: Changes, reviewed: readonly GrantStatement[]): string[] {
  const index = indexReviewed(reviewed);
  return [
    ...everyAclChange(changes).flatMap((change) => aclBeyond(change, index.on(change.target))),
    ...changes.losses.flatMap((loss) => lossBeyond(loss, index.on(loss.target))),
    ...changes.defaults.flatMap((change) => defaultBeyond(change, index.defaults)),
  ];
}

function aclBeyond(change: AclChange, reviewed: readonly Reviewed<PrivilegeStatement>[]): string[] {
  const speaking = reviewed.filter((each) => allows(each, change));
  const over = namesOf(change.privileges).filter(
    (privilege) => !speaking.some(({ statement }) => isNamed(statement, privilege, change.target, false)),
  );
  return over.length === 0 ? [] : [say(change, over, targetLabel(change.target))];
}

function lossBeyond(loss: Loss, reviewed: readonly Reviewed<PrivilegeStatement>[]): string[] {
  if (loss.restored) return [];
  const speaking = reviewed.filter(
    ({ statement, grantees }) => statement.cascade || (statement.action === 'revoke' && grantees.has(loss.grantee)),
  );
  const over = namesOf(loss.privileges).filter(
    (privilege) => !speaking.some(({ statement }) => isNamed(statement, privilege, loss.target, true)),
  );
  if (over.length === 0) return [];
  const { target, grantee, grantor } = loss;
  return [`REVOKE ${over.join(', ')} on ${targetLabel(target)} from ${grantee}, passed on by ${grantor}`];
}

function defaultBeyond(change: DefaultChange, reviewed: readonly Reviewed<DefaultPrivilegeStatement>[]): string[] {
  const { on, owner, schema } = change;
  const speaking = reviewed.filter(
    (each) =>
      each.statement.on === on &&
      each.statement.owners.includes(owner) &&
      (schema === undefined ? each.statement.schemas === null : each.statement.schemas?.includes(schema) === true) &&
      allows(each, change),
  );
  const over = namesOf(change.privileges).filter(
    (privilege) => !speaking.some(({ statement }) => statement.privileges.includes(privilege)),
  );
  const where = schema === undefined ? '' : ` in schema ${schema}`;
  return over.length === 0 ? [] : [say(change, over, `future ${on}s of ${owner}${where}`)];
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
    if (!names.includes(privilege)) return false;
    if (target.kind !== 'column') return columns === undefined;
    return columns === undefined ? byTable : columns.includes(target.name);
  });
}

function say(change: AclChange | DefaultChange, privileges: readonly Privilege[], label: string): string {
  const who = change.grantee === PUBLIC ? 'PUBLIC' : change.grantee;
  const what = `${privileges.join(', ')} on ${label}`;
  if (change.action === 'grant') return `GRANT ${what} to ${who}${change.grantable ? ' with grant option' : ''}`;
  return `REVOKE ${change.action === 'revoke' ? '' : 'the grant option for '}${what} from ${who}`;
}
