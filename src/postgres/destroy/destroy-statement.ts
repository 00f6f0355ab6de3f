import { type GrantStatement, renderStatement } from '../grants';
import { quoteIdentifier } from '../quote';
import type { Statement } from '../run-statements';

/** What clears the way for dropping a role, and drops it, as data. */
export type DestroyStatement =
  | GrantStatement
  | { readonly do: 'reassign owned'; readonly role: string; readonly to: string }
  | { readonly do: 'drop owned'; readonly role: string }
  | { readonly do: 'drop role'; readonly role: string };

/** The statements to be run. */
export function toRun(statements: readonly DestroyStatement[]): Statement[] {
  return statements.map((each) => {
    const sql = displayOf(each);
    return { sql, display: sql };
  });
}

/** The SQL of a statement. */
export function displayOf(statement: DestroyStatement): string {
  switch (statement.do) {
    case 'reassign owned':
      return `REASSIGN OWNED BY ${quoteIdentifier(statement.role)} TO ${quoteIdentifier(statement.to)}`;
    case 'drop owned':
      return `DROP OWNED BY ${quoteIdentifier(statement.role)}`;
    case 'drop role':
      return `DROP ROLE ${quoteIdentifier(statement.role)}`;
    default:
      return renderStatement(statement);
  }
}
