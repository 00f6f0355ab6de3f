import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/**
 * The folders whose `node_modules` belong to the project worked in, the nearest first: the folder itself, the nearest one
 * above it with a package.json, and the one whose workspace that is. A folder further out is none of the project's,
 * and one that somebody else owns is nobody's to trust: in `/tmp`, every user of the machine could put a module.
 */
export function projectFolders(from: string): string[] {
  const above = foldersUp(from);
  const nearest = above.findIndex((folder) => existsSync(join(folder, 'package.json')));
  if (nearest === -1) return [from];
  const workspace = above.slice(nearest + 1).find(isWorkspaceRoot);
  const found = [from, above[nearest], workspace].filter((folder) => folder !== undefined);
  return [...new Set(found)].filter((folder) => folder === from || isOwnedAs(from, folder));
}

/** The folders in whose `node_modules` a file lies that was installed there, the innermost first. */
export function installFolders(file: string): string[] {
  const parts = file.split(`${sep}node_modules${sep}`);
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join(`${sep}node_modules${sep}`));
}

/** The file that a package in the folder's own `node_modules` is loaded from; never one of a folder above. */
export function resolveWithin(folder: string, name: string): string | undefined {
  const installed = join(folder, 'node_modules', name);
  if (!existsSync(installed) || !isOwnedAs(folder, installed)) return undefined;
  try {
    return createRequire(join(folder, 'package.json')).resolve(installed);
  } catch {
    return undefined;
  }
}

function foldersUp(from: string): string[] {
  const up = dirname(from);
  return up === from ? [from] : [from, ...foldersUp(up)];
}

/** npm, Yarn and Bun write their workspaces into package.json, pnpm into a file of its own. */
function isWorkspaceRoot(folder: string): boolean {
  if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return true;
  try {
    return 'workspaces' in (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object);
  } catch {
    return false;
  }
}

/** Whether a file belongs to whoever owns the folder, to the user of this process, or to root. */
function isOwnedAs(folder: string, file: string): boolean {
  if (process.getuid === undefined) return true;
  const trusted = [0, process.getuid(), statSync(folder).uid];
  return trusted.includes(statSync(realpathSync(file)).uid) && trusted.includes(statSync(dirname(file)).uid);
}
