/** Set-up, build and the demonstration, which is TypeScript; what follows on the command line goes to it. */
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { build } = require('./build');
const { readOptions, USAGE } = require('./demo/options');

function main(args) {
  if (readOptions(args).help) {
    process.stdout.write(`npm run demo, and after --:\n${USAGE}\n`);
    return;
  }
  build();
  const program = join(__dirname, 'demo', 'main.ts');
  const demo = spawn(process.execPath, ['--import', 'tsx', program, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches both; the demonstration tidies up, and this waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
  demo.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
