import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../src/problem';
import { builtCli } from '../support/build';
import { aponopg } from '../support/cli';
import { freshFolder } from '../support/folder';
import { labelled } from '../support/labelled';
import type { Malformed } from './malformed/malformed-inputs';
import { DOCUMENT, STATE } from './malformed/valid-inputs';

const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const LONGEST_MS = 5_000;
const ENVIRONMENT = { ADMIN_PASSWORD: 'p', CONNECTOR_PASSWORD: 'p' };

const fed = (argv: readonly string[], name: string, text: string, env: Malformed['env'] = {}): Malformed => ({
  argv,
  files: { [name]: text },
  env,
});
const document = (command: string, text: string) => fed([command, 'FOLDER/in.json'], 'in.json', text);
const stack = (command: string, text: string) => fed([command, 'FOLDER'], 'cdk.tf.json', text);
const state = (text: string) => fed(['export', '--from-state', 'FOLDER/in.tfstate'], 'in.tfstate', text);
const grant = (member: object) =>
  JSON.stringify({
    ...DOCUMENT,
    grants: [{ ...DOCUMENT.grants[0], grants: labelled([{ grantees: ['a'], ...member }]) }],
  });

/** What ended in a stack trace on 0.1.0, and the like of it. */
const CASES: Readonly<Record<string, Malformed>> = {
  'a document 20,000 deep': document('validate', DEEP),
  'objects 20,000 deep': document('validate', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  'a role 20,000 deep': document('plan', `{"roles": [${DEEP}]}`),
  'a document that is null': document('apply', 'null'),
  'a document cut in the middle': document('import', JSON.stringify(DOCUMENT).slice(0, 400)),
  'grants on what is no text': document('validate', grant({ on: 5, privileges: ['SELECT'] })),
  'grants on what is no list': document('validate', grant({ on: 'table', privileges: ['SELECT'], objects: 'orders' })),
  'members called as those of every object': document('validate', '{"__proto__": {"x": 1}, "toString": 1}'),
  'a stack that is null': stack('hcl', 'null'),
  'a stack 20,000 deep': stack('hcl', DEEP),
  'a stack that is null, for the doctor': stack('doctor', 'null'),
  'a stack that is null, for an export': stack('export', 'null'),
  'a state that is null': state('null'),
  'a stack that is null, for a preview': stack('preview', 'null'),
  'a stack that is a list': stack('doctor', '[]'),
  'a stack that is a text': stack('export', '"x"'),
  'null among the resources of a state': state(JSON.stringify({ ...STATE, resources: [null] })),
  'null among the instances of a state': state(
    JSON.stringify({ ...STATE, resources: [{ ...STATE.resources[0], instances: [null] }] }),
  ),
  'a state 20,000 deep': state(`{"version": 4, "resources": ${DEEP}}`),
  'HCL 5,000 deep': fed(['export', '--from', 'FOLDER/in.tf'], 'in.tf', `a = ${'['.repeat(5_000)}1${']'.repeat(5_000)}`),
  'a request that is no JSON': fed(['handle'], 'none', '', { APONOPG_EVENT: 'create', APONOPG_REQUEST: '{' }),
  'a request 20,000 deep': fed(['handle'], 'none', '', { APONOPG_EVENT: 'create', APONOPG_REQUEST: DEEP }),
  'a folder in place of a document': fed(['validate', 'FOLDER'], 'none', ''),
  'what never ends in place of a document': fed(['validate', '/dev/zero'], 'none', ''),
  'an event that does not exist': fed(['handle'], 'none', '', { APONOPG_EVENT: '__proto__', APONOPG_REQUEST: '{}' }),
};

const filesIn = (folder: string) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

async function inProcess({ argv, files, env }: Malformed) {
  const folder = join(freshFolder('malformed'), 'in');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const before = filesIn(folder);
  const began = Date.now();
  const ran = await aponopg(
    argv.map((each) => each.replaceAll('FOLDER', folder)),
    { env: { ...ENVIRONMENT, ...env }, cwd: folder },
  );
  return { ...ran, milliseconds: Date.now() - began, before, after: filesIn(folder) };
}

beforeAll(() => builtCli());

test.each(Object.entries(CASES))('%s ends the process with a problem', async (_, given) => {
  const { code, stdout, stderr, milliseconds, before, after } = await inProcess(given);
  const said = stdout + stderr;
  expect(said).not.toMatch(/\n {4}at .*[(:]/);
  expect(code).toBe(1);
  const codes = [...stderr.matchAll(/^Code: (\w+)$/gm)].map(([, each]) => String(each));
  expect(codes).not.toEqual([]);
  expect(codes.filter((each) => !(each in CATALOGUE) || each === 'INTERNAL')).toEqual([]);
  expect(after).toEqual(before);
  expect(milliseconds).toBeLessThan(LONGEST_MS);
});
