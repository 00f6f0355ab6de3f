import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { plainEnvironment, runIn, TRACE } from '../support/clone';
import { nodeFolder, nodeVersions } from '../support/node-versions';
import { runFolder } from '../support/postgres-run';
import { terraformProgram } from '../support/terraform-program';

const ROOT = resolve(__dirname, '../..');
// A fifth of it on a machine that has nothing else to do.
const LIMIT = 300_000;

/** Runs the demonstration on a version of Node, with the programs of these folders. */
async function demo(
  major: number,
  folders: readonly string[],
  { args = [], env = {} }: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number; output: string }> {
  const node = await nodeFolder(major);
  const rest = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '' && !hasTerraform(folder));
  return runIn(ROOT, [join(node, 'node'), 'scripts/demo.js', ...args], {
    ...plainEnvironment(),
    PATH: [node, ...folders, ...rest].join(':'),
    ...env,
  });
}

function hasTerraform(folder: string): boolean {
  return ['terraform', 'tofu'].some((name) => existsSync(join(folder, name)));
}

/** The folders of demonstrations; others have theirs beside them. */
function leftBehind(): string[] {
  const parent = join(ROOT, '.demo');
  return existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith('quickstart-')) : [];
}

const [own = 0] = process.versions.node.split('.').map(Number);
const withTerraform = () => [dirname(terraformProgram())];

describe.each(nodeVersions())('on Node %i', (major) => {
  test(
    'the demo deploys by cdktf deploy, mends drift and leaves nothing behind',
    async () => {
      const before = leftBehind();
      const shown = await demo(major, withTerraform(), { env: { TERRAFORM_BINARY_NAME: terraformProgram() } });
      expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/\nDone\.\n$/) });
      expect(shown.output).toContain('[3/9] Deploy examples/quickstart: cdktf deploy');
      expect(shown.output).toContain('A second plan is empty.');
      expect(shown.output).toMatch(/superuser\s+= false -> true/);
      expect(shown.output).toContain('No role apono_connector, no integration, an empty state.');
      expect(shown.output).not.toMatch(TRACE);
      expect(shown.output).not.toContain('Warning');
      expect(leftBehind().filter((each) => !before.includes(each))).toEqual([]);
    },
    LIMIT,
  );

  test(
    'without Terraform the demo says what is missing and does the same job by aponopg apply',
    async () => {
      const shown = await demo(major, []);
      expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/\nDone\.\n$/) });
      expect(shown.output).toContain('terraform is not on PATH; tofu is not on PATH');
      expect(shown.output).toContain('[3/7] Deploy examples/quickstart: aponopg apply');
      expect(shown.output).toContain('Apply complete! 2 added, 0 changed, 0 destroyed.');
      expect(shown.output).toContain('A second plan is empty.');
      expect(shown.output).toContain('ALTER ROLE "apono_connector" WITH SUPERUSER CONNECTION LIMIT -1;');
      expect(shown.output).toContain('"password_env": "APONO_CONNECTOR_PASSWORD"');
      expect(shown.output).not.toMatch(TRACE);
    },
    LIMIT,
  );
});

test('a demo whose CDKTF CLI cannot start says what is missing and what to do, before it starts anything', async () => {
  const hook = join(mkdtempSync(join(runFolder(), 'hook-')), 'hook.cjs');
  writeFileSync(
    hook,
    `const Module = require('node:module');
     const load = Module._load;
     Module._load = (name, ...rest) => {
       if (name.includes('node-pty')) throw new Error('no binary for this platform\\nmore of it');
       return load(name, ...rest);
     };`,
  );
  const shown = await demo(own, withTerraform(), { env: { NODE_OPTIONS: `--require ${hook}` } });
  expect(shown.code).toBe(1);
  expect(shown.output).toMatch(
    /The CDKTF CLI cannot start with Node \S+ on \S+: no binary for this platform\nWhat to do: run npm install/,
  );
  expect(shown.output).not.toContain('[1/');
  expect(shown.output).not.toMatch(TRACE);
});

test('a Terraform that is named and too old is refused', async () => {
  const folder = mkdtempSync(join(runFolder(), 'old-'));
  const old = join(folder, 'terraform');
  writeFileSync(old, '#!/bin/sh\necho \'{"terraform_version":"1.5.7"}\'\n', { mode: 0o755 });
  const named = await demo(own, [], { env: { TERRAFORM_BINARY_NAME: old } });
  expect(named.code).toBe(1);
  expect(named.output).toContain(`${old} 1.5.7 is too old\nAllowed: Terraform or OpenTofu 1.11 or newer`);
  expect(named.output).not.toMatch(TRACE);
});

test('an option that the demo does not know is refused with those that it knows', async () => {
  const refused = await demo(own, withTerraform(), { args: ['--kep'] });
  expect(refused.code).toBe(1);
  expect(refused.output).toContain('npm run demo does not know --kep');
  expect(refused.output).toContain('--keep  leaves everything up');
  expect(refused.output).not.toMatch(TRACE);
});
