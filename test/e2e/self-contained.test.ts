import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrograms } from '../../scripts/release/make-programs';
import type { Programs } from '../../scripts/release/make-release';
import { layProvider, PROVIDER_FILE, PROVIDER_PROGRAM, PROVIDER_VERSION } from '../../src/delivery';
import { codeIn } from '../../src/start/code-in';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { nodeVersions } from '../support/node-versions';
import { freshName } from '../support/postgres';
import { useServer } from '../support/project';
import { openTerraform } from '../support/terraform';
import { terraformProgram } from '../support/terraform-program';

// It needs two Nodes of 100 MB each from npm, and half a minute to put the script into them.
const everyNode = nodeVersions().length > 1;
const describeIf = everyNode ? describe : describe.skip;

describeIf('the provider as a program (TEST_NODE_VERSIONS=all)', () => {
  const server = useServer();
  let programs: Programs;
  let script: string;

  beforeAll(async () => {
    script = await builtProvider();
    programs = await makePrograms(script);
  }, 300_000);

  test('makes a role where there is no node', async () => {
    const program = join(freshFolder('program'), PROVIDER_FILE);
    writeFileSync(program, programs.linux_amd64);
    chmodSync(program, 0o755);
    const { host, port, superuser: username, password } = server;
    const role = freshName('reader');
    const folder = closedAfterwards(
      openTerraform({
        files: {
          'main.tf.json': {
            terraform: { required_providers: { aponopg: { source: 'app.terraform.io/acme/aponopg' } } },
            provider: { aponopg: { servers: { main: { host, port, username, password, sslmode: 'disable' } } } },
            resource: { aponopg_role: { reader: { server: 'main', name: role } } },
          },
        },
        program: terraformProgram(),
        env: { PATH: emptyPath() },
      }),
    );
    const platform = 'linux_amd64';
    layProvider(folder.path, { source: 'app.terraform.io/acme/aponopg', program: { path: program, platform } });
    await folder.init('-lockfile=readonly');
    await folder.apply();
    await folder.expectNoChanges();
    await folder.destroy();
  });

  test('for Windows it is an executable of Windows with the script inside (not run here)', () => {
    const bytes = programs.windows_amd64;
    expect(bytes.subarray(0, 2).toString()).toBe('MZ');
    const header = bytes.readUInt32LE(0x3c);
    const X64 = 0x8664;
    expect([bytes.subarray(header, header + 4).toString(), bytes.readUInt16LE(header + 4)]).toEqual(['PE\0\0', X64]);
    const body = codeIn(readFileSync(script, 'latin1'));
    expect(bytes.includes(body)).toBe(true);
    // The mark by which Node knows that there is a script to run.
    expect(bytes.includes('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1')).toBe(true);
    expect(PROVIDER_PROGRAM).toBe(`terraform-provider-aponopg_v${PROVIDER_VERSION}.exe`);
  });

  test('its bytes are the same each time', async () => {
    const again = await makePrograms(script);
    expect(again.linux_amd64.equals(programs.linux_amd64)).toBe(true);
    expect(again.windows_amd64.equals(programs.windows_amd64)).toBe(true);
  }, 300_000);
});

/** A folder with nothing in it: whoever looks for `node` there finds none. */
function emptyPath(): string {
  const folder = join(freshFolder('path'), 'bin');
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder);
  return folder;
}
