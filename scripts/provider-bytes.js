/**
 * A provider whose bytes change under the same version breaks its users' lock files. provider-bytes.json keeps the
 * SHA-256 of every version's bundle: `check` compares, `record` writes.
 */
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { build, BUNDLES } = require('./build');

const FILE = 'provider-bytes.json';

function main(verb, root = join(__dirname, '..')) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256')
    .update(readFileSync(join(root, BUNDLES[0].target)))
    .digest('hex');
  const recorded = existsSync(join(root, FILE)) ? JSON.parse(readFileSync(join(root, FILE), 'utf8')) : {};
  const advice = 'the provider has other bytes than under this version before: raise the version in package.json';
  if (recorded[version] === hash) return `${version} is recorded with these bytes`;
  if (verb === 'check') throw new Error(recorded[version] ? `${version}: ${advice}` : `${version}: run npm run record`);
  if (released(root)[version]) throw new Error(`${version} is released: ${advice}`);
  writeFileSync(join(root, FILE), `${JSON.stringify({ ...recorded, [version]: hash }, null, 2)}\n`);
  return `${version} recorded`;
}

/** What the last tag has recorded. */
function released(root) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return JSON.parse(git('show', `${git('describe', '--tags', '--abbrev=0').trim()}:${FILE}`));
  } catch {
    return {};
  }
}

module.exports = { main, FILE };

if (require.main === module) {
  try {
    build();
    process.stdout.write(`${main(process.argv[2])}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
