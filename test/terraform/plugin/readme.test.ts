import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { closedAfterwards } from '../../support/clean-up';
import { openTerraform } from '../../support/terraform';

const README = readFileSync(join(__dirname, '../../../src/terraform/plugin/README.md'), 'utf8');
/** What is compiled with all other tests. */
const PROVIDER = join(__dirname, 'notes-main.ts');

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(README)?.[1] ?? '';
}

test('the provider of the README is the one that is tried here, in 40 lines', () => {
  const code = readFileSync(PROVIDER, 'utf8').replace("'../../../src/terraform/plugin'", "'./plugin'");
  expect(block('ts')).toBe(code);
  expect(code.split('\n').length - 1).toBeLessThanOrEqual(40);
});

test('it is installed by Terraform, makes, finds drift, imports, replaces and destroys', async () => {
  const here = closedAfterwards(openTerraform({ files: { 'main.tf': block('hcl') } }));
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const folder = join(here.path, 'terraform.d/plugins/example.internal/me/notes/1.0.0', platform);
  const outfile = join(folder, 'terraform-provider-notes_v1.0.0');
  buildSync({ entryPoints: [PROVIDER], bundle: true, platform: 'node', outfile, logLevel: 'error' });
  chmodSync(outfile, 0o755);
  mkdirSync(join(here.path, 'notes'));
  const note = join(here.path, 'notes/hello.txt');

  await here.init();
  expect((await here.apply()).stdout).toContain('words = 3');
  expect(readFileSync(note, 'utf8')).toBe('Hello from TypeScript');
  await here.expectNoChanges();

  writeFileSync(note, 'Hello');
  expect((await here.plan()).stdout).toMatch(/text +[=] "Hello" -> "Hello from TypeScript"/);
  await here.run('state', 'rm', 'notes_note.hello');
  await here.import('notes_note.hello', 'hello.txt');
  expect((await here.apply()).stdout).toContain('words = 3');

  here.write('main.tf', block('hcl').replace('hello.txt', 'other.txt'));
  expect((await here.apply()).stdout).toMatch(/1 added, 0 changed, 1 destroyed/);
  renameSync(join(here.path, 'notes/other.txt'), note);
  expect((await here.plan()).stdout).toMatch(/1 to add, 0 to change, 0 to destroy/);
  await here.destroy();
});
