import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, statfsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { reachableTemporaryFolder, serverAccount } from './account';

/** A temporary folder for servers that must not outlive this process. */
export interface RunFolder {
  readonly path: string;
  /** Stops every server in the folder and removes it. */
  close(): Promise<void>;
}

/**
 * Makes a folder for servers, watched by a small shell process: when this process closes the folder, or ends in
 * whatever way (an interrupt, a kill), the servers in it are stopped and the folder is removed.
 */
export function openRunFolder(): RunFolder {
  const path = freshFolder(reachableTemporaryFolder(serverAccount()));
  const inMemory = hasRoom(MEMORY) ? freshFolder(MEMORY) : undefined;
  if (inMemory === undefined) mkdirSync(serversIn(path), { mode: 0o711 });
  else symlinkSync(inMemory, serversIn(path));
  const watcher = watch(path, inMemory);
  return { path, close: () => closeWatcher(watcher) };
}

/** The folder in a run's folder that the servers' files are in: on a disk, each database takes twice as long to make. */
export function serversIn(runFolder: string): string {
  return join(runFolder, 'servers');
}

/** Linux's file system in memory. Programs may not be allowed to run from it. */
const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

function freshFolder(parent: string): string {
  const path = mkdtempSync(join(parent, 'aponopg-'));
  chmodSync(path, 0o711);
  return path;
}

// The pipe to the watcher's standard input closes with this process, however it ends.
const WATCH = `
cat >/dev/null
for file in "$1"/servers/*/data/postmaster.pid; do
  [ -f "$file" ] && kill -QUIT "$(head -n 1 "$file")" 2>/dev/null
done
tries=0
while [ $tries -lt 100 ]; do
  running=
  for file in "$1"/servers/*/data/postmaster.pid; do
    [ -f "$file" ] && kill -0 "$(head -n 1 "$file")" 2>/dev/null && running=yes
  done
  [ -z "$running" ] && break
  sleep 0.05
  tries=$((tries + 1))
done
rm -rf -- "$@" 2>/dev/null || { sleep 1; rm -rf -- "$@"; }
`;

function watch(path: string, inMemory?: string): ChildProcess {
  // In a group of its own, so that Ctrl-C does not reach it before its work is done.
  const folders = inMemory === undefined ? [path] : [path, inMemory];
  const watcher = spawn('sh', ['-c', WATCH, 'sh', ...folders], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  return watcher;
}

function closeWatcher(watcher: ChildProcess): Promise<void> {
  if (watcher.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    watcher.ref();
    watcher.once('exit', () => resolve());
    watcher.stdin?.end();
  });
}
