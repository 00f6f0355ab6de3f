// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';

const TEXT_PIECES = [
  'plain',
  'EOT',
  '<<EOT',
  '<<-EOT',
  '"',
  '\\',
  '\\n',
  "'",
  '`',
  '$',
  '%',
  '$$',
  ' { }',
  '}',
  '$${a}',
  '$$${b}',
  '%%{if c}',
  '~',
  '#',
  '//',
  '/*',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n\n',
  '\n  ',
  '\r\n',
  'é',
  'e\u0301',
  '日本',
  '😀',
  '👨‍👩‍👧',
  '\u200b',
  '\u202e',
  'x\ufeff',
  '\u2028',
  '\u0001',
  '\u007f',
  '=',
  ':',
  ',',
  '[',
  '(',
  '- ',
  '0',
];

/** Pieces with sequences, written as `terraform fmt` spaces them; none begins with a mark that joins the text before. */
const SEQUENCE_PIECES = [
  ' ${1 + 2}',
  ' ${lower("A")}',
  ' ${upper("q\\"q$${x}")}',
  ' ${jsonencode({ a = [1, { b = "}" }] })}',
  ' %{if true}yes%{else}no%{endif}',
  ' ${upper("in ${lower("D")}")}',
  ' %{for k in ["a", "b"]}${k}\n%{endfor}',
  ' ${[for k in [1] : k][0]}',
  ' ${- 1}',
  ' ${ { a = 1 }["a"]}',
];

/**
 * Text as Terraform JSON has it. A carriage return stands only before a newline: after a lone one, HCL's scanner reads no
 * sequences in JSON though it does in HCL.
 */
export const templateText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...TEXT_PIECES, ...SEQUENCE_PIECES), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

/** Text without meaning to Terraform, sequences and all. */
export const plainText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...TEXT_PIECES, '\r', '${', '%{', '${a}', '%{if}'), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

const WHOLE_EXPRESSIONS = [
  '${1 + 2}',
  '${-length([1])}',
  '${[for k, v in { a = 1 } : "${k}=${v}"]}',
  '${{ for k in ["a"] : k => upper(k) }}',
  '${true ? "a" : "b"}',
  '${join(",", ["a", "b"])}',
  '${!(1 > 2) && 3 != 4 || false}',
  '${[1, 2][0]}',
  '${{ a = { b = [1] } }.a.b[*]}',
  '${"x" == "y"}',
];

const number = fc.oneof(fc.integer(), fc.constantFrom(0, -0, 1e21, 1.5e-9, 9007199254740991, -123456789012, 0.1, 3.25));

const key = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'name',
    'for',
    'null',
    'true',
    'a.b',
    'a b',
    'a-b',
    '1',
    'é',
    '日本',
    '',
    '//',
    'dash-',
    '"',
    '$',
    'in',
    'if',
  ),
  // The parser moves an object constructor up to the brace before it, and with that the key's place among the others.
  templateText.map((text) => text.replaceAll('${ {', '${(1)} {')),
);

function valuesWith(text: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      number,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      fc.array(fc.constantFrom('app', 'orders', 'a longer name of a table'), { maxLength: 30 }),
    ),
  })).value;
}

/** A value of Terraform's JSON syntax: strings are templates, some of them whole expressions. */
export const templateValue = valuesWith(fc.oneof(templateText, fc.constantFrom(...WHOLE_EXPRESSIONS)));

/** A value whose strings mean themselves. */
export const plainValue = valuesWith(plainText);

/** What a text that the parser gives back means, when it holds no sequences but escaped ones. */
export function withoutEscapes(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/([$%])\1\{/g, '$1{');
  if (Array.isArray(value)) return value.map(withoutEscapes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [withoutEscapes(name), withoutEscapes(each)]));
}
