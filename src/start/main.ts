import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { codeIn } from './code-in';
import { keptAt, readKept, writeKept } from './kept-code';

/*
 * How the one file begins that the command, or the provider, is. To compile all of it takes half as long as Node itself
 * takes to start, and Terraform starts a provider three to five times per command: what V8 made of it is kept in the
 * user's cache, and grows with what the first runs use.
 */

/** What the build calls the program's contents. */
declare const CODE_KEY: string;

const code = `(function (exports, require, module, __filename, __dirname) {${codeIn(readFileSync(__filename, 'latin1'))}\n})`;
const path = keptAt(CODE_KEY, process.env);
const kept = path === undefined ? undefined : readKept(path);
const script = new Script(code, { filename: __filename, ...(kept && { cachedData: kept.data }) });
if (path !== undefined) {
  const before = script.cachedDataRejected === false ? kept : undefined;
  process.once('exit', () => keep(path, before));
}
script.runInThisContext()(exports, require, module, __filename, __dirname);

function keep(at: string, before: { readonly size: number; readonly times: number } = { size: 0, times: 0 }): void {
  // Once some runs have left their part, only now and then one looks: that takes a little, too.
  if (before.times >= LEARNS && process.pid % LEARNS !== 0) return;
  const { getHeapCodeStatistics }: typeof import('node:v8') = require('node:v8');
  const { bytecode_and_metadata_size: size } = getHeapCodeStatistics() as unknown as Record<string, number>;
  if (size === undefined || size < before.size * GROWN) return;
  writeKept(at, { data: script.createCachedData(), size, times: before.times + 1 });
}

/** Runs. */
const LEARNS = 8;
/** A run that has compiled less than this much more has little to add. */
const GROWN = 1.05;
