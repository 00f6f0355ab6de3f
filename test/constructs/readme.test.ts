import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

test("the README's examples synthesize as they stand, one after the other", () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [smallest, grants] = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] as string);
  // Within the tree, so that the example finds this package under its own name.
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.demo', 'readme-'));
  try {
    const program = (smallest ?? '')
      .replace('Connector,', 'Connector, DatabaseRole,')
      .replace('app.synth();', `${grants}\napp.synth();`);
    writeFileSync(join(folder, 'main.ts'), program);
    execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder, stdio: 'pipe' });
    const stack = JSON.parse(readFileSync(join(folder, 'cdktf.out/stacks/orders/cdk.tf.json'), 'utf8'));
    expect(Object.keys(stack.resource).sort()).toEqual(['aponopg_grants', 'aponopg_integration', 'aponopg_role']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
