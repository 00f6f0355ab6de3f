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

/** What clears the way for dropping a role, and drops it. Names of objects and schemas are quoted already. */
export type DestroyStatement =
  | MembershipStatement
  | { readonly do: 'act as'; readonly role: string }
  | { readonly do: 'revoke all'; readonly kind: string; readonly objects: readonly string[]; readonly role: string }
  | {
      readonly do: 'revoke default privileges';
      readonly owner: string;
      readonly schema: string | null;
      /** TABLES, SEQUENCES and so on. */
      readonly kind: string;
      readonly role: string;
    }
  | { readonly do: 'reassign owned'; readonly role: string; readonly to: string }
  | { readonly do: 'drop owned'; readonly role: string }
  | { readonly do: 'drop role'; readonly role: string };

/** The SQL of a statement, with its password as `'********'`. */
export function displayOf(statement: RoleStatement | DestroyStatement): string {
  return sqlOf(statement, "'********'");
}

/** The statements to be run. @param verifier of the password that one of them sets */
export function toRun(statements: readonly (RoleStatement | DestroyStatement)[], verifier?: string): Statement[] {
  return statements.map((each) => {
    const display = displayOf(each);
    return { sql: verifier === undefined ? display : sqlOf(each, quoteLiteral(verifier)), display };
  });
}

function sqlOf(statement: RoleStatement | DestroyStatement, password: string): string {
  switch (statement.do) {
    case 'grant membership':
    case 'revoke membership':
      return membershipSql(statement);
    case 'act as':
      return `SET LOCAL ROLE ${quoteIdentifier(statement.role)}`;
    case 'revoke all':
      return `REVOKE ALL ON ${statement.kind} ${statement.objects.join(', ')} FROM ${quoteIdentifier(statement.role)} CASCADE`;
    case 'revoke default privileges':
      return defaultPrivilegesSql(statement);
    case 'reassign owned':
      return `REASSIGN OWNED BY ${quoteIdentifier(statement.role)} TO ${quoteIdentifier(statement.to)}`;
    case 'drop owned':
      return `DROP OWNED BY ${quoteIdentifier(statement.role)}`;
    case 'drop role':
      return `DROP ROLE ${quoteIdentifier(statement.role)}`;
    default:
      return roleSql(statement, password);
  }
}

function defaultPrivilegesSql({
  owner,
  schema,
  kind,
  role,
}: Extract<DestroyStatement, { do: 'revoke default privileges' }>): string {
  const where = `FOR ROLE ${quoteIdentifier(owner)}${schema === null ? '' : ` IN SCHEMA ${schema}`}`;
  return `ALTER DEFAULT PRIVILEGES ${where} REVOKE ALL ON ${kind} FROM ${quoteIdentifier(role)} CASCADE`;
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
