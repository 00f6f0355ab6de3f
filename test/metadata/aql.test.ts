import fc from 'fast-check';
import { type AqlNode, parseAql, printAql, quoteAql } from '../../src/metadata';
import { COMPARISONS, KEYED_FIELDS, MEMBERSHIPS, PLAIN_FIELDS } from '../../src/metadata/aql/fields';
import { DEEPEST_QUERY } from '../../src/metadata/aql/parse-aql';
import { AqlError } from '../../src/metadata/aql/tokens';

/** What is wrong with a query: `line:column what`. */
function faultOf(query: string): string {
  try {
    parseAql(query);
  } catch (error) {
    if (error instanceof AqlError) return `${error.at.line}:${error.at.column} ${error.message}`;
    throw error;
  }
  throw new Error(`${query} was read`);
}

test.each([
  'integration in ("aws-rds") and resource_tag["environment"] = "production"',
  'resource_type = "aws-rds-mysql-database" and resource_name contains "prod"',
])("the provider's example is read, and printed as it stands: %s", (query) => {
  expect(printAql(parseAql(query).tree)).toBe(query);
});

test('`or` binds weakest, then `and`, then `not`', () => {
  const is = (value: string): AqlNode => ({
    kind: 'compare',
    field: { name: 'resource' },
    operator: '=',
    value,
  });
  expect(parseAql('resource="a" or not resource="b" and resource="c"').tree).toEqual({
    kind: 'or',
    operands: [is('a'), { kind: 'and', operands: [{ kind: 'not', operand: is('b') }, is('c')] }],
  });
  expect(printAql(parseAql('not (resource = "a" and (resource = "b" or resource = "c"))').tree)).toBe(
    'not (resource = "a" and (resource = "b" or resource = "c"))',
  );
});

describe('what is wrong is told with line and column', () => {
  const op = 'an operator (= != contains not_contains starts_with ends_with in not_in)';
  test.each([
    ['', '1:1 The query is empty'],
    [' \n ', '2:2 The query is empty'],
    ["resource = 'a'", '1:12 Texts stand in double quotes, not in single ones'],
    ['resource = "a', '1:12 A text has no closing double quote'],
    ['resource = "a\nb"', '1:14 A text goes over the end of the line'],
    ['resource = "a\\n"', '1:14 A backslash stands before a double quote or another backslash only'],
    ['resource = a', '1:12 Where "a" stands, a text in double quotes is expected'],
    ['resource == "a"', '1:11 Where "=" stands, a text in double quotes is expected'],
    ['resource "a"', `1:10 Where "a" stands, ${op} is expected`],
    ['resource contian "a"', `1:10 Where "contian" stands, ${op} is expected; perhaps \`contains\` is meant`],
    ['resource in "a"', '1:13 Where "a" stands, a list in parentheses, as in ("a", "b") is expected'],
    ['resource in ()', '1:14 Where ")" stands, a text in double quotes is expected'],
    ['resource in ("a" "b")', '1:18 Where "b" stands, a comma or a closing parenthesis is expected'],
    ['resource = "a" resource = "b"', '1:16 Where "resource" stands, `and`, `or` or the end is expected'],
    ['resource = "a" and', '1:19 Where the query ends, a field, `not` or an opening parenthesis is expected'],
    ['(resource = "a"', '1:16 Where the query ends, a closing parenthesis is expected'],
    ['resource = "a")', '1:15 Where ")" stands, `and`, `or` or the end is expected'],
    [
      'resource_tag = "a"',
      '1:14 Where "=" stands, a key in brackets after `resource_tag`, as in resource_tag["env"] is expected',
    ],
    ['resource["a"] = "b"', '1:9 `resource` has no keys'],
    ['resource_tag["a" = "b"', '1:18 Where "=" stands, a closing bracket is expected'],
    ['Resource_Type = "a"', '1:1 There is no field `Resource_Type`; perhaps `resource_type` is meant'],
    ['resource = "a" ; ', '1:16 ";" has no meaning here'],
    ['resource = "ä" and\r\n\tresource = 🦊', '2:13 "🦊" has no meaning here'],
    ['resource_name = "🦊" x', '1:21 Where "x" stands, `and`, `or` or the end is expected'],
  ])('%p', (query, fault) => expect(faultOf(query)).toBe(fault));

  test('a query that is nested too deep', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}resource = "a"${')'.repeat(depth)}`;
    expect(parseAql(nested(DEEPEST_QUERY)).tree.kind).toBe('compare');
    expect(faultOf(nested(DEEPEST_QUERY + 1))).toMatch(`nested deeper than ${DEEPEST_QUERY} levels`);
    expect(faultOf('not '.repeat(2000))).toMatch(`nested deeper than ${DEEPEST_QUERY} levels`);
  });
});

test('a text is quoted, so that it is read as it was', () => {
  expect(quoteAql('say "hi" \\ now')).toBe('"say \\"hi\\" \\\\ now"');
  expect(() => quoteAql('a\nb')).toThrow('no line break');
});

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((each) => !/[\r\n]/.test(each));
const field = fc.oneof(
  fc.constantFrom(...PLAIN_FIELDS).map((name) => ({ name })),
  fc.record({ name: fc.constantFrom(...KEYED_FIELDS), key: text }),
);
const { tree } = fc.letrec<{ tree: AqlNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant('compare' as const), field, operator: fc.constantFrom(...COMPARISONS), value: text }),
    fc.record({
      kind: fc.constant('member' as const),
      field,
      operator: fc.constantFrom(...MEMBERSHIPS),
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ) as fc.Arbitrary<AqlNode>,
}));

test('any tree, printed, is read as the same tree', () => {
  fc.assert(fc.property(tree, (each) => expect(parseAql(printAql(each)).tree).toEqual(each)));
});

test('of any text it either makes a tree or says where it is none', () => {
  const piece = fc.oneof(
    text,
    fc.constantFrom(...PLAIN_FIELDS, ...COMPARISONS, '(', ')', ' ', '"', '\\', 'and', 'not', 'in', '[', '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const query = pieces.join(' ');
      try {
        const { tree: read } = parseAql(query);
        expect(parseAql(printAql(read)).tree).toEqual(read);
      } catch (error) {
        if (!(error instanceof AqlError)) throw error;
        const { line, column } = error.at;
        const lines = query.split(/\r\n|\n|\r/);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? '')].length + 1);
      }
    }),
  );
});
