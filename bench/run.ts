import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Runs the comparisons, or those named: `npm run bench -- startup apply-roles`. Each prints a ratio measured side by
 * side in one run, and counts as missed when it is over its target.
 */
const PARTS = new Set(['run', 'compare']);
const all = readdirSync(__dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !PARTS.has(name));
const wanted = process.argv.slice(2);
const missing = wanted.filter((name) => !all.includes(name));
if (missing.length > 0) {
  process.stderr.write(`There is no comparison ${missing.join(', ')}\nAllowed: ${all.join(', ')}\n`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : all) {
    process.stdout.write(`\n== ${name}\n`);
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, `${name}.ts`)], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
