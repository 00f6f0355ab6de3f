/**
 * The clone's app in `cdktf.json`: builds the provider when that was not done yet, runs the quickstart, and says what a
 * deployment still needs.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildBundles } = require('./build');

const ROOT = join(__dirname, '..');

/** What `cdktf diff` and `cdktf deploy` find nowhere: the stack's variables without a value, and Apono's token. */
function missing(stack, env = process.env) {
  const variables = Object.entries(stack.variable ?? {}).filter(([, variable]) => !('default' in variable));
  const names = [...variables.map(([name]) => `TF_VAR_${name}`), 'APONO_PERSONAL_TOKEN'];
  return names.filter((name) => !env[name]).sort();
}

function main() {
  buildBundles();
  const example = join('examples', 'quickstart', 'main.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', example], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  const out = process.env.CDKTF_OUTDIR ?? join(ROOT, 'cdktf.out');
  const names = missing(JSON.parse(readFileSync(join(out, 'stacks', 'quickstart', 'cdk.tf.json'), 'utf8')));
  if (names.length > 0) {
    process.stdout.write(
      `\nSynthesized. Before cdktf diff and cdktf deploy, set in the environment:\n${names.map((name) => `  ${name}\n`).join('')}npm run demo -- --keep starts a server and a stand-in for Apono to try it on, and prints these for them.\n`,
    );
  }
  return 0;
}

module.exports = { missing };

if (require.main === module) {
  try {
    process.exitCode = main();
  } catch (error) {
    process.stderr.write(`The quickstart cannot be synthesized: ${error.message}\n`);
    process.exitCode = 1;
  }
}
