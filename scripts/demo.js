/** Set-up, build and the demonstration, which is TypeScript; what follows on the command line goes to it. */
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { build } = require('./build');

build();
const main = join(__dirname, 'demo', 'main.ts');
const demo = spawn(process.execPath, ['--import', 'tsx', main, ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches both; the demonstration tidies up, and this waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
