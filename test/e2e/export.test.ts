// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { aponoEnvironment } from '../support/attached-folder';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { integrationAttributes } from '../support/integration';
import {
  databaseOn,
  freshName,
  type PostgresServer,
  serverVersions,
  startPostgres,
  type TestDatabase,
} from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { generatedServer, type Statements } from './generated-server';

const server = useServer();
const project = useProject();
let database: TestDatabase;
const folder = freshFolder('export');
let names: { reader: string; writer: string; owner: string; awkward: string; connector: string };

beforeAll(async () => {
  database = await databaseOn(server);
  const at = freshName('x');
  names = {
    reader: `${at}_reader`,
    writer: `${at}_writer`,
    owner: `${at}_owner`,
    // Terraform would read ${ as an expression; a comma and a slash are separators of import ids.
    awkward: `${at} "A,b/c" $\{d} é`,
    connector: `${at}_connector`,
  };
  Object.assign(project.env, aponoEnvironment(project.sandbox));
});

afterAll(async () => {
  await database.drop();
  for (const name of Object.values(names)) await server.query(`DROP ROLE IF EXISTS ${quoted(name)}`);
});

test('what is exported with import blocks leaves nothing to plan but the imports', async () => {
  await fill(database);
  const text = await exportFrom(
    server,
    ...['--database', database.name, '--grantees', `${grantees()},public`, '--import-blocks'],
    ...['--name', 'Orders database', '--name', 'Everything'],
  );
  project.terraform.write('main.tf', text);
  await project.terraform.init();
  await project.terraform.checkFormat();
  await project.terraform.validate();
  const planned = await project.terraform.plan();
  expect(planned.stdout).toContain('Plan: 8 to import, 0 to add, 0 to change, 0 to destroy.');
  await project.terraform.apply();
  await project.terraform.expectNoChanges();
});

test.each(serverVersions(['newest']))(
  'a generated server (PostgreSQL %s) goes through code to an empty one and comes out the same',
  async (version = 0) => {
    const start = async () => closedAfterwards(await startPostgres({ version }));
    const [source, target] = await Promise.all([start(), start()]);
    const made: Statements = generatedServer(4);
    for (const name of made.databases) {
      for (const each of [source, target]) {
        await each.query(`CREATE DATABASE ${quoted(name)} TEMPLATE template0`);
        await each.query(made.objects, { database: name });
      }
    }
    await source.query(made.roles);
    for (const [index, database] of made.databases.entries()) {
      await source.query(made.grants[index] ?? '', { database });
    }
    const databases = made.databases.flatMap((name) => ['--database', name]);
    const first = await exportFrom(source, ...databases);
    const { terraform } = project;
    terraform.forget();
    terraform.write('main.tf', first.replace(String(source.port), String(target.port)));
    await terraform.init();
    expect(await terraform.apply()).toMatchObject({ stderr: '' });
    const second = await exportFrom(target, ...databases);
    expect(second.replace(String(target.port), String(source.port))).toBe(first);

    terraform.forget();
    terraform.write('main.tf', await exportFrom(source, ...databases, '--import-blocks'));
    expect((await terraform.plan()).stdout).toMatch(/Plan: 1[0-9] to import, 0 to add, 0 to change, 0 to destroy/);
  },
);

test('a server that refuses, and a role or database that is not there, are errors, and nothing is written', async () => {
  const at = ['--host', server.host, '--port', String(server.port), '--username', server.superuser];
  const refused = async (...args: string[]) => {
    const said = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const out = join(folder, 'refused.tf');
    const code = await run(['node', 'aponopg', 'export', ...at, ...args, '--out', out], {
      ...project.env,
      WRONG: 'canary',
    });
    const text = said.mock.calls.join('\n');
    said.mockRestore();
    expect({ code, written: existsSync(out) }).toEqual({ code: 1, written: false });
    return text;
  };
  expect(await refused('--password-env', 'WRONG')).toMatch(/PG_AUTH_FAILED/);
  expect(await refused('--password-env', 'ADMIN_PASSWORD', '--grantees', 'nobody at all')).toMatch(/GRANTEE_MISSING/);
  expect(await refused('--password-env', 'ADMIN_PASSWORD', '--database', 'nowhere')).toMatch(/PG_NO_SUCH_DATABASE/);
});

function grantees(): string {
  return Object.values(names)
    .map((name) => (/[,"]/.test(name) ? quoted(name) : name))
    .join(',');
}

async function exportFrom(there: PostgresServer, ...args: string[]): Promise<string> {
  const at = ['--server', 'main', '--host', there.host, '--port', String(there.port), '--username', there.superuser];
  return exported(...at, '--password-env', 'ADMIN_PASSWORD', ...args);
}

/** Runs `aponopg export` and gives what it wrote. */
async function exported(...args: string[]): Promise<string> {
  const file = join(folder, `${freshName('out')}.txt`);
  expect(await run(['node', 'aponopg', 'export', ...args, '--out', file], project.env)).toBe(0);
  return readFileSync(file, 'utf8');
}

async function fill(there: TestDatabase): Promise<void> {
  const { reader, writer, owner, awkward, connector } = Object.fromEntries(
    Object.entries(names).map(([key, name]) => [key, quoted(name)]),
  ) as typeof names;
  await there.query(`
    CREATE ROLE ${reader}; CREATE ROLE ${owner}; CREATE ROLE ${awkward} NOINHERIT CONNECTION LIMIT 3;
    CREATE ROLE ${writer} LOGIN IN ROLE ${reader} VALID UNTIL '2031-01-01 00:00:00+01' PASSWORD 'x';
    CREATE ROLE ${connector} LOGIN SUPERUSER PASSWORD 'y';
    ALTER ROLE ${writer} SET search_path TO app, "x-y";
    ALTER ROLE ${awkward} SET application_name TO 'it''s $\{x} %{if} \\ "q"';
    COMMENT ON ROLE ${awkward} IS 'two
lines, $\{three} <<EOT';
    GRANT ${owner} TO ${awkward} WITH ADMIN OPTION;
    CREATE SCHEMA app; CREATE SCHEMA "O'Brien ""s""";
    CREATE TABLE app.orders (id int, "na me" text); CREATE TABLE app.lines (id serial);
    CREATE VIEW app.seen AS SELECT 1 AS x; CREATE SEQUENCE app.more;
    CREATE TABLE "O'Brien ""s""" ."T ${'$'}{t}" (x int);
    CREATE FUNCTION app.total(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE TYPE app.mood AS ENUM ('ok');
    CREATE FOREIGN DATA WRAPPER far; CREATE SERVER away FOREIGN DATA WRAPPER far;
    GRANT CONNECT ON DATABASE ${quoted(there.name)} TO ${reader}, ${awkward};
    GRANT USAGE ON SCHEMA app TO ${reader}; GRANT USAGE, CREATE ON SCHEMA "O'Brien ""s""" TO ${awkward};
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${reader};
    GRANT INSERT (id), UPDATE ("na me") ON app.orders TO ${writer};
    GRANT SELECT ON "O'Brien ""s""" ."T ${'$'}{t}" TO ${awkward} WITH GRANT OPTION;
    GRANT USAGE ON SEQUENCE app.more TO ${writer};
    GRANT EXECUTE ON FUNCTION app.total(int, text) TO ${writer};
    GRANT USAGE ON TYPE app.mood TO ${writer}; GRANT USAGE ON FOREIGN SERVER away TO ${writer};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA app GRANT SELECT ON TABLES TO ${reader};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT USAGE ON SCHEMAS TO ${writer} WITH GRANT OPTION;
  `);
  const everything = {
    ...integrationAttributes({ name: 'Everything' }),
  };
  await register(integrationAttributes());
  await register(everything, {
    integration_config: {
      ...{ hostname: 'db.internal', port: '6432', dbname: 'orders', sslmode: 'require', flavour: '${blue}' },
      ...{ credentials_rotation_period_in_days: '30', credentials_cleanup_period_in_days: '90' },
    },
    secret_store_config: { gcp: { project: 'acme', secret_id: 'orders' } },
    custom_access_details: 'Ask "dba" first; 100 %\nthen %{connect}.',
    owner: { attribute_type: 'group', attribute_value: ['dba', 'ops'], source_integration_reference: 'Okta' },
    owners_mapping: { key_name: 'owner', attribute_type: 'group', source_integration_reference: 'Okta' },
  });
}

async function register(attributes: Record<string, unknown>, more: object = {}): Promise<void> {
  const { name, type, connector_id, connected_resource_types, hostname, secret_store } = attributes;
  const answer = await fetch(`${project.sandbox.url}/api/admin/v4/integrations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${project.sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ name, type, connector_id, connected_resource_types },
      integration_config: { hostname, port: '5432', dbname: 'postgres' },
      secret_store_config: secret_store,
      ...more,
    }),
  });
  expect(answer.status).toBe(200);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
