import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';

/** One file of an archive, that may be run. */
export interface Packed {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A zip whose bytes depend on nothing but the file: no time, no owner, the packer's own compression. */
export function archiveOf({ name, bytes }: Packed): Buffer {
  const UNIX = 3;
  const mode = 0o100755;
  // The oldest time that a zip can hold. Without a zone, like all of its times.
  const mtime = new Date(1980, 0, 1);
  return Buffer.from(zipSync({ [name]: [bytes, { mtime, os: UNIX, attrs: mode << 16 }] }));
}

/** `SHA256SUMS`: a line for each file, as sha256sum prints and checks it. */
export function sumsOf(files: ReadonlyMap<string, Buffer>): string {
  const names = [...files.keys()].sort();
  return names.map((name) => `${sha256(files.get(name) as Buffer)}  ${name}\n`).join('');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
