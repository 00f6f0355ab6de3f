/**
 * The clone's app in `cdktf.json`: builds the provider when that was not done yet, runs the quickstart, and says what a
 * deployment still needs.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildBundles } = require('./build');

const ROOT = join(__dirname, '..');

/** What a deployment takes from the environment: the stack's variables without a default, and Apono's token. */
function needs(stack) {
  const variables = Object.entries(stack.variable ?? {}).filter(([, variable]) => !('default' in variable));
  return [...variables.map(([name]) => `TF_VAR_${name}`).sort(), 'APONO_PERSONAL_TOKEN'];
}

function main() {
  buildBundles();
  const example = join('examples', 'quickstart', 'main.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', example], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  // CDKTF keeps TF_VAR_... from its apps, so that the token stands for all. Terraform itself names what is missing.
  if (process.env.APONO_PERSONAL_TOKEN) return 0;
  const out = process.env.CDKTF_OUTDIR ?? join(ROOT, 'cdktf.out');
  const stack = JSON.parse(readFileSync(join(out, 'stacks', 'quickstart', 'cdk.tf.json'), 'utf8'));
  const names = needs(stack).map((name) => `  ${name}\n`);
  process.stdout.write(
    `\nSynthesized. cdktf diff and cdktf deploy need in the environment:\n${names.join('')}npm run demo -- --keep starts a server and a stand-in for Apono to try it on, and prints these for them.\n`,
  );
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`The quickstart cannot be synthesized: ${error.message}\n`);
  process.exitCode = 1;
}
