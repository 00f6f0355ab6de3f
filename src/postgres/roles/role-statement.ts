import { type MembershipStatement, membershipSql } from '../membership';
import { quoteIdentifier, quoteLiteral } from '../quote';
import type { Statement } from '../run-statements';
import { FLAGS, type FlagName } from './role-spec';
import { settingAssignment, settingName } from './settings';

/** Attributes that CREATE or ALTER ROLE gives; what is left out has its default, or stays. */
export interface RoleAttributes {
  readonly flags: Partial<Readonly<Record<FlagName, boolean>>>;
  readonly connection_limit?: number;
  /** UTC, `2030-01-31T12:00:00Z` or `infinity`. */
  readonly valid_until?: string;
  /** What becomes of the password: the verifier itself is no part of a statement's data. */
  readonly password?: 'set' | 'removed';
}

/** What changes a role, as data: plain JSON without a secret, from which the SQL is written. */
export type RoleStatement =
  | { readonly do: 'rename role'; readonly role: string; readonly to: string }
  | ({ readonly do: 'create role' | 'alter role'; readonly role: string } & RoleAttributes)
  | {
      readonly do: 'set setting';
      readonly role: string;
      /** Default: for every database. */
      readonly database?: string;
      readonly setting: string;
      readonly value: string;
    }
  | { readonly do: 'reset setting'; readonly role: string; readonly database?: string; readonly setting: string }
  | { readonly do: 'comment'; readonly role: string; readonly comment: string | null }
  | MembershipStatement;

/** The SQL of a statement, with its password as `'********'`. */
export function displayOf(statement: RoleStatement): string {
  return sqlOf(statement, "'********'");
}

/** The statements to be run. @param verifier of the password that one of them sets */
export function toRun(statements: readonly RoleStatement[], verifier?: string): Statement[] {
  return statements.map((each) => {
    const display = displayOf(each);
    return { sql: verifier === undefined ? display : sqlOf(each, quoteLiteral(verifier)), display };
  });
}

function sqlOf(statement: RoleStatement, password: string): string {
  switch (statement.do) {
    case 'grant membership':
    case 'revoke membership':
      return membershipSql(statement);
    default:
      return roleSql(statement, password);
  }
}

function roleSql(statement: Exclude<RoleStatement, MembershipStatement>, password: string): string {
  const role = quoteIdentifier(statement.role);
  switch (statement.do) {
    case 'rename role':
      return `ALTER ROLE ${role} RENAME TO ${quoteIdentifier(statement.to)}`;
    case 'create role':
      return `CREATE ROLE ${role}${attributesSql(statement, password)}`;
    case 'alter role':
      return `ALTER ROLE ${role}${attributesSql(statement, password)}`;
    case 'set setting':
      return `ALTER ROLE ${role}${inDatabase(statement)} SET ${settingAssignment(statement.setting, statement.value)}`;
    case 'reset setting':
      return `ALTER ROLE ${role}${inDatabase(statement)} RESET ${settingName(statement.setting)}`;
    case 'comment':
      return `COMMENT ON ROLE ${role} IS ${statement.comment === null ? 'NULL' : quoteLiteral(statement.comment).trim()}`;
  }
}

function inDatabase({ database }: { readonly database?: string }): string {
  return database === undefined ? '' : ` IN DATABASE ${quoteIdentifier(database)}`;
}

function attributesSql({ flags, connection_limit, valid_until, password: change }: RoleAttributes, secret: string) {
  const options = [
    ...FLAGS.flatMap(({ name, keyword }) =>
      flags[name] === undefined ? [] : [flags[name] ? keyword : `NO${keyword}`],
    ),
    ...(connection_limit === undefined ? [] : [`CONNECTION LIMIT ${connection_limit}`]),
    ...(valid_until === undefined ? [] : [`VALID UNTIL ${quoteLiteral(valid_until)}`]),
    ...(change === undefined ? [] : [`PASSWORD ${change === 'removed' ? 'NULL' : secret}`]),
  ];
  return options.length === 0 ? '' : ` WITH ${options.join(' ')}`;
}
