import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

test('it is installed by Terraform, imports, changes, replaces and destroys', async () => {
  const here = closedAfterwards(openTerraform({ files: { 'main.tf': block('hcl') } }));
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const folder = join(here.path, 'terraform.d/plugins/example.internal/me/notes/1.0.0', platform);
  const outfile = join(folder, 'terraform-provider-notes_v1.0.0');
  buildSync({ entryPoints: [PROVIDER], bundle: true, platform: 'node', outfile, logLevel: 'error' });
  chmodSync(outfile, 0o755);
  const notes = join(here.path, 'notes');
  mkdirSync(notes);
  writeFileSync(join(notes, 'hello.txt'), 'Hello');
  here.write('import.tf', 'import {\n  to = notes_note.hello\n  id = "hello.txt"\n}\n');

  await here.init();
  const { stdout } = await here.apply();
  expect(stdout).toMatch(/text +[=] "Hello" -> "Hello from TypeScript"/);
  expect(stdout).toContain('1 imported, 0 added, 1 changed, 0 destroyed');
  expect(stdout).toContain('words = 3');
  here.write('main.tf', block('hcl').replace('hello.txt', 'other.txt'));
  here.write('import.tf', '');
  expect((await here.apply()).stdout).toContain('1 added, 0 changed, 1 destroyed');
  expect(readdirSync(notes)).toEqual(['other.txt']);
  await here.expectNoChanges();
  await here.destroy();
  expect(readdirSync(notes)).toEqual([]);
});
