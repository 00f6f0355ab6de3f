import { type GrantKind, PUBLIC } from '../../../metadata';
import { membershipSql } from '../../membership';
import { quoteIdentifier } from '../../quote';
import type {
  DefaultPrivilegeStatement,
  GrantStatement,
  LeftOut,
  PrivilegeStatement,
  PrivilegesOn,
} from './grant-statement';
import { renderObject } from './render-object';

/** The SQL of a statement. */
export function renderStatement(statement: GrantStatement): string {
  switch (statement.do) {
    case 'change privileges':
      return privilegeSql(statement);
    case 'change default privileges':
      return defaultPrivilegeSql(statement);
    case 'set role':
      return `SET LOCAL ROLE ${quoteIdentifier(statement.role)}`;
    default:
      return membershipSql(statement);
  }
}

/** `SELECT, UPDATE ("a", "b")`: privileges with the columns they are on, if any. */
export function renderPrivileges(privileges: readonly PrivilegesOn[]): string {
  return privileges
    .flatMap(({ names, columns }) => {
      const on = columns === undefined ? '' : ` (${columns.map(quoteIdentifier).join(', ')})`;
      return names.map((name) => name + on);
    })
    .join(', ');
}

function privilegeSql(statement: PrivilegeStatement): string {
  const change = changeSql(statement, renderPrivileges(statement.privileges), objectsOf(statement));
  const whole = statement.cascade ? `${change} CASCADE` : change;
  return statement.except === undefined ? whole : `${whole} ${exceptSql(statement, statement.except)}`;
}

function defaultPrivilegeSql(statement: DefaultPrivilegeStatement): string {
  const { owners, schemas, on, privileges } = statement;
  const where = schemas === null ? '' : ` IN SCHEMA ${schemas.map(quoteIdentifier).join(', ')}`;
  const change = changeSql(statement, privileges.join(', '), `${keyword(on)}S`);
  return `ALTER DEFAULT PRIVILEGES FOR ROLE ${owners.map(quoteIdentifier).join(', ')}${where} ${change}`;
}

function changeSql(
  { action, grantees, withGrantOption }: PrivilegeStatement | DefaultPrivilegeStatement,
  privileges: string,
  on: string,
): string {
  const whom = grantees.map(granteeName).join(', ');
  if (action === 'grant')
    return `GRANT ${privileges} ON ${on} TO ${whom}${withGrantOption ? ' WITH GRANT OPTION' : ''}`;
  return `REVOKE ${action === 'revoke' ? '' : 'GRANT OPTION FOR '}${privileges} ON ${on} FROM ${whom}`;
}

function objectsOf({ on, schemas, objects }: PrivilegeStatement): string {
  if (schemas !== null) return `ALL ${keyword(on)}S IN SCHEMA ${schemas.map(quoteIdentifier).join(', ')}`;
  return `${keyword(on)} ${(objects ?? []).map((each) => renderObject(on, each)).join(', ')}`;
}

/** A comment, which PostgreSQL has no word for: such a statement is run object by object. */
function exceptSql({ on }: PrivilegeStatement, { objects, extensions }: LeftOut): string {
  const left = [...objects.map((each) => renderObject(on, each)), ...(extensions ? ['members of extensions'] : [])];
  return `/* except ${left.map(withoutMarks).join(', ')} */`;
}

/** No name begins or ends a comment: where one would, its stars stand as their numbers. */
function withoutMarks(object: string): string {
  if (!/\/\*|\*\//.test(object)) return object;
  return object.replace(/(U&)?"((?:[^"]|"")*)"/g, (quoted, escaped: string | undefined, name: string) => {
    if (!name.includes('*')) return quoted;
    const text = escaped === undefined ? name.replaceAll('\\', '\\\\') : name;
    return `U&"${text.replaceAll('*', '\\002A')}"`;
  });
}

function keyword(kind: GrantKind): string {
  return kind.replaceAll('_', ' ').toUpperCase();
}

/** PUBLIC is a keyword here: quoted it would be a role's name. */
function granteeName(grantee: string): string {
  return grantee === PUBLIC ? 'PUBLIC' : quoteIdentifier(grantee);
}
