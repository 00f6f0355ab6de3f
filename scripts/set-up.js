/** Installs the dependencies when they are missing or are not those of package-lock.json. */
const { execFileSync } = require('node:child_process');
const { lstatSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

function setUp() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Node ${process.versions.node} is too old: 20 or newer is needed`);
  if (isLinked(join(root, 'node_modules')) || !isStale(root)) return;
  process.stderr.write('Installing dependencies\n');
  // No package here needs its install script; the links in PostgreSQL's package are made when it is first used.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  execFileSync('npm', ['ci', ...options], { cwd: root, stdio: ['ignore', 2, 2] });
}

/** Whether the packages are those of another clone, which alone may replace them. */
function isLinked(folder) {
  return lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * Whether node_modules is other than what package-lock.json asks for, by the list that npm keeps of what it installed.
 * Optional packages may be missing: most are for other platforms.
 */
function isStale(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const found = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (!found) return true;
  return Object.entries(wanted).some(([path, { version, integrity, optional }]) => {
    if (path === '') return false;
    const there = found[path];
    return there ? there.version !== version || there.integrity !== integrity : !optional;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

module.exports = { setUp, isStale };

if (require.main === module) setUp();
