import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database, DatabaseRole, PostgresqlServer } from '../../constructs';
import { layProvider } from '../../src/delivery';
import type { Review } from '../../src/metadata';
import { builtCli, builtProvider } from '../support/build';
import { cleanUp, closedAfterwards } from '../support/clean-up';
import { aponopg } from '../support/cli';
import { nullProvider } from '../support/null-stand-in';
import { databaseOn, freshName, type PostgresServer, sharedServer, type TestDatabase } from '../support/postgres';
import { useServer } from '../support/project';
import { openTerraform, type TerraformFolder } from '../support/terraform';
import { serverProps, synthesizeInto } from '../support/transports';

/** The provider runs in a process of its own, which Terraform starts; a second server has `null_resource`s beside it. */
const main = useServer();
let second: PostgresServer;
let terraform: TerraformFolder;
let databases: readonly [TestDatabase, TestDatabase];
let team: string;
let clerk: string;

beforeAll(async () => {
  await Promise.all([builtProvider(), builtCli()]);
  second = await sharedServer(18);
  const attached = await nullProvider();
  terraform = closedAfterwards(
    openTerraform({ ...(attached && { reattach: JSON.parse(closedAfterwards(attached).reattach) }) }),
  );
  Object.assign(terraform.env, { ADMIN_PASSWORD: main.password, SECOND_PASSWORD: second.password });
  layProvider(terraform.path);
  databases = [await databaseOn(main), await databaseOn(second)];
  [team, clerk] = [freshName('team'), freshName('clerk')];
  cleanUp(async () => {
    delete terraform.env.APONOPG_REVIEW;
    await terraform.destroy();
    for (const each of databases) await each.drop();
  });
  for (const each of databases)
    await each.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE TABLE app.items (id int)');
});

/** A module that is there twice, once a server, with roles for each of its kinds of use; and one document by `null_resource`. */
function declare(privileges: string): void {
  terraform.write(
    'main.tf',
    `
provider "aponopg" {
  servers = {
    main   = { host = "${main.host}", port = ${main.port}, username = "${main.superuser}", password_env = "ADMIN_PASSWORD", sslmode = "prefer" }
    second = { host = "${second.host}", port = ${second.port}, username = "${second.superuser}", password_env = "SECOND_PASSWORD", sslmode = "prefer" }
  }
}
module "team" {
  source   = "./team"
  count    = 2
  server   = ["main", "second"][count.index]
  database = ["${databases[0].name}", "${databases[1].name}"][count.index]
}`,
  );
  terraform.write(
    'versions_override.tf',
    'terraform {\n  required_providers {\n    aponopg = { source = "apono.internal/community/aponopg" }\n  }\n}\n',
  );
  terraform.write(
    'team/main.tf',
    `
terraform {
  required_providers {
    aponopg = { source = "apono.internal/community/aponopg" }
  }
}
variable "server" {}
variable "database" {}
resource "aponopg_role" "each" {
  for_each = toset(["read only", "write"])
  server   = var.server
  name     = "${team}_\${each.key}"
}
resource "aponopg_grants" "app" {
  count    = 1
  server   = var.server
  database = var.database
  grants   = { tables = { grantees = [for each in aponopg_role.each : each.name], on = "table", schemas = ["app"], privileges = [${privileges}] } }
}`,
  );
  synthesizeInto(terraform, 'null_resource', (stack, handler) => {
    const server = new PostgresqlServer(stack, 'server', { ...serverProps(main), handler });
    const role = new DatabaseRole(stack, 'clerk', { server, name: clerk });
    const table = new Database(stack, 'orders', { server, name: databases[0].name }).schema('app').table('orders');
    table.grant(role, JSON.parse(`[${privileges}]`));
  });
}

/** Reviews what Terraform plans; gives the review and its file. */
async function reviewed(): Promise<{ readonly review: Review; readonly file: string }> {
  const at = (name: string) => join(terraform.path, name);
  writeFileSync(at('plan.log'), (await terraform.run('plan', '-json', '-input=false', '-out=tfplan')).stdout);
  writeFileSync(at('plan.json'), (await terraform.run('show', '-json', 'tfplan')).stdout);
  const file = at('review.json');
  const env = { ADMIN_PASSWORD: main.password, SECOND_PASSWORD: second.password };
  const made = await aponopg(['review', at('plan.json'), '--log', at('plan.log'), '--out', file, '--json'], { env });
  expect(made).toMatchObject({ code: 0 });
  return { review: JSON.parse(made.stdout), file };
}

const catalogs = () =>
  Promise.all(
    databases.map((each) =>
      each.query(`SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'app'::regnamespace ORDER BY 1`),
    ),
  );

test('one review holds two servers, modules, counts and null_resource; a stray GRANT on any stops what goes beyond it', async () => {
  declare('"SELECT"');
  await terraform.init();
  const first = await reviewed();
  const roles = (index: number) =>
    ['read only', 'write'].map((each) => `module.team[${index}].aponopg_role.each["${each}"]`);
  const made = first.review.changes
    .filter(({ kind }) => kind === 'role')
    .map(({ address, server }) => [address, server]);
  expect(made).toHaveLength(5);
  expect(made).toEqual(
    expect.arrayContaining([
      ...roles(0).map((each) => [each, 'main']),
      ...roles(1).map((each) => [each, 'second']),
      [expect.stringContaining('null_resource.'), 'main'],
    ]),
  );
  const gained = first.review.changes.filter(({ kind }) => kind === 'privilege');
  const grantees = [`${team}_read only`, `${team}_write`];
  expect(gained).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        address: 'module.team[0].aponopg_grants.app[0]',
        server: 'main',
        database: databases[0].name,
        grantees,
      }),
      expect.objectContaining({
        address: 'module.team[1].aponopg_grants.app[0]',
        server: 'second',
        database: databases[1].name,
        grantees,
      }),
      expect.objectContaining({ server: 'main', database: databases[0].name, grantees: [clerk], objects: ['orders'] }),
    ]),
  );
  expect(first.review.statements.map(({ server, database }) => [server, database])).toEqual([
    ['main', null],
    ['main', databases[0].name],
    ['second', null],
    ['second', databases[1].name],
  ]);
  terraform.env.APONOPG_REVIEW = first.file;
  await terraform.apply();
  await terraform.expectNoChanges();

  declare('"SELECT", "INSERT"');
  delete terraform.env.APONOPG_REVIEW;
  terraform.env.APONOPG_REVIEW = (await reviewed()).file;
  const stray = (action: 'GRANT' | 'REVOKE', to: 'TO' | 'FROM') =>
    Promise.all([
      databases[0].query(`${action} DELETE ON app.items ${to} "${team}_write", "${clerk}"`),
      databases[1].query(`${action} DELETE ON app.items ${to} "${team}_write"`),
    ]);
  await stray('GRANT', 'TO');
  const before = await catalogs();
  const refused = await terraform.failing.apply();
  const errors = refused.split('Error: ').filter((each) => each.includes('Code: BEYOND_REVIEW'));
  for (const index of [0, 1]) {
    expect(errors).toContainEqual(expect.stringContaining(`with module.team[${index}].aponopg_grants.app[0]`));
  }
  expect(refused).toMatch(/null_resource\.\S+ \(local-exec\): Code: BEYOND_REVIEW/);
  for (const grantee of [`${team}_write`, clerk])
    expect(refused).toContain(`REVOKE DELETE on table app.items from ${grantee}`);
  expect(await catalogs()).toEqual(before);
  await stray('REVOKE', 'FROM');
  await terraform.apply();
  delete terraform.env.APONOPG_REVIEW;
  await terraform.expectNoChanges();
}, 180_000);
