import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withLock } from '../../scripts/postgres/lock';
import { runFolder } from './postgres-run';

const ROOT = resolve(__dirname, '../..');

/** The path of the bundled provider, built first when the sources have changed. */
export function builtProvider(): Promise<string> {
  return built('dist/provider/terraform-provider-aponopg');
}

/** The path of the bundled command `aponopg`, built first when the sources have changed. */
export function builtCli(): Promise<string> {
  return built('dist/cli/aponopg.js');
}

async function built(file: string): Promise<string> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  await withLock(join(runFolder(), 'build.lock'), async () => {
    execFileSync(process.execPath, ['scripts/build.js', 'bundles'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  });
  return join(ROOT, file);
}
