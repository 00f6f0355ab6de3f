/**
 * Makes what a release holds besides the npm package: the archives that registries and mirrors serve, into
 * `release/VERSION`. An argument is the source address that mirrors have the provider under. With RELEASE_SIGNING_KEY (and RELEASE_SIGNING_PASSPHRASE) in the environment the sums are signed.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';
import { BUNDLES, build, SBOM } from './build';
import { makePrograms } from './release/make-programs';
import { makeRelease } from './release/make-release';
import { signingKey } from './release/signature';

async function main(): Promise<void> {
  build();
  const root = join(__dirname, '..');
  const script = join(root, BUNDLES[0]?.target ?? '');
  const key = signingKey(process.env);
  const [source] = process.argv.slice(2);
  const out = join(root, 'release', version);
  const sets = await makeRelease({
    out,
    script: readFileSync(script),
    programs: await makePrograms(script),
    ...(source !== undefined && { source }),
    key,
  });
  copyFileSync(join(root, SBOM), join(out, 'sbom.cdx.json'));
  process.stdout.write(`${sets.join('\n')}\n`);
  if (!key) process.stderr.write('The sums are not signed: RELEASE_SIGNING_KEY is not set.\n');
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
