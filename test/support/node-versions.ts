import { dirname, join } from 'node:path';
import { downloadPackage } from '../../scripts/npm-download';

/** The major versions of Node that this project runs on, and that npm carries. */
const MAJORS = [20, 22, 24, 26];

/** The major versions that tests over Node run on: the one they run with, or all where TEST_NODE_VERSIONS is `all`. */
export function nodeVersions(): number[] {
  const own = Number(process.versions.node.split('.')[0]);
  if (process.env.TEST_NODE_VERSIONS !== 'all') return [own];
  return [...new Set([...MAJORS, own])];
}

/** The folder with `node` of a major version: the running one's, else that of npm's package, downloaded once. */
export async function nodeFolder(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  return join(await downloadPackage('aponopg-node', name, String(major)), 'bin');
}
