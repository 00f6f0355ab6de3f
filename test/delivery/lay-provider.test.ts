import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layProvider, PLATFORMS, PROVIDER_FILE, PROVIDER_VERSION } from '../../src/delivery';
import { builtProvider } from '../support/build';
import { freshFolder } from '../support/folder';

beforeAll(() => builtProvider());

const emptyFolder = () => freshFolder('lay');
const versions = (folder: string) => join(folder, 'terraform.d/plugins/apono.internal/community/aponopg');

/** Every file with its bytes and mode, and when it was written. */
function filesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    entries.map((each) => {
      const path = join(each.parentPath, each.name);
      const { mode, mtimeNs } = statSync(path, { bigint: true });
      return [path.slice(folder.length + 1), `${readFileSync(path, 'hex').length} ${mode.toString(8)} ${mtimeNs}`];
    }),
  );
}

test('the provider lies there for every platform, may be run, and nothing else lies with it', () => {
  const folder = emptyFolder();
  layProvider(folder);
  expect(Object.keys(filesOf(folder)).sort()).toEqual([
    '.terraform.lock.hcl',
    ...PLATFORMS.map(
      (each) => `terraform.d/plugins/apono.internal/community/aponopg/${PROVIDER_VERSION}/${each}/${PROVIDER_FILE}`,
    ),
  ]);
  const file = join(versions(folder), PROVIDER_VERSION, 'linux_amd64', PROVIDER_FILE);
  expect(statSync(file).mode & 0o111).toBe(0o111);
});

test('laying it again touches nothing', () => {
  const folder = emptyFolder();
  layProvider(folder, { only: true, constraints: PROVIDER_VERSION });
  const before = filesOf(folder);
  layProvider(folder, { only: true, constraints: PROVIDER_VERSION });
  expect(filesOf(folder)).toEqual(before);
});

test('a damaged file, and one that lost its permission, are mended', () => {
  const folder = emptyFolder();
  layProvider(folder);
  const [damaged, closed] = ['linux_amd64', 'linux_arm64'].map((each) =>
    join(versions(folder), PROVIDER_VERSION, each, PROVIDER_FILE),
  ) as [string, string];
  const bytes = readFileSync(damaged);
  writeFileSync(damaged, 'half');
  chmodSync(closed, 0o644);
  layProvider(folder);
  expect(readFileSync(damaged).equals(bytes)).toBe(true);
  expect(statSync(closed).mode & 0o111).toBe(0o111);
});

test("a stack's folder has one version only; a folder of somebody's own keeps the others", () => {
  const folder = emptyFolder();
  const other = join(versions(folder), '0.0.1', 'linux_amd64');
  mkdirSync(other, { recursive: true });
  layProvider(folder);
  expect(existsSync(other)).toBe(true);
  layProvider(folder, { only: true });
  expect(readdirSync(versions(folder))).toEqual([PROVIDER_VERSION]);
});

test('on Windows a Node that cannot make the program is a warning: the scripts are laid all the same', () => {
  const [platform, version] = ['platform', 'execPath'].map((name) => Object.getOwnPropertyDescriptor(process, name));
  const old = join(freshFolder('node'), 'node');
  writeFileSync(old, '#!/bin/sh\necho v22.20.0\n', { mode: 0o755 });
  const folder = emptyFolder();
  try {
    Object.defineProperty(process, 'platform', { ...platform, value: 'win32' });
    Object.defineProperty(process, 'execPath', { ...version, value: old });
    expect(layProvider(folder)).toMatchObject([{ code: 'NODE_TOO_OLD', severity: 'warning', value: 'v22.20.0' }]);
  } finally {
    Object.defineProperty(process, 'platform', platform as PropertyDescriptor);
    Object.defineProperty(process, 'execPath', version as PropertyDescriptor);
  }
  expect(existsSync(join(versions(folder), PROVIDER_VERSION, 'linux_amd64', PROVIDER_FILE))).toBe(true);
});
