import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aponopg, type CliResult } from '../support/cli';
import { freshFolder } from '../support/folder';

const entry = '{ "grantees": ["reader"], "on": "database", "privileges": ["CONNECT"] }';
const REPEATED = `{
  "servers": { "main": { "host": "db.internal", "password": "canary" } },
  "grants": [{
    "server": "main", "database": "orders",
    "grants": {
      "all tables": ${entry},
      "connect": ${entry},
      "all\\u0020tables": ${entry}
    }
  }]
}`;

const refused = ({ code, stdout, stderr }: CliResult) => {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('REPEATED_KEY');
  expect(stderr).toContain('"all tables" stands twice in');
  expect(stderr).toContain('lines 6 and 8');
  expect(stderr).toContain('Where: grants[0].grants["all tables"]');
  expect(stderr).not.toContain('canary');
};

test.each(['validate', 'plan', 'apply', 'import', 'doctor'])(
  '%s refuses a document with a label twice, and names both lines',
  async (command) => {
    const file = join(freshFolder('repeated'), 'document.json');
    writeFileSync(file, REPEATED);
    refused(await aponopg([command, file]));
  },
);

test('so it is on stdin, and in what null_resource hands over', async () => {
  refused(await aponopg(['validate', '-'], { input: REPEATED }));
  const env = { APONOPG_EVENT: 'create', APONOPG_REQUEST: REPEATED };
  refused(await aponopg(['handle'], { env }));
});

test('every object is looked through, and a name in two of them is none', async () => {
  const twice = '{ "roles": [{ "name": "a", "server": "x", "name": "b" }], "roles": [] }';
  const { stderr } = await aponopg(['validate', '-'], { input: twice });
  expect(stderr).toContain('Where: roles[0].name');
  expect(stderr).toContain('Where: roles\n');
  const once = '{ "servers": { "main": {}, "__proto__x": {} }, "roles": [{ "server": "main", "name": "main" }] }';
  expect(await aponopg(['validate', '-'], { input: once })).toMatchObject({ code: 0 });
});

test('grants as lists, the form before 0.3, are refused with what to do', async () => {
  const old = { server: 'main', database: 'orders', grants: [{ grantee: 'reader', on: 'database', privileges: [] }] };
  const input = JSON.stringify({ servers: { main: { host: 'db.internal' } }, grants: [old] });
  const { code, stderr } = await aponopg(['validate', '-'], { input });
  expect(code).toBe(1);
  expect(stderr).toContain('Where: grants[0].grants');
  expect(stderr).toContain('a map of entries, each under a label of its own');
  expect(stderr).toContain('docs/upgrading.md');
});

describe('in a folder of HCL', () => {
  const folder = () => {
    const path = freshFolder('hcl-keys');
    writeFileSync(join(path, 'a.tf'), 'locals {\n  grants = {\n    "all tables" = 1\n    "all tables" = 2\n  }\n}\n');
    writeFileSync(join(path, 'b.tf'), 'resource "aponopg_grants" "old" {\n  grants = [{ grantee = "a" }]\n}\n');
    return path;
  };

  test('the doctor finds keys that stand twice, and grants of old', async () => {
    const path = folder();
    const { code, stdout } = await aponopg(['doctor', path]);
    expect(code).toBe(1);
    expect(stdout).toContain(`"all tables" stands twice: ${join(path, 'a.tf')}:3 and ${join(path, 'a.tf')}:4`);
    expect(stdout).toContain(`${join(path, 'b.tf')}:2: grants is a list, the form before 0.3`);
    expect(stdout).toContain('not checked: no synthesized stack is there');
    for (const name of ['a.tf', 'b.tf']) writeFileSync(join(path, name), 'locals {\n  a = { b = 1 }\n}\n');
    const clean = await aponopg(['doctor', path]);
    expect(clean).toMatchObject({ code: 0 });
    expect(clean.stdout).toContain('each stands once, in 2 files');
  });

  test('`hcl --check` ends with 1, stale or not', async () => {
    const path = folder();
    writeFileSync(join(path, 'cdk.tf.json'), '{ "output": { "a": { "value": 1 } } }');
    const main = join(path, 'main.tf');
    expect(await aponopg(['hcl', path, '--out', main])).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await aponopg(['hcl', path, '--out', main, '--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('is up to date');
    expect(stderr).toContain(`${join(path, 'a.tf')}:3 and ${join(path, 'a.tf')}:4`);
    expect(stderr).toContain('OLD_SHAPE');
  });
});
