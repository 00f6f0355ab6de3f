import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedVersion } from './lock-file';

/** What of a provider lies in a folder. */
export interface LaidProvider {
  /** Its versions in the folder's mirror, each with the platforms it is laid for. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
  /** The version in the lock file; undefined where that has no entry of it. */
  readonly locked: string | undefined;
}

/** Looks for a provider where Terraform does without being told: in the folder's implied mirror. */
export function laidProvider(folder: string, source: string): LaidProvider {
  const mirror = join(folder, 'terraform.d', 'plugins', ...source.split('/'));
  const lock = join(folder, '.terraform.lock.hcl');
  return {
    versions: Object.fromEntries(namesIn(mirror).map((version) => [version, namesIn(join(mirror, version))])),
    locked: existsSync(lock) ? lockedVersion(readFileSync(lock, 'utf8'), source) : undefined,
  };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
