// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import {
  attribute,
  block,
  comment,
  fromTerraformJson,
  type JsonValue,
  literal,
  printHclDocument,
  raw,
} from '../../../src/code/hcl';
import { parseHcl } from '../../../src/code/parse/hcl-json';
import { closedAfterwards } from '../../support/clean-up';
import { openTerraform } from '../../support/terraform';
import { plainValue, templateValue, withoutEscapes } from '../awkward';

const SAMPLES = 150;

/** What the parser gives back for a value: text in Unicode's composed form, -0 as 0, an object close to its sequence. */
function parsed(value: unknown): unknown {
  const text = JSON.stringify(value, (_, each) => (Object.is(each, -0) ? 0 : each));
  return JSON.parse(text.normalize('NFC').replaceAll('${ {', '${{'));
}

describe('printing HCL', () => {
  const templates = fc.sample(templateValue, { numRuns: SAMPLES, seed: 5 });
  const literals = fc.sample(plainValue, { numRuns: SAMPLES, seed: 7 });
  const fromTemplates = printHclDocument([
    block(
      'locals',
      [],
      templates.map((value, index) => attribute(`v${index}`, fromTerraformJson(value as JsonValue))),
    ),
  ]);
  const fromLiterals = printHclDocument([
    block(
      'locals',
      [],
      literals.map((value, index) => attribute(`v${index}`, literal(value as JsonValue))),
    ),
  ]);

  test('leaves nothing for terraform fmt to change, whatever the values', async () => {
    const folder = closedAfterwards(
      openTerraform({ files: { 'templates.tf': fromTemplates, 'literals.tf': fromLiterals } }),
    );
    await folder.checkFormat();
  });

  test('writes templates that parse back as they were', async () => {
    const { locals } = (await parseHcl(fromTemplates)) as { locals: Record<string, unknown>[] };
    templates.forEach((value, index) => {
      expect(parsed(locals[0]?.[`v${index}`])).toEqual(parsed(value));
    });
  });

  test('is in force for one value at a time, so that none hides behind another', async () => {
    await fc.assert(
      fc.asyncProperty(plainValue, async (value) => {
        const text = printHclDocument([attribute('v', literal(value as JsonValue))]);
        expect(parsed(withoutEscapes((await parseHcl(text)).v))).toEqual(parsed(value));
      }),
      { numRuns: 60 },
    );
  });

  test('aligns neighbours, and not across a value of several lines', () => {
    const text = printHclDocument([
      attribute('a', literal(1)),
      attribute('long', literal('x\ny\n')),
      attribute('object', literal({ b: 1, 'two words': [] })),
      attribute('c', raw('var.c')),
    ]);
    expect(text).toBe(
      [
        'a    = 1',
        'long = <<-EOT',
        '  x',
        '  y',
        'EOT',
        'object = {',
        '  b           = 1',
        '  "two words" = []',
        '}',
        'c = var.c',
        '',
      ].join('\n'),
    );
  });

  test('chooses one line or several by the value alone', () => {
    const rule = { from: 'reader', port: 1, tags: ['a'] };
    const tables = Array.from({ length: 200 }, (_, index) => `table_${index}`);
    const text = printHclDocument([
      attribute('rules', literal([rule, { ...rule, objects: tables }])),
      attribute('none', literal([])),
    ]);
    const lines = text.split('\n');
    expect(lines[1]).toBe('  { from = "reader", port = 1, tags = ["a"] },');
    expect(lines.filter((line) => /^ {6}"table_\d+",$/.test(line))).toHaveLength(200);
    expect(text).toContain('none = []');
  });

  test('takes another heredoc marker when the text holds the usual one', () => {
    const text = printHclDocument([attribute('script', literal('a\nEOT\nb\n'))]);
    expect(text).toBe('script = <<-EOT2\n  a\n  EOT\n  b\nEOT2\n');
  });

  test('quotes text of several lines where a heredoc would change it', () => {
    expect(printHclDocument([attribute('a', literal('x\r\ny\n'))])).toBe('a = "x\\r\\ny\\n"\n');
    expect(printHclDocument([attribute('a', literal('x\ny'))])).toBe('a = "x\\ny"\n');
    expect(printHclDocument([attribute('a', literal('  x\n  y\n'))])).toBe('a = <<EOT\n  x\n  y\nEOT\n');
  });

  test('leaves a heredoc with trim marks unindented, since they would eat the indent', () => {
    const text = 'a\n%{ if true ~}\n  b\n%{ endif ~}\n';
    expect(printHclDocument([attribute('a', fromTerraformJson(text))])).toBe(
      'a = <<EOT\na\n%{if true~}\n  b\n%{endif~}\nEOT\n',
    );
    const plain = 'a\n%{ if true }\n  b\n%{ endif }\n';
    expect(printHclDocument([attribute('a', fromTerraformJson(plain))])).toContain('<<-EOT');
  });

  test.each(['\u202e', '\u2066', '\u200f', '\u200b'])(
    'escapes the mark %j, by which text reads otherwise than it is',
    (mark) => {
      const escaped = `\\u${mark.codePointAt(0)?.toString(16)}`;
      expect(printHclDocument([attribute('a', literal(`x${mark}y`))])).toBe(`a = "x${escaped}y"\n`);
      expect(printHclDocument([attribute('a', literal(`x\n${mark}y\n`))])).toBe(`a = "x\\n${escaped}y\\n"\n`);
    },
  );

  test('drops a byte order mark at the start of a template, as Terraform does', () => {
    expect(printHclDocument([attribute('a', fromTerraformJson('\ufeffx\ufeff'))])).toBe('a = "x\\ufeff"\n');
    expect(printHclDocument([attribute('a', literal('\ufeffx'))])).toBe('a = "\\ufeffx"\n');
  });

  test('writes a heredoc within an expression as the string that it means', () => {
    const text = 'foo(<<-EOT\n    a ${ b } "q"\n      c\n  EOT\n)';
    expect(printHclDocument([attribute('a', raw(text))])).toBe('a = foo("a ${b} \\"q\\"\\n  c\\n")\n');
  });

  test('puts blocks apart and keeps comments with what they are about', () => {
    const text = printHclDocument([
      comment('above'),
      block('a', ['x"y'], [attribute('b', literal(1)), comment('inner\nlines'), block('c', [], [])]),
      block('d', [], []),
    ]);
    expect(text).toBe('# above\na "x\\"y" {\n  b = 1\n\n  # inner\n  # lines\n  c {}\n}\n\nd {}\n');
  });
});

describe('spacing expressions', () => {
  const expressions = [
    'a+b*-c',
    '!a&&!(b||c)',
    'a?b:c',
    'foo( 1,2 ... )',
    'a [0] . b [*] . c',
    'x.*.y',
    '[for x in y: x if x>1]',
    '{for k,v in x: k=>v...if v}',
    'foo({a=1,b=[1,2]},[])',
    '{"a":1,b:2, c= 3}',
    'a - -1',
    '[- 1, - b]',
    'x ? - a : - b',
    '"x${ a+b }y${ {a=1}.a }"',
    '"${ -1 }${ c }z"',
    '"%{ if a ~}x%{ else ~}y%{endif~}"',
    'provider::foo::bar(1)',
    '(a) [0]',
    '"a" [0]',
    '{ a = 1 } ["a"]',
    '[for k in [1] : - k]',
    '[for k in (x) : k]',
    'foo(\n  a,\n  b\n)',
    '{\n a = 1\n b = {\n c = 2 }\n\n}',
    '[\n1,\n2,\n]',
    '{ for k in x :\n k => v }',
    'a /* why */ + b',
    '[1, # one\n 2]',
    'templatefile("x", {\n a = 1 # one\n b = 2\n})',
    'foo(<<EOT\nline ${ a+b } "q"\nEOT\n)',
    'a == b ? {} : { c = - 1 }',
    'é + 日本',
  ];

  test('is what terraform fmt makes of them', async () => {
    const text = printHclDocument(expressions.map((each, index) => attribute(`e${index}`, raw(each))));
    const folder = closedAfterwards(openTerraform({ files: { 'expressions.tf': text } }));
    await folder.checkFormat();
    expect(Object.keys(await parseHcl(text))).toHaveLength(expressions.length);
  });

  test('leaves the meaning alone', async () => {
    const written = await parseHcl(
      printHclDocument(expressions.map((each, index) => attribute(`e${index}`, raw(each)))),
    );
    const given = await parseHcl(expressions.map((each, index) => `e${index} = ${each}\n`).join(''));
    const squeezed = (value: unknown) => JSON.stringify(value).replace(/\s|\\n/g, '');
    for (const name of Object.keys(given)) {
      if (/[\n#]|\/\*/.test(expressions[Number(name.slice(1))] ?? '')) continue;
      expect(squeezed(written[name])).toBe(squeezed(given[name]));
    }
  });
});
