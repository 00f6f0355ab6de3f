import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layProvider } from '../src/delivery';
import { builtProvider } from '../test/support/build';
import { aponopg } from '../test/support/cli';
import { databaseOn, startPostgres } from '../test/support/postgres';
import { falseLines, planLines, type ReadOnlyRoles, readOnlyRoles } from '../test/support/read-only-roles';
import { openTerraform, type TerraformFolder } from '../test/support/terraform';

/*
 * How much of a plan a person has to read: 200 roles with the read-only preset over 2 schemas, and one thing changed. All lines
 * of the resources in `terraform plan -no-color` without `statements`: at most 60 each, none that has one name become another.
 *
 *     npx tsx bench/grants-plan-lines.ts
 */

const [MOST, SCHEMAS] = [60, ['app', 'billing']];
const roles = Array.from({ length: 200 }, (_, index) => `team_${String(index * 5).padStart(4, '0')}_ro`);

async function main(): Promise<void> {
  await builtProvider();
  const server = await startPostgres();
  const database = await databaseOn(server);
  await server.query('CREATE ROLE app_owner');
  await database.query([...SCHEMAS, 'crm'].map((each) => `CREATE SCHEMA ${each}`).join(';'));
  const terraform = openTerraform({ env: { ADMIN_PASSWORD: server.password } });
  const { host, port, superuser: username } = server;
  const usual = { server: { host, port, username }, database: database.name, owner: 'app_owner' };
  const program = (more: Partial<ReadOnlyRoles> = {}) =>
    terraform.write('cdk.tf.json', readOnlyRoles({ ...usual, roles, schemas: SCHEMAS, ...more }));
  const changes: Readonly<Record<string, Partial<ReadOnlyRoles>>> = {
    'one role added among them': { roles: [...roles, 'team_0501_ro'] },
    'one role removed': { roles: roles.filter((_, index) => index !== 100) },
    'a privilege more for all': { inserting: roles },
    'a privilege more for one': { inserting: roles.slice(100, 101) },
    'a schema added': { schemas: [...SCHEMAS, 'crm'] },
  };
  try {
    layProvider(terraform.path);
    program();
    await terraform.init();
    await reviewOfCreate(terraform);
    await terraform.apply();
    for (const [name, more] of Object.entries(changes)) {
      program(more);
      const { changed, all } = planLines((await terraform.plan('-no-color')).stdout);
      const wrong = falseLines(changed).length;
      console.log(
        `${name}: ${all.length} lines, target at most ${MOST}; ${changed.length} of them with a sign, ${wrong} of those false`,
      );
      if (all.length > MOST || changed.length === 0 || wrong > 0) process.exitCode = 1;
    }
  } finally {
    terraform.remove();
    await server.stop();
  }
}

/** The create as `aponopg review` prints it: as many lines at most, every role named. */
async function reviewOfCreate(terraform: TerraformFolder): Promise<void> {
  const at = (name: string) => join(terraform.path, name);
  writeFileSync(at('plan.log'), (await terraform.run('plan', '-json', '-input=false', '-out=tfplan')).stdout);
  writeFileSync(at('plan.json'), (await terraform.run('show', '-json', 'tfplan')).stdout);
  const { stdout } = await aponopg(['review', at('plan.json'), '--log', at('plan.log')]);
  const lines = stdout.trimEnd().split('\n').length;
  const unnamed = roles.filter((each) => !stdout.includes(each)).length;
  console.log(`review of the create: ${lines} lines, target at most ${MOST}; ${unnamed} roles not named`);
  if (lines > MOST || unnamed > 0) process.exitCode = 1;
}

void main();
