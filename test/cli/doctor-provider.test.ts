import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { layProvider } from '../../src/delivery';
import { builtProvider } from '../support/build';
import { freshFolder } from '../support/folder';

const OWN = 'apono.internal/community/aponopg';
const hcl = (source: string) => `terraform {\n  required_providers {\n    aponopg = { source = "${source}" }\n  }\n}\n`;

let folder: string;
let home: string;
let printed: string;

beforeAll(() => builtProvider());

beforeEach(() => {
  folder = freshFolder('doctor-provider');
  home = freshFolder('home');
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** What `aponopg doctor FOLDER` finds of the provider, and its exit code. */
async function found(
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; mark: string; found: string; next?: string }> {
  const code = await run(['node', 'aponopg', 'doctor', folder, '--json'], { HOME: home, ...env });
  const { sections } = JSON.parse(printed);
  return { code, ...sections.find(({ title }: { title: string }) => title === 'Terraform')?.findings[0] };
}

test('a provider that was forgotten is told before Terraform looks for a host that is not there', async () => {
  writeFileSync(join(folder, 'main.tf'), hcl(OWN));
  expect(await found()).toMatchObject({
    code: 1,
    mark: 'failed',
    found: expect.stringContaining('Terraform will look for the host apono.internal, which does not exist'),
    next: expect.stringContaining(`npx aponopg install-provider ${folder}`),
  });
});

test('one that lies there is found, and one of another version than the lock file has is told', async () => {
  writeFileSync(join(folder, 'main.tf'), hcl(OWN));
  layProvider(folder);
  expect(await found()).toMatchObject({ code: 0, mark: 'ok' });
  const lock = join(folder, '.terraform.lock.hcl');
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/version = "[^"]+"/, 'version = "0.0.1"'));
  printed = '';
  expect(await found()).toMatchObject({ code: 1, mark: 'failed', found: expect.stringContaining('0.0.1') });
  rmSync(lock);
  printed = '';
  expect(await found()).toMatchObject({ code: 0, mark: 'ok' });
});

test('where Terraform is told to look elsewhere, and where a registry may serve it, it is not said to be missing', async () => {
  writeFileSync(join(folder, 'main.tf'), hcl('app.terraform.io/acme/aponopg'));
  expect(await found()).toMatchObject({ code: 0, mark: 'not checked', found: expect.stringContaining('a registry') });
  writeFileSync(join(folder, 'main.tf'), hcl(OWN));
  const config = join(home, 'cli.tfrc');
  writeFileSync(config, 'provider_installation {\n  direct {}\n}\n');
  printed = '';
  expect(await found({ TF_CLI_CONFIG_FILE: config })).toMatchObject({ code: 0, mark: 'not checked' });
  mkdirSync(join(home, '.terraform.d', 'plugins'), { recursive: true });
  printed = '';
  expect(await found()).toMatchObject({ code: 0, mark: 'not checked' });
});

test('a folder that asks for no provider of ours has nothing to be told', async () => {
  writeFileSync(join(folder, 'main.tf'), 'resource "null_resource" "one" {}\n');
  expect(await found()).toEqual({ code: 0 });
});
