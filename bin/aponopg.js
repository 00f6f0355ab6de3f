#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'cli', 'aponopg.js');
if (existsSync(main)) {
  require(main);
} else {
  process.stderr.write('aponopg is not built yet: run `npm run build`\n');
  process.exitCode = 1;
}
