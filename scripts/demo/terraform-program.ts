import { spawnSync } from 'node:child_process';

/** The quickstart's variables are ephemeral and its password write-only. */
const OLDEST = [1, 11] as const;

/**
 * The program that runs Terraform: TERRAFORM_BINARY_NAME, else `terraform`, else `tofu` on PATH.
 *
 * @throws Error where there is none, or it is too old
 */
export function terraformProgram(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.TERRAFORM_BINARY_NAME;
  for (const program of named ? [named] : ['terraform', 'tofu']) {
    const asked = spawnSync(program, ['version', '-json'], {
      env: { ...env, CHECKPOINT_DISABLE: '1' },
      encoding: 'utf8',
    });
    if (asked.error || asked.status !== 0) continue;
    const version = String(JSON.parse(asked.stdout).terraform_version);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return program;
    throw new Error(
      `${program} ${version} is too old\nAllowed: ${OLDEST.join('.')} or newer, which knows write-only passwords\nWhat to do: install a newer one, or name it in TERRAFORM_BINARY_NAME.`,
    );
  }
  throw new Error(
    `${named ?? 'terraform'} is not on PATH\nAllowed: Terraform or OpenTofu ${OLDEST.join('.')} or newer\nWhat to do: install one, or name it in TERRAFORM_BINARY_NAME.`,
  );
}
