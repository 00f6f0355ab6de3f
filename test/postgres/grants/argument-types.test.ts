import { parseSignature } from '../../../src/metadata';
import { type ArgumentType, argumentsMatch, printedType } from '../../../src/postgres/grants/found/argument-types';

const type = (name: string, spelling: string, schema = 'pg_catalog', array = false): ArgumentType => ({
  schema,
  name,
  spelling,
  array,
});
const int = type('int4', 'integer');
const text = type('text', 'text');
const texts = type('text', 'text', 'pg_catalog', true);
const own = type('My Type', 'app."My Type"', 'app');

test.each<[string, ArgumentType[]]>([
  ['f(int, text)', [int, text]],
  ['f( INTEGER ,pg_catalog.text )', [int, text]],
  ['f(a int4, "b c" text)', [int, text]],
  ['f(IN a int, INOUT text, OUT x int)', [int, text]],
  ['f(VARIADIC v text[])', [texts]],
  ['f(text ARRAY)', [texts]],
  ['f(_text)', [texts]],
  ['f("My Type")', [own]],
  ['f(x app."My Type" DEFAULT null)', [own]],
  ['f(numeric(10, 2), int = 3)', [type('numeric', 'numeric'), int]],
  ['f(timestamptz(3))', [type('timestamptz', 'timestamp with time zone')]],
  ['f(double precision)', [type('float8', 'double precision')]],
  ['f()', []],
])('%s is understood', (written, types) => {
  expect(argumentsMatch(parseSignature(written).args ?? [], types)).toBe(true);
});

test.each<[string, ArgumentType[]]>([
  ['f(int)', [text]],
  ['f(int)', [int, int]],
  ['f(text)', [texts]],
  ['f(text[])', [text]],
  ['f(other."My Type")', [own]],
])('%s is not taken for another', (written, types) => {
  expect(argumentsMatch(parseSignature(written).args ?? [], types)).toBe(false);
});

test.each([
  ['int', 'integer'],
  ['int4[]', 'integer[]'],
  ['decimal(10, 2)', 'numeric'],
  ['varchar(3)[][]', 'character varying[]'],
  ['timestamp(3) with time zone', 'timestamp with time zone'],
  // Which of two it is depends on the number, the schema or the quotes: those are left.
  ['float(24)', 'float(24)'],
  ['app.int', 'app.int'],
  ['"char"', '"char"'],
  ['mood', 'mood'],
])('%s is printed as %s', (written, printed) => expect(printedType(written)).toBe(printed));
