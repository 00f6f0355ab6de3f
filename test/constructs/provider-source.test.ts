import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { AponopgProvider, Handler, PostgresqlServer } from '../../constructs';
import { builtProvider } from '../support/build';
import { freshFolder } from '../support/folder';
import { newStack, refusal, synthesized } from './stacks';

const SOURCE = 'app.terraform.io/acme/aponopg';

beforeAll(() => builtProvider());

/** The folder of a stack with one server, synthesized. */
function folderOf(handler: Handler): string {
  const outdir = freshFolder('source');
  const app = new App({ outdir });
  new PostgresqlServer(new TerraformStack(app, 'one'), 'main', { host: 'db', handler });
  app.synth();
  return join(outdir, 'stacks', 'one');
}

test('the provider lies beside the stack under the address that the stack asks for', () => {
  const folder = folderOf(Handler.provider({ source: SOURCE }));
  const { terraform } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
  expect(terraform.required_providers.aponopg.source).toBe(SOURCE);
  expect(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8')).toContain(`provider "${SOURCE}"`);
  expect(existsSync(join(folder, 'terraform.d/plugins', SOURCE))).toBe(true);
});

test('nothing lies there where a registry serves it', () => {
  const folder = folderOf(Handler.provider({ source: SOURCE, delivered: false }));
  expect(existsSync(join(folder, 'cdk.tf.json'))).toBe(true);
  expect(existsSync(join(folder, 'terraform.d'))).toBe(false);
  expect(existsSync(join(folder, '.terraform.lock.hcl'))).toBe(false);
});

test.each(['acme', 'acme/postgresql', 'https://app.terraform.io/acme/aponopg', ''])('%j is refused', (source) => {
  expect(() => Handler.provider({ source })).toThrow(/`source` is no address of this provider/);
});

test('two addresses in one stack are refused', () => {
  const stack = newStack();
  new AponopgProvider(stack, 'aponopg', { handler: Handler.provider({ source: SOURCE }) });
  new AponopgProvider(stack, 'other', { alias: 'other' });
  expect(refusal(() => synthesized(stack))).toContain('The providers of a stack have several addresses');
});
