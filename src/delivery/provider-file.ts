import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProblemError, problem } from '../problem';
import { VERSION } from '../version';

export const PROVIDER_VERSION = VERSION;
/** The name of the one file that the provider is. */
export const PROVIDER_FILE = `terraform-provider-aponopg_v${VERSION}`;
/** Its name on Windows, which starts no script: there it is a program. */
export const PROVIDER_PROGRAM = `${PROVIDER_FILE}.exe`;

/** The platforms whose mirror folders are made: one script serves them all. */
export const PLATFORMS = ['darwin_amd64', 'darwin_arm64', 'linux_amd64', 'linux_arm64'] as const;

/** This machine's platform, as Terraform calls it: `linux_amd64`. */
export function ownPlatform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
}

/**
 * The provider, as built into this package.
 *
 * @throws ProblemError PROVIDER_NOT_BUILT
 */
export function providerFile(): string {
  return builtFile('The provider', 'provider', 'terraform-provider-aponopg');
}

/**
 * The command `aponopg`, as built into this package: one file that runs by itself.
 *
 * @throws ProblemError PROVIDER_NOT_BUILT
 */
export function commandFile(): string {
  return builtFile('The command', 'cli', 'aponopg.js');
}

function builtFile(what: string, ...place: string[]): string {
  const path = join(packageRoot(), 'dist', ...place);
  if (existsSync(path)) return path;
  throw new ProblemError(
    problem('PROVIDER_NOT_BUILT', [], `${what} is not built`, {
      value: path,
      next: 'In a clone run `npm run build`; an installed package that lacks it is damaged: install it again.',
    }),
  );
}

/** The folder of this package, whether it runs from its sources or as built. */
function packageRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'cdktf-apono-postgresql')
      return folder;
  }
  return join(__dirname, '..', '..');
}
