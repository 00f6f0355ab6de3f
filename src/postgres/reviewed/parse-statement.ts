import { ProblemError } from '../../problem';
import { type DestroyStatement, displayOf as destroySql } from '../destroy/destroy-statement';
import { type RoleStatement, displayOf as roleSql } from '../roles/role-statement';
import { parseDefaultPrivileges, parsePrivileges } from './parse-privileges';
import {
  parseAlterRole,
  parseComment,
  parseCreateRole,
  parseGrantMembership,
  parseReassign,
  parseRevokeMembership,
} from './parse-role';
import { NotOurs, TokenReader } from './token-reader';
import { tokensOf } from './tokens';

/** What one statement does, whichever resource it comes from. */
export type PlannedStatement = RoleStatement | DestroyStatement;

/**
 * The data of a statement that this package printed. It is read only where printing it again gives the very same text:
 * what is made of it is what was shown.
 *
 * @returns undefined for any other text
 */
export function parseStatement(sql: string): PlannedStatement | undefined {
  try {
    const tokens = tokensOf(sql);
    if (tokens === undefined) return undefined;
    const reader = new TokenReader(tokens, sql);
    const statement = parsed(reader);
    return reader.atEnd() && statementSql(statement) === sql ? statement : undefined;
  } catch (error) {
    if (error instanceof NotOurs || error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** The SQL of a statement, as plans show it. */
export function statementSql(statement: PlannedStatement): string {
  switch (statement.do) {
    case 'change privileges':
    case 'change default privileges':
    case 'set role':
    case 'reassign owned':
    case 'drop owned':
    case 'drop role':
      return destroySql(statement);
    default:
      return roleSql(statement);
  }
}

function parsed(tokens: TokenReader): PlannedStatement {
  if (tokens.passes('GRANT')) {
    return tokens.nextIs('name') ? parseGrantMembership(tokens) : parsePrivileges(tokens, 'grant');
  }
  if (tokens.passes('REVOKE')) {
    const ofMembership = tokens.nextIs('name') || tokens.nextIsWord('ADMIN');
    return ofMembership ? parseRevokeMembership(tokens) : parsePrivileges(tokens, 'revoke');
  }
  if (tokens.passes('ALTER', 'DEFAULT', 'PRIVILEGES')) return parseDefaultPrivileges(tokens);
  if (tokens.passes('CREATE', 'ROLE')) return parseCreateRole(tokens);
  if (tokens.passes('ALTER', 'ROLE')) return parseAlterRole(tokens);
  if (tokens.passes('COMMENT', 'ON', 'ROLE')) return parseComment(tokens);
  if (tokens.passes('SET', 'LOCAL', 'ROLE')) return { do: 'set role', role: tokens.name() };
  if (tokens.passes('REASSIGN', 'OWNED', 'BY')) return parseReassign(tokens);
  if (tokens.passes('DROP', 'OWNED', 'BY')) return { do: 'drop owned', role: tokens.name() };
  if (tokens.passes('DROP', 'ROLE')) return { do: 'drop role', role: tokens.name() };
  throw new NotOurs();
}
