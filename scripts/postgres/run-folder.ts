import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
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
  const path = mkdtempSync(join(reachableTemporaryFolder(serverAccount()), 'aponopg-'));
  chmodSync(path, 0o711);
  const watcher = watch(path);
  return { path, close: () => closeWatcher(watcher) };
}

// The pipe to the watcher's standard input closes with this process, however it ends.
const WATCH = `
cat >/dev/null
for file in "$1"/*/data/postmaster.pid; do
  [ -f "$file" ] && kill -QUIT "$(head -n 1 "$file")" 2>/dev/null
done
tries=0
while [ $tries -lt 100 ]; do
  running=
  for file in "$1"/*/data/postmaster.pid; do
    [ -f "$file" ] && kill -0 "$(head -n 1 "$file")" 2>/dev/null && running=yes
  done
  [ -z "$running" ] && break
  sleep 0.05
  tries=$((tries + 1))
done
rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }
`;

function watch(path: string): ChildProcess {
  // In a group of its own, so that Ctrl-C does not reach it before its work is done.
  const watcher = spawn('sh', ['-c', WATCH, 'sh', path], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
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
