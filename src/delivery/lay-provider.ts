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
import { PROVIDER_SOURCE } from '../metadata';
import { type Problem, ProblemError } from '../problem';
import { packageHash, withLockEntry } from './lock-file';
import {
  ownPlatform,
  PLATFORMS,
  PROVIDER_FILE,
  PROVIDER_PROGRAM,
  PROVIDER_VERSION,
  providerFile,
} from './provider-file';
import { holdsScript, makeStandalone } from './standalone';

export interface LayOptions {
  /** Whether other versions of the provider in the folder's mirror are taken away. Default false. */
  readonly only?: boolean;
  /** Written into the lock entry: what `required_providers` asks for. Default: none. */
  readonly constraints?: string;
  /** The address that configurations ask for it by. Default: the one of this package. */
  readonly source?: string;
  /**
   * A self-contained program of a release, a path, and the platform it is for: laid there in place of the script.
   * Default: on Windows, which starts no script, one made of the Node that runs; elsewhere none.
   */
  readonly program?: { readonly path: string; readonly platform: string } | undefined;
}

/**
 * Puts the provider where Terraform looks without being told: the implied mirror of the folder
 * (`terraform.d/plugins`), with the lock file's entry. Safe to repeat; what is there already is left alone.
 *
 * @returns a warning where Windows has no program yet, since this Node cannot make one (NODE_TOO_OLD)
 * @throws ProblemError PROVIDER_NOT_BUILT
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function layProvider(folder: string, options: LayOptions = {}): Problem[] {
  const { source = PROVIDER_SOURCE } = options;
  const script = readFileSync(providerFile());
  const mirror = join(folder, 'terraform.d', 'plugins', ...source.split('/'));
  if (options.only && existsSync(mirror)) {
    const others = readdirSync(mirror).filter((version) => version !== PROVIDER_VERSION);
    for (const version of others) rmSync(join(mirror, version), { recursive: true, force: true });
  }
  const packages = new Map<string, Package>();
  for (const platform of PLATFORMS) packages.set(platform, { [PROVIDER_FILE]: script });
  const { program, problems } = programOrWarning(() => programFor(join(mirror, PROVIDER_VERSION), script, options));
  if (program) packages.set(program.platform, { [programName(program.platform)]: program.bytes });
  for (const [platform, files] of packages) {
    const place = join(mirror, PROVIDER_VERSION, platform);
    mkdirSync(place, { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeWhole(join(place, name), bytes, 0o755, folder);
  }
  const lock = join(folder, '.terraform.lock.hcl');
  const before = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
  const after = withLockEntry(before, {
    source,
    version: PROVIDER_VERSION,
    ...(options.constraints !== undefined && { constraints: options.constraints }),
    hashes: [...new Set([...packages.values()].map(packageHash))].sort(),
  });
  writeWhole(lock, Buffer.from(after), 0o644, folder);
  return problems;
}

/** Who only synthesizes on Windows, and deploys elsewhere, needs no program there. */
function programOrWarning(make: () => Program | undefined): { program: Program | undefined; problems: Problem[] } {
  try {
    return { program: make(), problems: [] };
  } catch (error) {
    const isOld = error instanceof ProblemError && error.problems.every(({ code }) => code === 'NODE_TOO_OLD');
    if (!isOld) throw error;
    return { program: undefined, problems: error.problems.map((each) => ({ ...each, severity: 'warning' as const })) };
  }
}

/** A self-contained program, and the platform it is for. */
interface Program {
  readonly platform: string;
  readonly bytes: Buffer;
}

/** Files by their names. */
type Package = Readonly<Record<string, Buffer>>;

function programFor(place: string, script: Buffer, { program }: LayOptions): Program | undefined {
  if (program) return { platform: program.platform, bytes: readFileSync(program.path) };
  if (process.platform !== 'win32') return undefined;
  const platform = ownPlatform();
  const path = join(place, platform, PROVIDER_PROGRAM);
  // Making it takes seconds, and whichever Node is inside, it does the same.
  if (!existsSync(path) || !holdsScript(readFileSync(path), script)) {
    mkdirSync(join(place, platform), { recursive: true });
    makeStandalone({ script: providerFile(), output: path });
  }
  return { platform, bytes: readFileSync(path) };
}

function programName(platform: string): string {
  return platform.startsWith('windows_') ? PROVIDER_PROGRAM : PROVIDER_FILE;
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
