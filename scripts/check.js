/** Types, lint and format, dependency rules, dead code, duplicates, public API: side by side, and only failures are loud. */
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { build } = require('./build');

const ROOT = join(__dirname, '..');

const CHECKS = {
  types:
    'node node_modules/typescript-7/bin/tsc -p . --incremental --tsBuildInfoFile node_modules/.cache/types.tsbuildinfo',
  'types of the page':
    'node node_modules/typescript-7/bin/tsc -p src/report/page --incremental --tsBuildInfoFile node_modules/.cache/types-page.tsbuildinfo',
  'lint and format': 'biome check --error-on-warnings --colors=off',
  'dependency rules': 'depcruise --config .dependency-cruiser.cjs constructs src',
  'dead code': 'knip --no-progress',
  'documented members': 'tsx scripts/documented.ts',
  duplicates: 'jscpd --config .jscpd.json constructs src scripts',
  'public API': 'node scripts/public-types.js check',
};

async function check() {
  // The types of an example, and the public API, are those of what is built.
  build();
  const results = await Promise.all(Object.entries(CHECKS).map(([name, command]) => run(name, command)));
  for (const { name, output } of results.filter(({ ok }) => !ok)) {
    process.stdout.write(`\n--- ${name} failed\n${output.trimEnd()}\n`);
  }
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

function run(name, command) {
  const [program, ...args] = command.split(' ');
  const begin = performance.now();
  const path = program === 'node' ? process.execPath : join(ROOT, 'node_modules', '.bin', program);
  const child = spawn(path, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
      resolve({ name, ok: code === 0, output });
    });
  });
}

check();
