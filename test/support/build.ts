import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { onceARun } from './once-a-run';

const ROOT = resolve(__dirname, '../..');

/** The path of the bundled provider, built when the sources have changed since it was: asked once a run. */
export function builtProvider(): Promise<string> {
  return built('dist/provider/terraform-provider-aponopg');
}

/** The path of the bundled command `aponopg`, built when the sources have changed since it was: asked once a run. */
export function builtCli(): Promise<string> {
  return built('dist/cli/aponopg.js');
}

async function built(file: string): Promise<string> {
  await onceARun('built', () => {
    execFileSync(process.execPath, ['scripts/build.js', 'bundles'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  });
  return join(ROOT, file);
}
