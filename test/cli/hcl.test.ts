import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { freshFolder } from '../support/folder';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = freshFolder('hcl');
  printed = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
  }
  stack('orders', { output: { a: { value: 1 } } });
});

afterEach(() => {
  jest.restoreAllMocks();
});

const stack = (name: string, json: unknown) => {
  mkdirSync(join(folder, 'stacks', name), { recursive: true });
  writeFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), JSON.stringify(json));
};
const hcl = (...args: string[]) => run(['node', 'aponopg', 'hcl', ...args], {});

test('a stack is written as HCL, and the check tells when it is stale', async () => {
  const [file, from] = [join(folder, 'main.tf'), join(folder, 'stacks', 'orders')];
  expect(await hcl(from, '--out', file, '--check')).toBe(2);
  expect(printed).toContain('does not exist');
  expect(await hcl(from, '--out', file)).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe('output "a" {\n  value = 1\n}\n');
  expect(await hcl(from, '--out', file, '--check')).toBe(0);
  stack('orders', { output: { a: { value: 2 } } });
  expect(await hcl(from, '--out', file, '--check')).toBe(2);
  expect(printed).toContain('from line 2 on:\n-   value = 1\n+   value = 2');
  expect(readFileSync(file, 'utf8')).toContain('value = 1');
});

test('the only stack of an output folder need not be named; of several one must be', async () => {
  expect(await hcl(folder)).toBe(0);
  stack('other', {});
  expect(await hcl(folder)).toBe(1);
  expect(printed).toContain(join(folder, 'stacks', 'other'));
  expect(await hcl(join(folder, 'nowhere'))).toBe(1);
  expect(printed).toContain('There is no synthesized stack');
});

test('a check without a file is refused', async () => {
  expect(await hcl(folder, '--check')).toBe(1);
  expect(printed).toContain('Add --out FILE');
});

test('a stack that cannot be written leaves the old file as it was', async () => {
  const file = join(folder, 'main.tf');
  writeFileSync(file, 'old');
  stack('orders', { output: { a: { value: '${1 +' } } });
  expect(await hcl(folder, '--out', file)).toBe(1);
  expect(printed).toContain('UNREADABLE_EXPRESSION');
  expect(readFileSync(file, 'utf8')).toBe('old');
  stack('orders', {});
  expect(await hcl(folder, '--out', join(folder, 'no', 'main.tf'))).toBe(1);
  expect(printed).toContain('there is no such folder');
  expect(readdirSync(folder).sort()).toEqual(['main.tf', 'stacks']);
});

test('a state in a folder of this machine is told', async () => {
  stack('orders', { terraform: { backend: { local: { path: '/home/me/x.tfstate' } } } });
  expect(await hcl(folder)).toBe(0);
  expect(printed).toContain('differs from machine to machine');
});
