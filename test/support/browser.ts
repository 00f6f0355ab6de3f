import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { closedAfterwards, opened } from './clean-up';

const CACHE = resolve(__dirname, '../../node_modules/.cache');

/**
 * A Chromium that starts here: the one that TEST_CHROMIUM names, one on PATH, or the one in the npm package.
 * Undefined where there is none; `.ci/run` sets TEST_CHROMIUM_REQUIRED, and then that is an error.
 */
export function browserProgram(): string | undefined {
  const named = process.env.TEST_CHROMIUM;
  const found = (named === undefined ? [...onPath(), fromPackage] : [() => named])
    .map((each) => each())
    .find((each) => each !== undefined && spawnSync(each, ['--version', '--no-sandbox']).status === 0);
  if (found === undefined && (named !== undefined || process.env.TEST_CHROMIUM_REQUIRED !== undefined)) {
    throw new Error(`No Chromium starts here${named === undefined ? '' : `: TEST_CHROMIUM is ${named}`}`);
  }
  return found;
}

function onPath(): (() => string | undefined)[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => () => (isProgram(join(folder, name)) ? join(folder, name) : undefined)),
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Unpacks it once, into a cache below node_modules: the package itself would do that into the system's folder, for all. */
function fromPackage(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(CACHE, `chromium-${versionOf('@sparticuz/chromium')}`);
  const program = join(folder, 'chromium');
  try {
    if (!existsSync(program)) unpack(folder);
  } catch {
    // The cache is somebody else's, or another process was first.
  }
  return existsSync(program) ? program : undefined;
}

function unpack(folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const part = mkdtempSync(join(CACHE, 'part-'));
  const script = "const it = require('@sparticuz/chromium'); (it.default ?? it).executablePath()";
  try {
    execFileSync(process.execPath, ['-e', script], {
      cwd: resolve(__dirname, '../..'),
      env: { PATH: process.env.PATH, TMPDIR: part },
    });
    // Open to whoever else runs the tests of this clone.
    for (const each of [part, join(part, 'chromium')]) chmodSync(each, 0o755);
    renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

function versionOf(name: string): string {
  // The package names no file but its main one.
  return (require(join(CACHE, '..', name, 'package.json')) as { version: string }).version;
}

export interface Looker {
  readonly browser: Browser;
}

/** A browser for all tests of the file. */
export function useBrowser(program: string): Looker {
  return opened(async () => ({
    browser: closedAfterwards(await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })),
  }));
}

/** A page that is looked at, and all that went wrong in it or was asked of a network. */
export interface LookedAt {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
}

/** Opens a file as somebody would who has got it by mail. */
export async function lookAt(
  { browser }: Looker,
  file: string,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<LookedAt> {
  const context = closedAfterwards(await browser.newContext(options));
  const page = await context.newPage();
  const complaints: string[] = [];
  const address = `file://${file}`;
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address + hash);
  return { page, context, complaints };
}
