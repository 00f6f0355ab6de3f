import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../src/apono/sandbox';
import { aponoEnvironment } from '../support/attached-folder';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { OFFICIAL_PROVIDER, officialProviderConfig, WITHOUT_OFFICIAL } from '../support/official-provider';
import { openTerraform } from '../support/terraform';

const FOLDER = join(__dirname, 'official-provider');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const when = OFFICIAL_PROVIDER ? test : test.skip;

when(`all that the official provider has is made, found unchanged, and destroyed${WITHOUT_OFFICIAL}`, async () => {
  const stateFile = join(freshFolder('sandbox'), 'tenant.json');
  const sandbox = closedAfterwards(
    await startSandbox({
      activeAfterMs: 0,
      stateFile,
      catalog: JSON.parse(read('catalog.json')),
      identities: JSON.parse(read('identities.json')),
    }),
  );
  const terraform = closedAfterwards(
    openTerraform({
      files: { 'main.tf': read('main.tf') },
      env: aponoEnvironment(sandbox),
      cliConfig: officialProviderConfig(OFFICIAL_PROVIDER as string),
    }),
  );
  const fresh = readFileSync(stateFile, 'utf8');
  await terraform.apply();
  await terraform.expectNoChanges();
  expect((await terraform.state()).values?.outputs?.found.value).toEqual({
    connector: 'duck-pond',
    groups: ['Google OAuth'],
    ducks: ['Ducks'],
    integrations: ['Orders', 'Plain'],
    bundles: ['Older bundle'],
    scopes: ['Production'],
  });
  const tenant = readFileSync(stateFile, 'utf8');
  expect(tenant).toContain('Oldest flow');
  expect(tenant).not.toContain('webhook-canary');
  await terraform.destroy();
  expect(readFileSync(stateFile, 'utf8')).toBe(fresh);
});
