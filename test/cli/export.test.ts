// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { run } from '../../src/cli/run';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';

let folder: string;
let printed: string;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

beforeEach(() => {
  folder = freshFolder('export');
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

const exporting = (...args: string[]) =>
  run(['node', 'aponopg', 'export', ...args], {
    APONO_ENDPOINT: sandbox.url,
    APONO_PERSONAL_TOKEN: sandbox.token,
    HOME: folder,
  });
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const PASTED = `
resource "apono_resource_integration" "orders" {
  name                     = "Orders"
  type                     = "postgresql"
  connector_id             = var.connector
  connected_resource_types = ["postgresql-database"]
  integration_config       = { hostname = "db-\${local.zone}.internal", port = "5432", dbname = "orders" }
  secret_store_config      = { aws = { region = "us-east-1", secret_id = "orders" } }
}
`;

test.each(['hcl', 'apono-v2', 'apono-v1', 'typescript', 'typescript-cdktn', 'json'])(
  'View as Code becomes %s, with what cannot be evaluated kept as it is',
  async (format) => {
    expect(await exporting('--from', file('pasted.tf', PASTED), '--format', format)).toBe(0);
    expect(printed).toContain('db-${local.zone}.internal');
    if (format !== 'json') expect(printed).toMatch(/(#|\/\/) hostname is an expression and was kept as it is/);
  },
);

test.each(['hcl', 'typescript'])('%s asks for the provider at the address given', async (format) => {
  const source = 'app.terraform.io/acme/aponopg';
  expect(await exporting('--from', file('pasted.tf', PASTED), '--format', format, '--provider-source', source)).toBe(0);
  expect(printed).toContain(format === 'hcl' ? `source = "${source}"` : `Handler.provider({ source: '${source}' })`);
});

test('a text that does not parse is told by line and column, and the old file stays', async () => {
  const out = file('out.tf', 'old');
  expect(await exporting('--from', file('pasted.tf', 'resource "x" {\n  a = = 1\n}\n'), '--out', out)).toBe(1);
  expect(printed).toMatch(/pasted\.tf, line 2, column 7/);
  expect(readFileSync(out, 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['out.tf', 'pasted.tf']);
});

test.each([
  [
    'an integration of another type in HCL',
    () => ['--from', file('a.tf', PASTED.replace('"postgresql"', '"mysql"'))],
    /UNSUPPORTED_INTEGRATION_TYPE/,
  ],
  ['a file that is not there', () => ['--from', join(folder, 'none.tf')], /does not exist/],
  ['nothing named', () => [], /Nothing is named to export/],
  ['a tenant without PostgreSQL', () => ['--tenant'], /APONO_INTEGRATION_UNKNOWN/],
  ['a tenant and a file', () => ['--tenant', '--from', file('a.tf', PASTED)], /Export them apart/],
  ['a tenant and a state', () => ['--tenant', '--from-state', file('s.json', '{}')], /CONFLICTING_VALUES/],
  ['a tenant and a stack', () => [folder, '--tenant'], /CONFLICTING_VALUES/],
  [
    'a tenant that has no integration of this name',
    () => ['--tenant', '--name', 'Nobody'],
    /APONO_INTEGRATION_UNKNOWN/,
  ],
  ['import blocks of a tenant in JSON', () => ['--tenant', '--import-blocks', '--format', 'json'], /import-blocks/],
  [
    'a format that there is none of',
    () => ['--from', file('a.tf', PASTED), '--format', 'yaml'],
    /Allowed: hcl, apono-v2, apono-v1, typescript, typescript-cdktn, json/,
  ],
  [
    'import blocks in JSON',
    () => ['--from', file('a.tf', PASTED), '--format', 'json', '--import-blocks'],
    /CONFLICTING_VALUES/,
  ],
  [
    'an address of the provider in JSON',
    () => ['--from', file('a.tf', PASTED), '--format', 'json', '--provider-source', 'acme/aponopg'],
    /CONFLICTING_VALUES/,
  ],
  [
    'an address of another provider',
    () => ['--from', file('a.tf', PASTED), '--provider-source', 'hashicorp/aws'],
    /no address of this provider/,
  ],
  ['an id that Apono does not know', () => ['--integration', 'nobody'], /APONO_INTEGRATION_UNKNOWN/],
  ['a name that Apono does not know', () => ['--name', 'nobody'], /no integration with this name/],
  ['a type without integrations', () => ['--type', 'nothing-*'], /no integration with this type/],
  ['an integration of another type at Apono', () => ['--name', 'Okta'], /UNSUPPORTED_INTEGRATION_TYPE/],
  ['a server that does not answer', () => ['--host', '127.0.0.1', '--port', '1', '--database', 'x'], /PG_UNREACHABLE/],
  ['a port that is none', () => ['--host', 'db', '--port', '70000'], /whole number from 1 to 65535/],
  [
    'grantees that are no list',
    () => ['--host', '127.0.0.1', '--port', '1', '--grantees', 'a,,b'],
    /not a list of names/,
  ],
  ['a state that is none', () => ['--from-state', file('x.tfstate', '{}')], /no Terraform state/],
  [
    'a state without integrations',
    () => ['--from-state', file('x.tfstate', '{"version":4,"resources":[]}')],
    /holds no PostgreSQL integration/,
  ],
])('%s is an error, and nothing is written', async (_, args, said) => {
  const out = join(folder, 'out.tf');
  expect(await exporting(...args(), '--out', out)).toBe(1);
  expect(printed).toMatch(said);
  expect(readdirSync(folder)).not.toContain('out.tf');
});

test('a tenant that refuses the token is an error that does not show it', async () => {
  const env = { APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: 'canary-token' };
  expect(await run(['node', 'aponopg', 'export', '--name', 'Orders'], env)).toBe(1);
  expect(printed).toContain('APONO_TOKEN_REFUSED');
  expect(printed).not.toContain('canary');
});

test('a synthesized stack becomes code, its variables included', async () => {
  const stack = {
    provider: { aponopg: [{ servers: { orders: { host: '${var.host}' } } }] },
    variable: { host: { type: 'string' } },
    resource: { aponopg_role: { reader_1A: { server: 'orders', name: 'reader' } } },
  };
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
  expect(await exporting(folder)).toBe(0);
  expect(printed).toContain('variable "host" {\n  type = string\n}');
  expect(printed).toContain('host = var.host');
  expect(printed).toContain('resource "aponopg_role" "reader"');
});
