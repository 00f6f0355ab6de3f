// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import { hclSlips } from '../../../src/code';
import { openTerraform } from '../../support/terraform';

const repeated = (key: string, first: number, second: number) => ({
  kind: 'repeated key',
  key,
  lines: [first, second],
});

/** The lines of a file, from 1 on. */
const lines = (...all: string[]) => all.join('\n');

test('a label that stands twice is found, however it is written', () => {
  const text = lines(
    'resource "aponopg_grants" "it" {',
    '  grants = {',
    '    connect = { grantees = ["a"], on = "database", privileges = ["CONNECT"] }',
    '    "all tables" = { grantees = ["a"] }',
    '    ("connect") : { grantees = ["b"] }, other = 1',
    '    "all\\u0020tables" = {',
    '      grantees = ["b"]',
    '    }',
    '    (aponopg_role.r.name) = 1',
    '    "${aponopg_role.r.name}" = 1',
    '    (aponopg_role.r.name) = 2',
    '    1 = 1, "1" = 2',
    '  }',
    '}',
  );
  expect(hclSlips(text)).toEqual([
    repeated('connect', 3, 5),
    repeated('all tables', 4, 6),
    repeated('aponopg_role . r . name', 9, 11),
    repeated('1', 12, 12),
  ]);
});

test('nested braces, comments, texts, templates, heredocs and blocks mislead nobody', () => {
  const text = lines(
    '\ufeff# a = { b = 1, b = 2 }',
    '/* x = { b = 1',
    ' b = 2 } */ variable "a" { // {',
    '  default = { a = { a = 1 }, b = { a = 1 } }',
    '}',
    'locals {',
    '  text = "{ a = 1, a = 2 } ${ { k = "}", k2 = "\\"{" }.k } $${ a = 1 }"',
    '  doc  = <<-EOT',
    '    { a = 1, a = 2 }',
    '    ${ join(",", [for k, v in { a = 1 } : k]) }',
    '  EOT',
    '  each = { for k, v in var.a : k => v if k != "a" }',
    '  all  = [{ a = 1 }, { a = 2 }]',
    '  one  = var.a ? { a = 1 } : { a = 2 }',
    '  both = merge({ a = 1 }, { a = 2 })',
    '  here = { a = 1 == 1 ? 2 : 3, b = 1 }',
    '}',
    'resource "x" "a" {',
    '  rule { a = 1 }',
    '  rule { a = 1 }',
    '}',
  );
  expect(hclSlips(text)).toEqual([]);
  expect(hclSlips(text.replace('{ k = "}", k2', '{ k = "}", k'))).toEqual([repeated('k', 7, 7)]);
  expect(hclSlips(text.replace('merge({ a = 1 }', 'merge({ a = 1,\n a = 1 }'))).toEqual([repeated('a', 15, 16)]);
});

test('line breaks of Windows and values over several lines count as lines', () => {
  expect(hclSlips('a = {\r\n  x = [\r\n    1,\r\n    2\r\n  ]\r\n  y = 1\r\n  x = 2\r\n}\r\n')).toEqual([
    repeated('x', 2, 7),
  ]);
});

test('grants as lists are told, in the resource alone', () => {
  const block = (type: string) =>
    lines(`resource "${type}" "it" {`, '  grants = [', '    { grantee = "a" },', '  ]', '  default_privileges=[]', '}');
  expect(hclSlips(block('aponopg_grants'))).toEqual([
    { kind: 'old shape', attribute: 'grants', line: 2 },
    { kind: 'old shape', attribute: 'default_privileges', line: 5 },
  ]);
  expect(hclSlips(block('other_grants'))).toEqual([]);
});

test('what is no HCL has none: whoever parses it says so', () => {
  for (const text of ['', '"', 'a = {', 'a = "${', 'a = <<EOT\n', '}}}', 'a = { = 1, = 2 }', '\0'])
    expect(hclSlips(text)).toEqual([]);
});

test('ten thousand keys are looked through in one go', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `  "key ${index}" = { a = ${index} }`);
  expect(hclSlips(lines('a = {', ...keys, '  "key 7" = 1', '}'))).toEqual([repeated('key 7', 9, 10_002)]);
});

test('Terraform itself takes the last of two, without a word', async () => {
  const folder = openTerraform({
    files: { 'main.tf': 'output "it" {\n  value = {\n    a = 1\n    "a" = 2\n    ("a") = 3\n  }\n}\n' },
  });
  try {
    await folder.init();
    expect(await folder.planJson()).toMatchObject({ planned_values: { outputs: { it: { value: { a: 3 } } } } });
  } finally {
    folder.remove();
  }
});
