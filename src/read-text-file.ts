import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes of a file that are taken in: a path may lead to what has no end, such as /dev/zero. */
const LARGEST_FILE = 64 * 1_048_576;
const CHUNK = 65_536;

/**
 * The text of a file, a pipe or, for 0, of stdin.
 *
 * @throws Error with the system's code; EFBIG for what is larger than 64 MiB
 */
export function readTextFile(path: string | 0): string {
  const file = path === 0 ? 0 : openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let bytes = 0; ; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readOnce(file, chunk);
      if (read === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(chunk.subarray(0, read));
      bytes += read;
      if (bytes > LARGEST_FILE) throw Object.assign(new Error('it is larger than 64 MiB'), { code: 'EFBIG' });
    }
  } finally {
    if (path !== 0) closeSync(file);
  }
}

function readOnce(file: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(file, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      // A stdin that does not block has nothing yet.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
