import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { AponopgProvider } from '../../constructs';
import { layProvider, PROVIDER_VERSION } from '../../src/delivery';
import { builtCli, builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { openTerraform, type TerraformFolder } from '../support/terraform';

const HCL = `terraform {
  required_providers {
    aponopg = { source = "apono.internal/community/aponopg" }
  }
}
provider "aponopg" {}
`;

const hashes = (lock: string) => [...lock.matchAll(/"(h1:[^"]+)"/g)].map((match) => match[1]);

let folder: TerraformFolder;

beforeAll(() => builtProvider());
beforeEach(() => {
  folder = closedAfterwards(openTerraform({ files: { 'main.tf': HCL } }));
});

test('the hash in the lock file is the one that terraform itself computes', async () => {
  layProvider(folder.path);
  const ours = hashes(folder.read('.terraform.lock.hcl'));
  rmSync(join(folder.path, '.terraform.lock.hcl'));
  await folder.init();
  expect(hashes(folder.read('.terraform.lock.hcl'))).toEqual(ours);

  rmSync(join(folder.path, '.terraform.lock.hcl'));
  const mirror = join(folder.path, 'terraform.d/plugins');
  const platforms = ['-platform=linux_amd64', '-platform=darwin_arm64'];
  await folder.run('providers', 'lock', '-no-color', `-fs-mirror=${mirror}`, ...platforms);
  expect(hashes(folder.read('.terraform.lock.hcl'))).toEqual(ours);
});

test("a synthesized stack's folder is ready: init changes nothing in the lock file, validate runs the provider", async () => {
  const outdir = freshFolder('synth');
  const app = new App({ outdir });
  new AponopgProvider(new TerraformStack(app, 'one'), 'aponopg');
  app.synth();
  rmSync(join(folder.path, 'main.tf'));
  // Terraform looks for the mirror in the folder it is started in, which -chdir does not change.
  cpSync(join(outdir, 'stacks', 'one'), folder.path, { recursive: true });
  const lock = folder.read('.terraform.lock.hcl');
  expect(lock).toContain(`constraints = "${PROVIDER_VERSION}"`);
  expect(await folder.init('-lockfile=readonly')).toMatchObject({ stderr: '' });
  await folder.validate();
  expect(folder.read('.terraform.lock.hcl')).toBe(lock);
});

test('install-provider prepares a folder of HCL, and says what it did', async () => {
  const aponopg = (...args: string[]) =>
    execFileSync(process.execPath, [cli, 'install-provider', ...args], { encoding: 'utf8', stdio: 'pipe' });
  const cli = await builtCli();
  expect(aponopg(folder.path)).toMatch(/is in .*\nRun there: terraform init/);
  expect(JSON.parse(aponopg(folder.path, '--json'))).toMatchObject({ version: PROVIDER_VERSION, folder: folder.path });
  await folder.init('-lockfile=readonly');
  await folder.validate();
  expect(() => aponopg(join(folder.path, 'nowhere'))).toThrow(/There is no folder/);
});

test('a provider that was tampered with is refused by init', async () => {
  layProvider(folder.path);
  folder.write('.terraform.lock.hcl', folder.read('.terraform.lock.hcl').replace(/h1:..../, 'h1:AAAA'));
  expect(await folder.failing.init('-lockfile=readonly')).toContain("doesn't match any of the checksums");
});
