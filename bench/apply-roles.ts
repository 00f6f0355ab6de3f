import { layProvider } from '../src/delivery';
import { PROVIDER_SOURCE } from '../src/metadata';
import { builtProvider } from '../test/support/build';
import { startPostgres } from '../test/support/postgres';
import { openTerraform, type TerraformFolder } from '../test/support/terraform';
import { compare, type Job } from './compare';

/*
 * `terraform apply` of 100 roles, with the bundled provider from the folder's mirror, against 100 `terraform_data`.
 *
 *     npx tsx bench/apply-roles.ts
 */

const ROUNDS = 7;
const TARGET = 4;
const COUNT = 100;

async function main(): Promise<void> {
  await builtProvider();
  const server = await startPostgres();
  const roles = openTerraform({
    env: { BENCH_PASSWORD: server.password },
    files: {
      'main.tf': `
terraform {
  required_providers {
    aponopg = { source = "${PROVIDER_SOURCE}" }
  }
}

provider "aponopg" {
  servers = {
    main = { host = "${server.host}", port = ${server.port}, username = "${server.superuser}", password_env = "BENCH_PASSWORD" }
  }
}

resource "aponopg_role" "it" {
  count   = ${COUNT}
  server  = "main"
  name    = "bench_\${count.index}"
  login   = true
  comment = "one of ${COUNT}"
}
`,
    },
  });
  const bare = openTerraform({
    files: {
      'main.tf': `resource "terraform_data" "it" {\n  count = ${COUNT}\n  input = "bench_\${count.index}"\n}\n`,
    },
  });
  try {
    layProvider(roles.path);
    await succeed(roles.init());
    await succeed(bare.init());
    await compare({
      rounds: ROUNDS,
      target: TARGET,
      subject: [`${COUNT} aponopg_role`, applied(roles)],
      floor: [`${COUNT} terraform_data`, applied(bare)],
    });
  } finally {
    roles.remove();
    bare.remove();
    await server.stop();
  }
}

function applied(folder: TerraformFolder): Job {
  return async () => {
    await succeed(folder.apply());
    return () => succeed(folder.destroy());
  };
}

async function succeed(command: Promise<{ code: number; stdout: string; stderr: string }>): Promise<void> {
  const { code, stdout, stderr } = await command;
  if (code !== 0) throw new Error(stdout + stderr);
}

void main();
