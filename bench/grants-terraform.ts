import { layProvider } from '../src/delivery';
import { PROVIDER_SOURCE } from '../src/metadata';
import { builtProvider } from '../test/support/build';
import { databaseOn, type PrivateServer, startPostgres, type TestDatabase } from '../test/support/postgres';
import { openTerraform, type TerraformFolder, type TerraformResult } from '../test/support/terraform';

/*
 * `terraform plan` with nothing to do over 10,000 access-list entries, against a plan of one `aponopg_role`, and over 2,000
 * distinct entries, against a `terraform_data` of the same value; with the bundled provider from the folder's mirror, by turns.
 *
 *     npx tsx bench/grants-terraform.ts
 */

const [ROLES, SCHEMAS, TABLES] = [50, 10, 20];
const ENTRIES = 2_000;
const ACL_ENTRIES = ROLES * SCHEMAS * TABLES;
const ROUNDS = 3;
/** Milliseconds. */
const [OVER, LONGEST] = [300, 2_000];

type Entries = Record<string, unknown>;

async function main(): Promise<void> {
  await builtProvider();
  const server = await startPostgres();
  const roles = Array.from({ length: ROLES }, (_, index) => `reader_${index}`);
  await server.query(roles.map((role) => `CREATE ROLE ${role} LOGIN`).join(';'));
  const [few, many] = [
    await prepare(server, SCHEMAS, TABLES),
    await prepare(server, SCHEMAS, ENTRIES / ROLES / SCHEMAS),
  ];
  const bare = folder(server, { aponopg_role: { it: { server: 'main', name: 'one' } } });
  const folded = folder(server, grants(few, foldedGrants(roles), futureGrants(roles)));
  const written = folder(server, grants(many, writtenGrants(roles), {}));
  const same = openTerraform({
    files: { 'main.tf.json': { resource: { terraform_data: { it: { input: writtenGrants(roles) } } } } },
  });
  const all = {
    'one aponopg_role': bare,
    [`${ACL_ENTRIES} ACL entries`]: folded,
    [`${ENTRIES} entries`]: written,
    'terraform_data of the same value': same,
  };
  try {
    for (const each of [bare, folded, written]) layProvider(each.path);
    for (const [name, each] of Object.entries(all)) {
      await succeed(each.init());
      console.log(`${name}: first plan and apply ${(await timed(each.apply())).toFixed(0)} ms`);
    }
    const times = new Map<string, number[]>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, each] of Object.entries(all)) {
        const took = await timed(each.run('plan', '-no-color', '-input=false', '-detailed-exitcode'));
        times.set(name, [...(times.get(name) ?? []), took]);
      }
    }
    const [floor, one, other, core] = [...times.values()].map(median) as [number, number, number, number];
    console.log([...times].map(([name, each]) => `${name}: plan ${median(each).toFixed(0)} ms`).join('   '));
    console.log(
      `${ACL_ENTRIES} ACL entries: ${(one - floor).toFixed(0)} ms over the floor (${(one / floor).toFixed(2)} x), target at most ${OVER} ms`,
    );
    console.log(
      `${ENTRIES} entries: target less than ${LONGEST} ms; ${(other / core).toFixed(2)} x what Terraform's core needs for the same value`,
    );
    if (one > floor + OVER || other >= LONGEST) process.exitCode = 1;
  } finally {
    for (const each of Object.values(all)) each.remove();
    await server.stop();
  }
}

async function prepare(server: PrivateServer, schemas: number, tables: number): Promise<TestDatabase> {
  const database = await databaseOn(server);
  const sql: string[] = [];
  for (let schema = 0; schema < schemas; schema++) {
    sql.push(`CREATE SCHEMA s${schema}`);
    for (let table = 0; table < tables; table++) sql.push(`CREATE TABLE s${schema}.t${table} (id int)`);
  }
  await database.query(sql.join(';'));
  return database;
}

const schemas = Array.from({ length: SCHEMAS }, (_, index) => `s${index}`);

/** What the job takes: CONNECT, USAGE and SELECT on all tables, as a person writes it. */
function foldedGrants(grantees: readonly string[]): Entries {
  return {
    database: { grantees, on: 'database', privileges: ['CONNECT'] },
    schemas: { grantees, on: 'schema', objects: schemas, privileges: ['USAGE'] },
    'all tables': { grantees, on: 'table', schemas, privileges: ['SELECT'] },
  };
}

function futureGrants(grantees: readonly string[]): Entries {
  return { 'future tables': { owners: ['postgres'], schemas, on: 'table', grantees, privileges: ['SELECT'] } };
}

/** The same rights on tables, one entry for each role and table, as a program writes it. */
function writtenGrants(roles: readonly string[]): Entries {
  const tables = Array.from({ length: ENTRIES / ROLES / SCHEMAS }, (_, index) => `t${index}`);
  const each = roles.flatMap((role) =>
    schemas.flatMap((schema) =>
      tables.map((table) => [
        `${table} of ${schema} to ${role}`,
        { grantees: [role], on: 'table', schemas: [schema], objects: [table], privileges: ['SELECT'] },
      ]),
    ),
  );
  return {
    schemas: { grantees: roles, on: 'schema', objects: schemas, privileges: ['USAGE'] },
    ...Object.fromEntries(each),
  };
}

function grants(database: TestDatabase, entries: Entries, defaultPrivileges: Entries): object {
  const it = { server: 'main', database: database.name, grants: entries, default_privileges: defaultPrivileges };
  return { aponopg_grants: { it } };
}

function folder(server: PrivateServer, resource: object): TerraformFolder {
  const { host, port, superuser: username } = server;
  return openTerraform({
    env: { BENCH_PASSWORD: server.password },
    files: {
      'main.tf.json': {
        terraform: { required_providers: { aponopg: { source: PROVIDER_SOURCE } } },
        provider: { aponopg: { servers: { main: { host, port, username, password_env: 'BENCH_PASSWORD' } } } },
        resource,
      },
    },
  });
}

async function timed(command: Promise<TerraformResult>): Promise<number> {
  const begun = performance.now();
  await succeed(command);
  return performance.now() - begun;
}

async function succeed(command: Promise<TerraformResult>): Promise<void> {
  const { code, stdout, stderr } = await command;
  if (code !== 0) throw new Error(stdout + stderr);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

void main();
