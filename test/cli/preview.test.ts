// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { freshFolder } from '../support/folder';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = freshFolder('preview');
  printed = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

const preview = async (name: string, content: unknown, ...more: string[]) => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return run(['node', 'aponopg', 'preview', join(folder, name), ...more], {});
};

test('the text of a plain file is shown with its length', async () => {
  expect(await preview('details.txt', 'First the VPN.\nThen https://wiki.example.com\n')).toBe(0);
  expect(printed).toContain('| Then https://wiki.example.com\n\n44 of 400 characters\n');
  expect(printed).toContain('not known');
});

test('a text that is too long ends with 1', async () => {
  expect(await preview('details.txt', 'x'.repeat(401))).toBe(1);
  expect(printed).toContain('401 of 400 characters: 1 too many');
});

test('integrations of HCL, of a document, of a state and of a stack are shown by name', async () => {
  const one = { name: 'Orders', type: 'postgresql', custom_access_details: 'Ask $ {us}.' };
  const resource = `resource "apono_integration" "a" {\n  name = "Orders"\n  type = "postgresql"\n  custom_access_details = "Ask $ {us}."\n}`;
  const state = {
    version: 4,
    resources: [{ mode: 'managed', type: 'apono_integration', name: 'a', instances: [{ attributes: one }] }],
  };
  for (const [name, content] of [
    ['a.tf', resource],
    ['b.json', { integrations: [one] }],
    ['c.tfstate', state],
    ['cdk.tf.json', { resource: { aponopg_integration: { a: one } } }],
  ] as const) {
    printed = '';
    expect(await preview(name, content)).toBe(0);
    expect(printed).toContain('Orders\n\n| Ask $ {us}.\n\n11 of 400 characters');
  }
  expect(await run(['node', 'aponopg', 'preview', folder, '--json'], {})).toBe(0);
});

test('a text that an expression gives is told to be unknown', async () => {
  const stack = {
    resource: { aponopg_integration: { a: { name: 'Orders', type: 'postgresql', custom_access_details: '${var.x}' } } },
  };
  expect(await preview('cdk.tf.json', stack)).toBe(0);
  expect(printed).toContain('Not known before Terraform runs');
});
