/** Set-up, build and every test; what follows on the command line goes to jest. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { build } = require('./build');

build();
const jest = require.resolve('jest/bin/jest');
const root = join(__dirname, '..');
const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
