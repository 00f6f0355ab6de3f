/**
 * One version: package.json has it, and `npm version X` brings every other place up to it. `version.js heading` looks
 * whether the changelog speaks of the version to come, `version.js write` writes the places and records the provider's
 * bytes, `version.js check` says where another version stands.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const { join } = require('node:path');
const { buildBundles } = require('./build');
const { FILE, main: providerBytes } = require('./provider-bytes');

/** Where the version stands in a text; package-lock.json is npm's own. */
const PLACES = {
  'src/version.ts': /(?<=VERSION = ')[^']+/,
  'examples/checked-in-hcl/hcl/main.tf': /(?<="apono\.internal\/community\/aponopg"\s+version\s*= ")[^"]+/,
};

/** Every place where the version is another than in package.json, in words. */
function disagreements(root) {
  const read = (file) => fs.readFileSync(join(root, file), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  const lock = JSON.parse(read('package-lock.json'));
  const found = {
    'package-lock.json, its version': lock.version,
    'package-lock.json, packages': lock.packages[''].version,
    ...Object.fromEntries(Object.entries(PLACES).map(([file, place]) => [file, read(file).match(place)?.[0]])),
  };
  const others = Object.entries(found).filter(([, each]) => each !== version);
  return [
    ...others.map(([place, each]) => `${place}: ${each ?? 'no version'} in the place of ${version}`),
    ...(hasHeading(read('CHANGELOG.md'), version) ? [] : [`CHANGELOG.md: no heading \`## ${version}\``]),
    ...(version in JSON.parse(read(FILE)) ? [] : [`${FILE}: nothing recorded for ${version}`]),
  ];
}

function hasHeading(changelog, version) {
  return changelog.split('\n').includes(`## ${version}`);
}

/** Writes the version of package.json everywhere, and has git add what was written. */
function write(root) {
  const { version } = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [file, place] of Object.entries(PLACES)) {
    const text = fs.readFileSync(join(root, file), 'utf8');
    fs.writeFileSync(join(root, file), text.replace(place, version));
  }
  buildBundles(root);
  providerBytes('record', root);
  // What `npm version` commits; without its commit nothing is lost.
  if (fs.existsSync(join(root, '.git'))) execFileSync('git', ['add', ...Object.keys(PLACES), FILE], { cwd: root });
}

function main(verb, root) {
  if (verb === 'write') return write(root);
  if (verb === 'heading') {
    const next = process.env.npm_new_version;
    if (hasHeading(fs.readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), next)) return;
    throw new Error(`CHANGELOG.md has no heading \`## ${next}\`: write what its users get`);
  }
  const wrong = disagreements(root);
  if (wrong.length > 0) throw new Error([...wrong, 'The version is set by `npm version X` alone.'].join('\n'));
}

module.exports = { disagreements };

if (require.main === module) {
  try {
    main(process.argv[2], process.cwd());
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
