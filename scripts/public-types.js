/**
 * The package's public types in one file, so that what users compile holds nothing of the package's inside, and a report
 * of them for reviewers, another of the plugin library's, in etc/. `public-types.js check` says whether the reports are
 * fresh, `public-types.js record` writes them.
 */
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { join } = require('node:path');

const CONSTRUCTS = 'cdktf-apono-postgresql.api.md';
const PLUGIN = 'terraform-plugin.api.md';
/** Where a build leaves its reports, until they are recorded. */
const MADE = join('dist', '.api');
const RECORDED = 'etc';

/** Replaces the compiler's declarations in dist/ by one, constructs/index.d.ts, and makes the report. */
function rollUpTypes(root) {
  const rolledUp = join(root, 'dist', 'constructs', 'rolled-up.d.ts');
  const entry = join(root, 'dist', 'constructs', 'index.d.ts');
  report(root, { entry, name: CONSTRUCTS, rolledUp });
  for (const file of declarationsBelow(join(root, 'dist'))) if (file !== rolledUp) fs.rmSync(file);
  fs.renameSync(rolledUp, entry);
}

/** Makes the report of the plugin library, whose declarations are needed for nothing else. */
function reportPlugin(root, compiler) {
  const folder = join(root, 'dist', '.plugin');
  const source = join('src', 'terraform', 'plugin', 'index.ts');
  const options = [
    '--ignoreConfig',
    '--declaration',
    '--emitDeclarationOnly',
    '--strict',
    '--exactOptionalPropertyTypes',
  ];
  const target = [
    '--module',
    'Node16',
    '--target',
    'ES2022',
    '--lib',
    'ES2023,ES2024.String',
    '--types',
    'node',
    '--skipLibCheck',
  ];
  const places = ['--rootDir', 'src/terraform/plugin', '--outDir', folder];
  try {
    const args = [compiler, source, ...options, ...target, ...places];
    execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
    report(root, { entry: join(folder, 'index.d.ts'), name: PLUGIN });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function report(root, { entry, name, rolledUp }) {
  const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: entry,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS, files: [entry] } },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: join(root, 'etc'),
        reportTempFolder: join(root, 'dist', '.api'),
      },
      docModel: { enabled: false },
      dtsRollup: rolledUp ? { enabled: true, untrimmedFilePath: rolledUp } : { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: {
          default: { logLevel: 'none' },
          'ae-forgotten-export': { logLevel: 'none', addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
  fs.mkdirSync(join(root, 'etc'), { recursive: true });
  // Whether the report is fresh is asked by `check`; here it is only made.
  const messageCallback = (message) => {
    message.handled = message.logLevel !== 'error';
  };
  const { errorCount } = Extractor.invoke(config, { localBuild: false, messageCallback });
  if (errorCount > 0) throw new Error('the public types could not be put together');
}

const COMPILER_OPTIONS = {
  module: 'Node16',
  moduleResolution: 'Node16',
  target: 'ES2022',
  lib: ['ES2023'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};

function declarationsBelow(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Compares the reports of the last build with those that are checked in. */
function checkReports(root) {
  for (const name of [CONSTRUCTS, PLUGIN]) {
    const files = [join(RECORDED, name), join(MADE, name)];
    const { status, stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', ...files], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status === 0) continue;
    throw new Error(`${stdout}The public API is other than ${files[0]} says: look at the change, then run npm run api`);
  }
}

module.exports = { rollUpTypes, reportPlugin, checkReports };

if (require.main === module) {
  const root = join(__dirname, '..');
  try {
    require('./build').build(root);
    if (process.argv[2] === 'record') fs.cpSync(join(root, MADE), join(root, RECORDED), { recursive: true });
    else checkReports(root);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
