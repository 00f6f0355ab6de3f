import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laidProvider, ownPlatform } from '../delivery';
import { type Finding, failed, notChecked, ok } from '../doctor';
import { PROVIDER_SOURCE } from '../metadata';

const STEP = 'provider';

/** Whether Terraform will find the provider that a folder asks for; nothing where it asks for none. */
export function providerFindings(folder: string, env: NodeJS.ProcessEnv): Finding[] {
  return [...sourcesIn(folder)].map((source) => findingOn(source, folder, env));
}

function findingOn(source: string, folder: string, env: NodeJS.ProcessEnv): Finding {
  const { versions, locked } = laidProvider(folder, source);
  const own = Object.keys(versions).filter((version) => versions[version]?.includes(ownPlatform()));
  const laying = `Run \`npx aponopg install-provider ${folder}${source === PROVIDER_SOURCE ? '' : ` --source ${source}`}\`, or synthesize again.`;
  if (own.length > 0) {
    if (locked === undefined || own.includes(locked)) return ok(STEP, `${source} ${own.join(', ')} lies beside it`);
    return failed(STEP, `the lock file has ${source} ${locked}, and beside it lies ${own.join(', ')}`, laying);
  }
  const elsewhere = configuredPlace(env);
  if (elsewhere !== undefined) {
    return notChecked(STEP, `${source} does not lie beside it, and Terraform looks for it as ${elsewhere} says`);
  }
  if (source !== PROVIDER_SOURCE) return notChecked(STEP, `whether a registry serves ${source}`);
  return failed(
    STEP,
    `${source} does not lie beside it for ${ownPlatform()}: Terraform will look for the host apono.internal, which does not exist`,
    laying,
  );
}

/** What tells Terraform of another place to look in. */
function configuredPlace(env: NodeJS.ProcessEnv): string | undefined {
  const home = env.HOME ?? env.APPDATA ?? '';
  const files = [env.TF_CLI_CONFIG_FILE, join(home, '.terraformrc'), join(home, 'terraform.rc')];
  const configured = files.find(
    (file) => file !== undefined && existsSync(file) && readFileSync(file, 'utf8').includes('provider_installation'),
  );
  const plugins = join(home, '.terraform.d', 'plugins');
  return configured ?? (existsSync(plugins) ? plugins : undefined);
}

function sourcesIn(folder: string): Set<string> {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.tf') || name.endsWith('.tf.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/"?source"?\s*[:=]\s*"([^"]+\/aponopg)"/g)].map(([, source]) => source ?? ''),
    ),
  );
}
