import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLATFORMS, PROVIDER_FILE, PROVIDER_PROGRAM, PROVIDER_VERSION, packageHash } from '../../src/delivery';
import { PROVIDER_SOURCE } from '../../src/metadata';
import { archiveOf, type Packed, sumsOf } from './archive';
import { type SigningKey, sign } from './signature';

/** Self-contained programs by platform. */
export interface Programs {
  readonly linux_amd64: Buffer;
  readonly windows_amd64: Buffer;
}

/** What is made. */
export interface ReleaseOptions {
  /** The folder that it is written into; what is there goes. */
  readonly out: string;
  /** The built provider, bytes. */
  readonly script: Buffer;
  /** It as self-contained programs, bytes. */
  readonly programs: Programs;
  /** Where the mirrors have it. Default: the address of this package. */
  readonly source?: string;
  /** Undefined leaves the sums unsigned. */
  readonly key?: SigningKey | undefined;
}

/**
 * Two complete sets of archives, since a registry has one archive a platform: `with-node` is the script, for machines
 * that have Node; in `self-contained` Linux on x64 needs none. On Windows, which starts no script, both are a program.
 *
 * @returns the folders of the sets
 */
export async function makeRelease(options: ReleaseOptions): Promise<string[]> {
  const { out, script, programs, source = PROVIDER_SOURCE, key } = options;
  rmSync(out, { recursive: true, force: true });
  const scripts = PLATFORMS.map((platform): [string, Packed] => [platform, { name: PROVIDER_FILE, bytes: script }]);
  const windows: [string, Packed] = ['windows_amd64', { name: PROVIDER_PROGRAM, bytes: programs.windows_amd64 }];
  const linux: [string, Packed] = ['linux_amd64', { name: PROVIDER_FILE, bytes: programs.linux_amd64 }];
  const sets = {
    'with-node': new Map([...scripts, windows]),
    'self-contained': new Map([...scripts, windows, linux]),
  };
  for (const [name, files] of Object.entries(sets)) await writeSet(join(out, name), files, source, key);
  return Object.keys(sets).map((name) => join(out, name));
}

type Files = ReadonlyMap<string, Packed>;

async function writeSet(folder: string, files: Files, source: string, key: SigningKey | undefined): Promise<void> {
  const base = `terraform-provider-aponopg_${PROVIDER_VERSION}`;
  const platforms = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const archives = new Map(platforms.map(([platform, file]) => [platform, archiveOf(file)]));
  const manifest = Buffer.from(
    `${JSON.stringify({ version: 1, metadata: { protocol_versions: ['6.0'] } }, null, 2)}\n`,
  );
  const published = new Map([
    ...[...archives].map(([platform, bytes]): [string, Buffer] => [`${base}_${platform}.zip`, bytes]),
    [`${base}_manifest.json`, manifest],
  ]);
  const sums = sumsOf(published);
  const registry = join(folder, 'registry');
  write(registry, published);
  write(registry, new Map([[`${base}_SHA256SUMS`, Buffer.from(sums)]]));
  if (key) write(registry, new Map([[`${base}_SHA256SUMS.sig`, await sign(sums, key)]]));

  // What `terraform providers mirror` makes: a filesystem mirror as it stands, a network mirror once a web server has it.
  const mirror = join(folder, 'mirror', ...source.split('/'));
  write(mirror, new Map([...published].filter(([name]) => name.endsWith('.zip'))));
  const index = { versions: { [PROVIDER_VERSION]: {} } };
  const entries = platforms.map(([platform, { name, bytes }]) => [
    platform,
    { hashes: [packageHash({ [name]: bytes })], url: `${base}_${platform}.zip` },
  ]);
  write(
    mirror,
    new Map([
      ['index.json', json(index)],
      [`${PROVIDER_VERSION}.json`, json({ archives: Object.fromEntries(entries) })],
    ]),
  );
}

function write(folder: string, files: ReadonlyMap<string, Buffer>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
