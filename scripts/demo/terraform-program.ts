import { spawnSync } from 'node:child_process';

/** The quickstart's variables are ephemeral and its password write-only. */
const OLDEST = [1, 11] as const;
const ALLOWED = `Allowed: Terraform or OpenTofu ${OLDEST.join('.')} or newer, which know write-only passwords`;
const NEXT = 'What to do: install one, or name it in TERRAFORM_BINARY_NAME.';

/** The program that runs Terraform, or what is missing, in words. */
export type FoundTerraform = { readonly program: string } | { readonly missing: string };

/**
 * The program that runs Terraform: TERRAFORM_BINARY_NAME, else `terraform`, else `tofu` on PATH.
 *
 * @throws Error where TERRAFORM_BINARY_NAME names none that will do
 */
export function findTerraform(env: NodeJS.ProcessEnv = process.env): FoundTerraform {
  const named = env.TERRAFORM_BINARY_NAME;
  const troubles: string[] = [];
  for (const program of named ? [named] : ['terraform', 'tofu']) {
    const version = versionOf(program, env);
    if (version !== undefined && isNewEnough(version)) return { program };
    troubles.push(version === undefined ? `${program} is not on PATH` : `${program} ${version} is too old`);
  }
  const missing = `${troubles.join('; ')}\n${ALLOWED}\n${NEXT}`;
  if (named) throw new Error(missing);
  return { missing };
}

function versionOf(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const asked = spawnSync(program, ['version', '-json'], {
    env: { ...env, CHECKPOINT_DISABLE: '1' },
    encoding: 'utf8',
  });
  if (asked.error || asked.status !== 0) return undefined;
  return String(JSON.parse(asked.stdout).terraform_version);
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
