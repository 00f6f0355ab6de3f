import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peerDependencies } from '../../package.json';
import { VARIANTS, type VariantName } from '../../src/metadata';
import { synthesize, typeErrors } from '../code/typescript/programs';
import { aponopg } from '../support/cli';
import { freshFolder } from '../support/folder';
import { onTerminal } from '../support/terminal';

const SECRET = ['--secret', 'region=us-east-1', '--secret', 'secret_id=prod/orders/apono'];
const CONNECTOR = ['--connector', 'AwsConnector-Prod'];

test('on a terminal it asks, takes the standard for an empty answer, and asks again where one is wrong', async () => {
  const folder = join(freshFolder('init'), 'orders');
  const asked = await onTerminal(
    ['init', folder, '--database', 'orders'],
    [
      ['Write', ''],
      ['core', ''],
      ['Kind', 'rds'],
      ["server's host", 'https://db.internal'],
      ["server's host", 'db.internal'],
      ['port', ''],
      ['admin', ''],
      ['TLS', 'require'],
      ['name at Apono', ''],
      ['connector', 'AwsConnector-Prod'],
      ['instance_id', 'orders-prod'],
      ["instance's region", 'eu-west-1'],
      ['password lies', 'hashicorp_vault'],
      ['engine', 'kv'],
      ['path', 'apono/orders'],
    ],
  );
  expect(asked).toMatchObject({ code: 0, output: expect.stringContaining('npm run deploy') });
  expect(asked.output).toContain('`hostname` holds a scheme');
  const program = readFileSync(join(folder, 'main.ts'), 'utf8');
  expect(only(synthesize(program))).toMatchObject({
    name: 'Orders database',
    type: 'aws-rds-postgresql',
    secret_store: { hashicorp_vault: { secret_engine: 'kv', path: 'apono/orders' } },
    extra_config: { instance_id: 'orders-prod', region: 'eu-west-1' },
  });
});

test('a terminal that is closed in the middle writes nothing', async () => {
  const folder = join(freshFolder('init'), 'orders');
  const left = await onTerminal(['init', folder], [['Write', '\u0004']]);
  expect(left).toMatchObject({ code: 1, output: expect.stringContaining('Nothing was written') });
  expect(existsSync(folder)).toBe(false);
});

describe('without a terminal', () => {
  const place = ['--host', 'db.internal', ...CONNECTOR, ...SECRET];
  const keysOf = (kind: VariantName) => VARIANTS[kind].instanceKeys.flatMap((key) => ['--instance', `${key}=x`]);
  const write = async (...args: string[]) => {
    const folder = join(freshFolder('init'), 'new');
    const result = await aponopg(['init', folder, ...args, '--json']);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { ...result, folder, read, json: JSON.parse(result.stdout) as Record<string, unknown> };
  };

  test('programs compile and synthesize, for every kind of server', async () => {
    const kinds = Object.keys(VARIANTS) as VariantName[];
    const made = await Promise.all(kinds.map((kind) => write('--kind', kind, ...place, ...keysOf(kind))));
    expect(made.map(({ code }) => code)).toEqual(kinds.map(() => 0));
    const programs = made.map(({ read }) => read('main.ts'));
    expect(typeErrors(programs)).toEqual([]);
    expect(programs.map((each) => only(synthesize(each)).type)).toEqual(kinds.map((kind) => VARIANTS[kind].type));
    for (const { read, json } of made) {
      expect(json.next).toEqual(['npm install', 'npm run diff', 'npm run deploy']);
      expect(JSON.parse(read('package.json')).dependencies.cdktf).toBe(peerDependencies.cdktf);
    }
  });

  test('the other core has its own specifiers and command', async () => {
    const made = await write('--core', 'cdktn', ...place);
    expect(made.read('main.ts')).toContain("from 'cdktf-apono-postgresql/cdktn';");
    expect(made.read('main.ts')).not.toContain("from 'cdktf';");
    expect(JSON.parse(made.read('package.json')).scripts.deploy).toBe('cdktn deploy');
  });

  test('everything that is missing is told at once, and nothing is written', async () => {
    const made = await write('--kind', 'rds');
    expect(made.code).toBe(1);
    expect((made.json.problems as { code: string; next: string }[]).map(({ next }) => next)).toEqual([
      'Add --host db.internal',
      'Add --connector AwsConnector-Prod',
      'Add --instance instance_id=orders-prod',
      'Add --instance region=orders-prod',
      'Add --secret region=us-east-1',
      'Add --secret secret_id=prod/orders/apono',
    ]);
    expect(existsSync(made.folder)).toBe(false);
  });

  test.each([
    ['a language that there is none of', ['--language', 'python'], 'language'],
    ['a port out of range', ['--port', '70000'], 'port'],
    ['a port that is none', ['--port', 'many'], 'port'],
    ['a field of another store', ['--secret', 'project=p'], 'secret'],
  ])('%s is refused', async (_, args, at) => {
    const made = await write(...place, ...args);
    expect(made).toMatchObject({ code: 1, json: { problems: [{ path: expect.arrayContaining([at]) }] } });
    expect(existsSync(made.folder)).toBe(false);
  });

  test('where a file stands in place of the folder, that is said', async () => {
    const file = join(freshFolder('init'), 'file');
    writeFileSync(file, '');
    expect(await aponopg(['init', file, ...place])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('FILE_EXISTS'),
    });
    const folder = freshFolder('init');
    mkdirSync(join(folder, 'cdktf.json'));
    expect(await aponopg(['init', folder, ...place])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('FILE_EXISTS'),
    });
  });
});

/** The one integration of a synthesized stack. */
function only(stack: unknown): Record<string, unknown> {
  const { resource } = stack as { resource: { aponopg_integration: Record<string, Record<string, unknown>> } };
  const [integration, ...others] = Object.values(resource.aponopg_integration);
  expect(others).toEqual([]);
  return integration ?? {};
}
