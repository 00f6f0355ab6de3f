import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../..');
const WORKFLOW = readFileSync(resolve(ROOT, '.github/workflows/release.yml'), 'utf8');

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

const jobs: Job[] = Object.values(parse(WORKFLOW).jobs);
const steps = jobs.flatMap((job) => job.steps);

test('every action is pinned by digest', () => {
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(4);
  expect(used.filter((each) => !/@[0-9a-f]{40}$/.test(each))).toEqual([]);
});

test('nothing may be done that is not said, and no job has a token of npm', () => {
  expect(parse(WORKFLOW).permissions).toEqual({});
  expect(jobs.every(({ permissions }) => permissions !== undefined)).toBe(true);
  expect(WORKFLOW).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});

test('the scripts that it runs are there', () => {
  const { scripts } = require('../../package.json');
  const named = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
  expect(named).toEqual(['check', 'check:release', 'release']);
  for (const name of named) expect(scripts).toHaveProperty([name as string]);
});
