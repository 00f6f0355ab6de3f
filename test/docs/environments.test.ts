import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProvider } from '../support/build';

const ROOT = join(__dirname, '..', '..');

test('the same names in several environments are those of several tenants', async () => {
  await builtProvider();
  const text = readFileSync(join(ROOT, 'docs/environments.md'), 'utf8');
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const [program = '', more = ''] = blocks;
  // Within the tree, so that the program finds this package under its own name.
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.demo', 'environments-'));
  try {
    writeFileSync(join(folder, 'main.ts'), `${program.replace('app.synth();', '')}${more}app.synth();\n`);
    execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder, stdio: 'pipe' });
    const stack = (name: string) =>
      JSON.parse(readFileSync(join(folder, `cdktf.out/stacks/${name}/cdk.tf.json`), 'utf8'));
    const [dev, prod, both] = ['dev', 'prod', 'both'].map(stack);
    const names = (json: { resource: { aponopg_integration: Record<string, { name: string }> } }) =>
      Object.values(json.resource.aponopg_integration).map(({ name }) => name);
    expect([names(dev), names(prod), names(both)]).toEqual([['Orders'], ['Orders'], ['Orders', 'Orders']]);
    expect(dev.provider.aponopg[0].apono).toEqual({
      endpoint: 'https://api.dev.apono.example',
      token: '${var.apono_token}',
    });
    expect(prod.provider.aponopg[0].apono).toEqual({ token: '${var.apono_token}' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
