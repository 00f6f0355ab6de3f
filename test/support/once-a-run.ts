import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../../scripts/postgres/lock';
import { runFolder } from './postgres-run';

/** A folder that the first of the run's tests to ask for it makes, for all. */
export async function onceARun(name: string, make: (folder: string) => unknown): Promise<string> {
  const folder = join(runFolder(), name);
  if (existsSync(folder)) return folder;
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const part = `${folder}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    await make(part);
    await rename(part, folder);
  });
  return folder;
}
