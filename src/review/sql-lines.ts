import { PUBLIC } from '../metadata';
import { quoteIdentifier } from '../postgres/quote';
import { type PlannedStatement, parseStatement } from '../postgres/reviewed';

/**
 * SQL for people: statements that say the same of many roles are one line, and a long list of grantees that stands
 * elsewhere is referred to. All of it, word for word, is in the JSON.
 *
 * @param refer how a list of names is called that was written already
 */
export function sqlLines(sql: readonly string[], refer: (names: readonly string[]) => string | undefined): string[] {
  const groups = new Map<string, { readonly first: string; readonly names: string[] }>();
  for (const text of sql) {
    const statement = parseStatement(text);
    const name = statement === undefined ? undefined : aboutWhom(statement);
    const key = name === undefined ? `${groups.size} ${text}` : JSON.stringify({ ...statement, role: '', member: '' });
    const group = groups.get(key) ?? { first: shortened(text, statement, refer), names: [] };
    groups.set(key, group);
    if (name !== undefined) group.names.push(name);
  }
  return [...groups.values()].map(({ first, names }) => {
    if (names.length <= 1) return `${first};`;
    return `${first}; -- likewise: ${refer(names) ?? names.slice(1).join(', ')}`;
  });
}

/** The one role that a statement is about, where it could say the same of others. */
function aboutWhom(statement: PlannedStatement): string | undefined {
  switch (statement.do) {
    case 'create role':
    case 'alter role':
    case 'comment':
    case 'set setting':
    case 'reset setting':
      return statement.role;
    case 'grant membership':
    case 'revoke membership':
      return statement.member;
    default:
      return undefined;
  }
}

function shortened(
  text: string,
  statement: PlannedStatement | undefined,
  refer: (names: readonly string[]) => string | undefined,
): string {
  if (statement?.do !== 'change privileges' && statement?.do !== 'change default privileges') return text;
  const reference = refer(statement.grantees);
  if (reference === undefined) return text;
  const list = statement.grantees.map((each) => (each === PUBLIC ? 'PUBLIC' : quoteIdentifier(each))).join(', ');
  return text.replace(list, () => `<${reference}>`);
}
