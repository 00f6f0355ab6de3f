import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { packageHash, withLockEntry } from './lock-file';
import { PLATFORMS, PROVIDER_FILE, PROVIDER_SOURCE, PROVIDER_VERSION, providerFile } from './provider-file';

export interface LayOptions {
  /** Whether other versions of the provider in the folder's mirror are taken away. Default false. */
  readonly only?: boolean;
  /** Written into the lock entry: what `required_providers` asks for. Default: none. */
  readonly constraints?: string;
}

/**
 * Puts the provider where Terraform looks without being told: the implied mirror of the folder
 * (`terraform.d/plugins`), with the lock file's entry. Safe to repeat; what is there already is left alone.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function layProvider(folder: string, options: LayOptions = {}): void {
  const bytes = readFileSync(providerFile());
  const mirror = join(folder, 'terraform.d', 'plugins', ...PROVIDER_SOURCE.split('/'));
  if (options.only && existsSync(mirror)) {
    const others = readdirSync(mirror).filter((version) => version !== PROVIDER_VERSION);
    for (const version of others) rmSync(join(mirror, version), { recursive: true, force: true });
  }
  for (const platform of PLATFORMS) {
    const place = join(mirror, PROVIDER_VERSION, platform);
    mkdirSync(place, { recursive: true });
    writeWhole(join(place, PROVIDER_FILE), bytes, 0o755, folder);
  }
  const lock = join(folder, '.terraform.lock.hcl');
  const before = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
  const after = withLockEntry(before, {
    source: PROVIDER_SOURCE,
    version: PROVIDER_VERSION,
    ...(options.constraints !== undefined && { constraints: options.constraints }),
    hashes: [packageHash({ [PROVIDER_FILE]: bytes })],
  });
  writeWhole(lock, Buffer.from(after), 0o644, folder);
}

/**
 * Writes elsewhere and renames: a Terraform that runs the old file goes on with it, and nobody sees half a file. Not
 * beside it: whatever lies in a package's folder counts for the package's hash.
 */
function writeWhole(path: string, bytes: Buffer, mode: number, folder: string): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) {
    // A checkout or a copy may have lost the permission to run it.
    if ((statSync(path).mode & 0o111) !== (mode & 0o111)) chmodSync(path, mode);
    return;
  }
  const part = join(folder, 'terraform.d', `.aponopg-${process.pid}`);
  writeFileSync(part, bytes, { mode });
  chmodSync(part, mode);
  renameSync(part, path);
}
