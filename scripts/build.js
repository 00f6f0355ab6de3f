/**
 * Builds everything into dist/ when its inputs have changed: the library (JavaScript and types), the two bundles and the page
 * of `--format html`. `build.js bundles` makes all but the library.
 */
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { dirname, join, relative } = require('node:path');
const { makeCdktn } = require('./for-cdktn');
const { bundledPackages, thirdPartyNotices } = require('./notices');
const { buildPage, PAGE } = require('./page');
const { reportPlugin, rollUpTypes } = require('./public-types');
const { billOfMaterials } = require('./sbom');
const { setUp } = require('./set-up');

const ROOT = join(__dirname, '..');

const BUNDLES = [
  { source: 'src/terraform/provider/main.ts', target: 'dist/provider/terraform-provider-aponopg' },
  { source: 'src/cli/main.ts', target: 'dist/cli/aponopg.js' },
];

const NOTICES = 'dist/THIRD-PARTY-NOTICES';
const SBOM = 'dist/sbom.cdx.json';

/**
 * TypeScript 7: the one of the 5th line, which other tools read code with, takes five times as long. Asked for late: in a fresh
 * clone it is not there before the set-up.
 */
function compiler() {
  return require.resolve('typescript-7/package.json').replace(/package\.json$/, 'bin/tsc');
}

function build(root = ROOT) {
  setUp();
  buildBundles(root);
  once(root, 'library', ['dist/constructs/index.js', 'dist/cdktn/index.js', 'dist/.api'], () => {
    for (const folder of ['constructs', 'src']) fs.rmSync(join(root, 'dist', folder), { recursive: true, force: true });
    execFileSync(process.execPath, [compiler(), '-p', 'tsconfig.build.json'], { cwd: root, stdio: ['ignore', 2, 2] });
    rollUpTypes(root);
    reportPlugin(root, compiler());
    makeCdktn(root);
  });
}

function buildBundles(root = ROOT) {
  once(root, 'bundles', [...BUNDLES.map(({ target }) => target), PAGE, NOTICES, SBOM], () => {
    const inputs = [...BUNDLES.flatMap((each) => bundle(root, each)), ...buildPage(root)];
    const packages = bundledPackages(inputs);
    fs.writeFileSync(join(root, NOTICES), thirdPartyNotices(root, packages));
    fs.writeFileSync(join(root, SBOM), billOfMaterials(root, packages));
  });
}

/**
 * One CommonJS file that runs by itself: what begins (src/start), and the program in a comment. Its bytes depend on the
 * sources only, not on the folder they lie in.
 *
 * @returns the files that went into it
 */
function bundle(root, { source, target }) {
  if (!fs.existsSync(join(root, source))) throw new Error(`${source} is missing`);
  const program = bundled(root, source, {
    legalComments: 'eof',
    // A native client that pg asks for only when told to.
    // hcl2json reads a file of its own from its package's folder.
    external: ['pg-native', '@cdktf/hcl2json'],
    // What it names first as its code asks for its parts in a way that cannot be bundled.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    // What runs as a script has no import().
    supported: { 'dynamic-import': false },
  });
  const key = createHash('sha256').update(program.text).digest('hex').slice(0, 16);
  const start = bundled(ROOT, 'src/start/main.ts', { define: { CODE_KEY: JSON.stringify(key) } });
  const file = join(root, target);
  fs.mkdirSync(dirname(file), { recursive: true });
  // As src/start/code-in.ts takes it apart.
  fs.writeFileSync(file, `#!/usr/bin/env node\n${start.text}/*${program.text.replaceAll('*/', '*\u0001/')}*/\n`);
  fs.chmodSync(file, 0o755);
  return [...start.inputs, ...program.inputs];
}

/** The code as ASCII, of which a character is a byte in memory, too. */
function bundled(root, source, options) {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    charset: 'ascii',
    logLevel: 'warning',
    ...options,
    define: { 'process.env.NODE_ENV': '"production"', ...options.define },
  });
  return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

/** Does the work unless it was done for the same inputs and what it made is still there. */
function once(root, name, targets, work) {
  const stamp = join(root, 'dist', `.${name}`);
  const inputs = hashOfInputs(root);
  const done = fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === inputs;
  if (done && targets.every((target) => fs.existsSync(join(root, target)))) return;
  process.stderr.write(`Building the ${name}\n`);
  fs.rmSync(stamp, { force: true });
  work();
  fs.mkdirSync(join(root, 'dist'), { recursive: true });
  fs.writeFileSync(stamp, inputs);
}

function hashOfInputs(root) {
  const hash = createHash('sha256');
  const inputs = ['src', 'constructs', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  for (const file of [
    ...inputs.flatMap((input) => filesIn(join(root, input))),
    __filename,
    require.resolve('./page'),
  ]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!fs.statSync(path).isDirectory()) return [path];
  const names = fs.readdirSync(path).sort();
  return names.flatMap((name) => filesIn(join(path, name)));
}

module.exports = { build, buildBundles, bundle, BUNDLES, compiler, SBOM };

if (require.main === module) {
  try {
    if (process.argv[2] === 'bundles') buildBundles();
    else build();
  } catch (error) {
    process.stderr.write(`The build failed: ${error.message}\n`);
    process.exitCode = 1;
  }
}
