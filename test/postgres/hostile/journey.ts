import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../src/apono/sandbox';
import { run } from '../../../src/cli/run';
import { closedAfterwards } from '../../support/clean-up';
import type { CliResult } from '../../support/cli';
import { freshFolder } from '../../support/folder';
import { labelled } from '../../support/labelled';
import { freshName, type PrivateServer } from '../../support/postgres';
import { openProject } from '../../support/project';

/** The admin, who is also the name of a schema; and one who is no superuser. */
export const CHIEF = { user: 'chief', password: 'chief' } as const;
export const DEPUTY = { user: 'deputy', password: 'deputy' } as const;

/** Where everything is done once. */
export interface Place {
  readonly server: PrivateServer;
  /** Where roles are made. */
  readonly main: string;
  /** Where grants are made. */
  readonly other: string;
}

/** What is to be granted on, with types of a schema that `search_path` would find. */
export async function furnish({ server, main, other }: Place): Promise<void> {
  for (const database of [main, other]) {
    await server.query(
      `GRANT CREATE ON DATABASE "${database}" TO ${DEPUTY.user}; SET search_path TO pg_catalog;
       CREATE SCHEMA app; CREATE TYPE public.mood AS ENUM ('calm'); CREATE TABLE app.t (id int, note text);
       CREATE SEQUENCE app.s; CREATE PROCEDURE app.p(int) LANGUAGE sql AS 'SELECT 1';
       CREATE FUNCTION app.f(public.mood, public.mood[], int) RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE SCHEMA lent AUTHORIZATION owner; SET ROLE owner; CREATE TABLE lent.t (id int)`,
      { database },
    );
  }
}

/** The roles that are there before, as everywhere. */
export const ROLES = `
  CREATE ROLE ${CHIEF.user} LOGIN SUPERUSER PASSWORD '${CHIEF.password}';
  CREATE ROLE ${DEPUTY.user} LOGIN CREATEROLE PASSWORD '${DEPUTY.password}'; CREATE ROLE owner; CREATE ROLE guest; CREATE ROLE bystander`;

/** From 16 on, CREATEROLE manages only what it has ADMIN OPTION for. */
export const DEPUTY_MAY = `GRANT owner TO ${DEPUTY.user} WITH ADMIN OPTION; GRANT bystander TO ${DEPUTY.user} WITH ADMIN OPTION`;

let sandbox: Promise<Sandbox> | undefined;

/** Everything that the command does with a server. Gives each step's name with what it printed where it failed. */
export async function withTheCommand(place: Place): Promise<string[]> {
  sandbox ??= startSandbox({ activeAfterMs: 0 }).then(closedAfterwards);
  const apono = await sandbox;
  const { server, main, other } = place;
  const [reader, writer, made] = ['reader', 'writer', 'made'].map(freshName) as [string, string, string];
  const env = {
    ADMIN_PASSWORD: CHIEF.password,
    DEPUTY_PASSWORD: DEPUTY.password,
    PGPASSWORD: CHIEF.password,
    READER_PASSWORD: "canary-\\'hostile",
    APONO_ENDPOINT: apono.url,
    APONO_PERSONAL_TOKEN: apono.token,
  };
  const at = { host: server.host, port: server.port, database: main };
  const servers = {
    main: { ...at, username: CHIEF.user, password_env: 'ADMIN_PASSWORD' },
    lent: { ...at, username: DEPUTY.user, password_env: 'DEPUTY_PASSWORD' },
  };
  const on = { grantees: [reader], schemas: ['app'] };
  const whole = {
    id: main,
    servers,
    roles: [
      { server: 'main', name: reader, login: true, password_env: 'READER_PASSWORD', comment: "reads \\ and 'quotes'" },
      {
        server: 'main',
        name: writer,
        member_of: [{ role: reader }],
        settings: { search_path: 'app' },
        valid_until: '2099-01-01T00:00:00Z',
      },
      { server: 'lent', name: made, login: true },
    ],
    grants: [
      {
        server: 'main',
        database: other,
        grants: labelled([
          { grantees: [reader], on: 'database', privileges: ['CONNECT', 'TEMPORARY'] },
          { grantees: [reader], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
          { ...on, on: 'table', objects: ['t'], columns: ['id'], privileges: ['SELECT'] },
          { ...on, on: 'table', privileges: ['INSERT'] },
          { ...on, on: 'sequence', privileges: ['USAGE'] },
          { ...on, on: 'procedure', privileges: ['EXECUTE'] },
          { ...on, on: 'function', objects: ['f(mood, mood[], int)'], privileges: ['EXECUTE'] },
          { grantees: [reader], on: 'type', schemas: ['public'], objects: ['mood'], privileges: ['USAGE'] },
          { grantees: [reader], on: 'language', objects: ['sql'], privileges: ['USAGE'] },
        ]),
        default_privileges: labelled([
          { grantees: [reader], owners: [writer], schemas: ['app'], on: 'table', privileges: ['SELECT'] },
        ]),
      },
      {
        server: 'lent',
        database: other,
        grants: labelled([
          { grantees: ['guest'], on: 'table', schemas: ['lent'], objects: ['t'], privileges: ['SELECT'] },
        ]),
      },
    ],
  };
  const { grants: _, ...less } = { ...whole, roles: whole.roles.slice(0, 2) };
  const failures: string[] = [];
  const step = async (name: string, run: Promise<CliResult>, code = 0): Promise<CliResult> => {
    const result = await run;
    if (result.code !== code) throw new Error(`${name} ended with ${result.code}: ${result.stdout}${result.stderr}`);
    return result;
  };
  const folder = freshFolder('hostile');
  const written = (document: object) => {
    const path = join(folder, 'document.json');
    writeFileSync(path, JSON.stringify(document));
    return path;
  };
  const handle = (event: string, document: object) =>
    command(['handle'], { ...env, APONOPG_EVENT: event, APONOPG_REQUEST: JSON.stringify(document) });
  const plan = (document: object) => command(['plan', written(document), '--detailed-exitcode'], env);
  const flags = ['--host', server.host, '--port', String(server.port), '--username', CHIEF.user];

  await step('plan', plan(whole), 2);
  await step('create', handle('create', whole));
  await step('plan of what is there', plan(whole));
  // Drift of every kind: what others gave, also in their own name.
  await server.query(
    `SET search_path TO pg_catalog; GRANT DELETE ON app.t TO ${reader}; GRANT SELECT ON app.t TO ${reader} WITH GRANT OPTION;
     GRANT SELECT (note) ON app.t TO ${writer}; GRANT bystander TO ${writer}; GRANT EXECUTE ON FUNCTION app.f TO bystander;
     ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO ${writer};
     SET ROLE ${reader}; GRANT SELECT ON app.t TO bystander`,
    { database: other },
  );
  const report = await step(
    'doctor',
    command(['doctor', ...flags, '--database', other, '--connector-user', reader], env),
    1,
  );
  if (/not checked {2}PUBLIC|not checked {2}version/.test(report.stdout)) failures.push(report.stdout);
  const code = await step(
    'export',
    command(['export', '--server', 'main', ...flags, '--password-env', 'ADMIN_PASSWORD', '--database', other], env),
  );
  if (!code.stdout.includes('f(public.mood, public.mood[], integer)'))
    failures.push(`the export lacks f: ${code.stdout}`);
  await step('update', handle('update', whole));
  await step('update to less', handle('update', less));
  await step('import', command(['import', written({ ...whole, id: `${main}-2` })], env));
  await step('delete', handle('delete', { ...less, roles: [] }));
  await step('apply', command(['apply', '--yes', written({ ...less, id: undefined })], env));
  const left = await server.query(`SELECT rolname FROM pg_catalog.pg_roles WHERE rolname IN ('${made}')`);
  if (left.length > 0) failures.push('roles were left');
  return failures;
}

/** Runs the command within this process, which spares starting one for each. */
async function command(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    }),
  );
  try {
    return { code: await run(['node', 'aponopg', ...args], env), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Everything that the provider does. */
export async function withTheProvider({ server, main, other }: Place): Promise<void> {
  const [reader, there] = [freshName('reader'), freshName('there')];
  await server.query(
    `SET search_path TO pg_catalog; CREATE ROLE ${there} LOGIN; GRANT SELECT (note), INSERT ON app.t TO ${there};
     SET ROLE owner; GRANT SELECT ON lent.t TO ${there}`,
    { database: other },
  );
  const project = await openProject({ server, admin: CHIEF });
  const provider = `
provider "aponopg" {
  servers = {
    main = {
      host = ${JSON.stringify(server.host)}, port = ${server.port}, database = "${main}", username = "${CHIEF.user}"
      password_env = "ADMIN_PASSWORD"
    }
  }
}`;
  const declare = (privileges: readonly string[]) =>
    project.declare(
      {
        resource: {
          aponopg_role: { reader: { server: 'main', name: reader, member_of: [{ role: 'bystander' }] } },
          aponopg_grants: {
            app: {
              server: 'main',
              database: other,
              grants: labelled([
                {
                  grantees: ['${aponopg_role.reader.name}'],
                  on: 'table',
                  schemas: ['app'],
                  objects: ['t'],
                  privileges,
                },
              ]),
            },
          },
        },
      },
      provider,
    );
  declare(['SELECT']);
  await project.settle();
  declare(['SELECT', 'DELETE']);
  await project.settle();
  await project.terraform.plan('-destroy');
  await project.terraform.destroy();
  project.declare(
    {
      resource: {
        aponopg_role: { there: { server: 'main', name: there, login: true } },
        aponopg_grants: { there: { server: 'main', database: other } },
      },
    },
    provider,
  );
  await project.terraform.import('aponopg_role.there', `main/${there}`);
  await project.terraform.import('aponopg_grants.there', `main/${other}/${there}`);
  await project.terraform.plan();
  await project.terraform.destroy();
}
