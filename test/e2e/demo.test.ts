import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { downloadPackage } from '../../scripts/npm-download';
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
  const rest = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '' && !hasOurs(folder));
  return runIn(ROOT, [join(node, 'node'), 'scripts/demo.js', ...args], {
    ...plainEnvironment(),
    PATH: [node, ...folders, ...rest].join(':'),
    ...env,
  });
}

/** Whether a folder of PATH has what a run is given, or not, in another. */
function hasOurs(folder: string): boolean {
  return ['terraform', 'tofu', 'cdktn'].some((name) => existsSync(join(folder, name)));
}

/** The folder with the command line of cdktn, downloaded once. */
async function cdktnFolder(): Promise<string> {
  return join(await downloadPackage('aponopg-cdktn', 'cdktn-cli', '0.24'), '..', '.bin');
}

/** The folders of demonstrations; others have theirs beside them. */
function leftBehind(beginning = 'quickstart-'): string[] {
  const parent = join(ROOT, '.demo');
  return existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith(beginning)) : [];
}

const [own = 0] = process.versions.node.split('.').map(Number);
/** What is demonstrated on a version of Node: what the quickstart is written with, whether `cdktn` is on PATH, and what then deploys it. */
type Run = readonly [core: 'cdktf' | 'cdktn', path: 'cdktn' | 'no cdktn', deploys: string];

const RUNS: Readonly<Record<number, readonly [Run, Run]>> = {
  20: [
    ['cdktf', 'no cdktn', 'cdktf deploy'],
    ['cdktn', 'no cdktn', 'terraform apply'],
  ],
  22: [
    ['cdktf', 'no cdktn', 'cdktf deploy'],
    ['cdktn', 'cdktn', 'cdktn deploy'],
  ],
  24: [
    ['cdktf', 'cdktn', 'cdktn deploy'],
    ['cdktn', 'no cdktn', 'terraform apply'],
  ],
  26: [
    ['cdktf', 'no cdktn', 'terraform apply'],
    ['cdktn', 'cdktn', 'cdktn deploy'],
  ],
};

/** All runs where all versions of Node are asked for; else the first of this one. */
const runs = nodeVersions().flatMap((major, _, { length }) => {
  const all = RUNS[major] ?? RUNS[26] ?? [];
  return all.slice(0, length > 1 ? 2 : 1).map((run) => [major, ...run] as const);
});

test.each(runs)(
  'on Node %i the demo of the quickstart written with %s, with %s on PATH, runs %s, mends drift and leaves nothing behind',
  async (major, core, path, deploys) => {
    const before = leftBehind();
    const folders = [dirname(terraformProgram()), ...(path === 'cdktn' ? [await cdktnFolder()] : [])];
    const shown = await demo(major, folders, {
      args: core === 'cdktn' ? ['--cdktn'] : [],
      env: { TERRAFORM_BINARY_NAME: terraformProgram() },
    });
    expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/\nDone\.\n$/) });
    const example = core === 'cdktn' ? 'examples/quickstart-cdktn' : 'examples/quickstart';
    expect(shown.output).toContain(`[3/9] Deploy ${example}: ${deploys}`);
    expect(shown.output).toMatch(new RegExp(`^On Node ${major}\\.\\S+ by .*: .+\\.$`, 'm'));
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
  'the demo of the whole road shows that the password stands nowhere, rotates it, and leaves nothing behind',
  async () => {
    const before = leftBehind('whole-road-');
    const shown = await demo(own, [dirname(terraformProgram())], {
      args: ['--example', 'whole-road'],
      env: { TERRAFORM_BINARY_NAME: terraformProgram() },
    });
    expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/\nDone\.\n$/) });
    for (const line of [
      '[3/11] Deploy examples/whole-road: ',
      'Signed in to PostgreSQL as apono_connector with the password that Apono was given.',
      'The access flow "Read orders" gives MEMBER on it.',
      'A second plan is empty.',
      'The new password signs in, the one of before does not, and a plan is empty.',
      'aponopg export --tenant --import-blocks gives code whose plan says: Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.',
      'No role, no integration, no access flow, an empty state.',
    ]) {
      expect(shown.output).toContain(line);
    }
    expect(shown.output.match(/The password stands in none of \d+ files/g)).toHaveLength(2);
    expect(shown.output).not.toMatch(TRACE);
    expect(leftBehind('whole-road-').filter((each) => !before.includes(each))).toEqual([]);
  },
  LIMIT,
);

test('the whole road needs Terraform, and says so', async () => {
  const refused = await demo(own, [], { args: ['--example', 'whole-road'] });
  expect(refused.code).toBe(1);
  expect(refused.output).toContain('examples/whole-road needs Terraform');
  expect(refused.output).not.toMatch(TRACE);
});

test.each(nodeVersions())(
  'on Node %i without Terraform the demo says what is missing and does the same job by aponopg apply',
  async (major) => {
    const shown = await demo(major, [], { args: ['--cdktn'] });
    expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/\nDone\.\n$/) });
    expect(shown.output).toContain('terraform is not on PATH; tofu is not on PATH');
    expect(shown.output).toContain('[3/7] Deploy examples/quickstart-cdktn: aponopg apply');
    expect(shown.output).toContain('Apply complete! 2 added, 0 changed, 0 destroyed.');
    expect(shown.output).toContain('A second plan is empty.');
    expect(shown.output).toContain('ALTER ROLE "apono_connector" WITH SUPERUSER CONNECTION LIMIT -1;');
    expect(shown.output).toContain('"password_env": "APONO_CONNECTOR_PASSWORD"');
    expect(shown.output).not.toMatch(TRACE);
  },
  LIMIT,
);

test('a Terraform that is named and too old is refused', async () => {
  const folder = mkdtempSync(join(runFolder(), 'old-'));
  const old = join(folder, 'terraform');
  writeFileSync(old, '#!/bin/sh\necho \'{"terraform_version":"1.5.7"}\'\n', { mode: 0o755 });
  const named = await demo(own, [], { env: { TERRAFORM_BINARY_NAME: old } });
  expect(named.code).toBe(1);
  expect(named.output).toContain(`${old} 1.5.7 is too old\nAllowed: Terraform or OpenTofu 1.11 or newer`);
  expect(named.output).not.toMatch(TRACE);
});

test.each([
  [['--kep'], 'npm run demo does not know --kep', '--keep  leaves everything up'],
  [['--example'], 'has no example without a name', 'Allowed: quickstart, whole-road'],
  [['--example', 'rds'], 'has no example rds', 'Allowed: quickstart, whole-road'],
  [['--example', 'whole-road', '--cdktn'], 'is written with cdktf', 'Allowed: --cdktn with the quickstart'],
])('what the demo does not know is refused with what it knows: %j', async (args, what, allowed) => {
  const refused = await demo(own, [], { args });
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(what);
  expect(refused.output).toContain(allowed);
  expect(refused.output).not.toMatch(TRACE);
});
