/** Set-up, build and every test; what follows on the command line goes to jest. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { build } = require('./build');

build();
const jest = require.resolve('jest/bin/jest');
const root = join(__dirname, '..');
const given = process.argv.slice(2);
// Who names files wants these, whole.
const { TEST_QUICK, ...env } = process.env;
if (TEST_QUICK && !given.some((each) => !each.startsWith('-'))) env.TEST_QUICK = TEST_QUICK;
const { status } = spawnSync(process.execPath, [jest, ...given], { cwd: root, env, stdio: 'inherit' });
process.exitCode = status ?? 1;
