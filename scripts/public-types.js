/**
 * The package's public types in one file, so that what users compile holds nothing of the package's inside, and a report
 * of them for reviewers: etc/cdktf-apono-postgresql.api.md. `public-types.js check` says whether the report is fresh,
 * `public-types.js record` writes it.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { join } = require('node:path');

const REPORT = 'cdktf-apono-postgresql.api.md';
/** Where a build leaves its report, until it is recorded. */
const MADE = join('dist', '.api', REPORT);
const RECORDED = join('etc', REPORT);

/** Replaces the compiler's declarations in dist/ by one, constructs/index.d.ts, and makes the report. */
function rollUpTypes(root) {
  const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
  const entry = join(root, 'dist', 'constructs', 'index.d.ts');
  const rolledUp = join(root, 'dist', 'constructs', 'rolled-up.d.ts');
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
        reportFileName: REPORT,
        reportFolder: join(root, 'etc'),
        reportTempFolder: join(root, 'dist', '.api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: rolledUp },
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
  for (const file of declarationsBelow(join(root, 'dist'))) if (file !== rolledUp) fs.rmSync(file);
  fs.renameSync(rolledUp, entry);
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

/** Compares the report of the last build with the one that is checked in. */
function checkReport(root) {
  const { status, stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', RECORDED, MADE], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  throw new Error(`${stdout}The public API is other than ${RECORDED} says: look at the change, then run npm run api`);
}

module.exports = { rollUpTypes, checkReport };

if (require.main === module) {
  const root = join(__dirname, '..');
  try {
    require('./build').build(root);
    if (process.argv[2] === 'record') fs.copyFileSync(join(root, MADE), join(root, RECORDED));
    else checkReport(root);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
