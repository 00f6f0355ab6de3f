import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs the work while no other process runs work under the same lock; a lock left behind by a process that is gone
 * is taken over.
 *
 * @param path a path that nothing else uses; its folder must exist
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(path))) {
    await breakIfAbandoned(path);
    await sleep(25);
  }
  try {
    return await work();
  } finally {
    await putAside(path);
  }
}

async function take(path: string): Promise<boolean> {
  const prepared = besides(path);
  await mkdir(prepared);
  await writeFile(`${prepared}/pid`, String(process.pid));
  try {
    // Renaming fails where a folder that is not empty stands: taking the lock and naming its holder are one step.
    await rename(prepared, path);
    return true;
  } catch {
    await rm(prepared, { recursive: true, force: true });
    return false;
  }
}

async function breakIfAbandoned(path: string): Promise<void> {
  const holder = Number(await readFile(`${path}/pid`, 'utf8').catch(() => ''));
  if (!holder || isRunning(holder)) return;
  await putAside(path).catch(() => undefined);
}

/** Renamed before it is removed: while it is being emptied in its place, another's lock could land in it. */
async function putAside(path: string): Promise<void> {
  const aside = besides(path);
  await rename(path, aside);
  await rm(aside, { recursive: true, force: true });
}

function besides(path: string): string {
  return `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
