import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { layProvider } from '../../src/delivery';
import { runCommand, succeeded } from './command';
import type { Deployment } from './deployment';
import { expectThat, say } from './steps';

const COMMAND = resolve(__dirname, '../../bin/aponopg.js');

/**
 * What the tenant has is code, and that code's plan takes it over and changes nothing.
 *
 * @param place the program that runs Terraform, and where Apono is
 */
export async function showExport(
  { root }: Deployment,
  { terraform, apono }: { readonly terraform: string; readonly apono: Readonly<Record<string, string>> },
): Promise<void> {
  const folder = join(root, 'exported');
  mkdirSync(folder);
  const cliConfig = join(root, 'terraform.rc');
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...apono,
    TF_CLI_CONFIG_FILE: cliConfig,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
  };
  const run = async (...words: [string, ...string[]]) => {
    const ran = await runCommand(words, { cwd: folder, env });
    succeeded(words.join(' '), ran);
    return ran.output;
  };
  await run(process.execPath, COMMAND, 'export', '--tenant', '--import-blocks', '--out', 'main.tf');
  layProvider(folder);
  await run(terraform, 'init', '-no-color');
  const secrets = [...readFileSync(join(folder, 'main.tf'), 'utf8').matchAll(/^variable "(\w+)"/gm)];
  for (const [, name] of secrets) env[`TF_VAR_${name}`] = 'not sent: no version changes';
  const plan = await run(terraform, 'plan', '-input=false', '-no-color');
  const summary = /^Plan: .*$/m.exec(plan)?.[0] ?? '';
  expectThat(
    /[1-9]\d* to import, 0 to add, 0 to change, 0 to destroy/.test(summary),
    `the exported code plans\n${plan}`,
  );
  say(`aponopg export --tenant --import-blocks gives code whose plan says: ${summary}`);
}
