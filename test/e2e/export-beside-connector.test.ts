import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import type { DeclaredGrants } from '../../src/metadata';
import { closedAfterwards, opened } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { type PostgresServer, serverVersions, startPostgres } from '../support/postgres';
import { openProject } from '../support/project';

const folder = freshFolder('beside-connector');

describe.each(serverVersions())('beside a connector on PostgreSQL %i', (version) => {
  const server = opened(async () => closedAfterwards(await startPostgres({ version })));
  const isTraced = version >= 16;

  beforeAll(async () => {
    await server.query(`CREATE DATABASE orders`);
    await server.query(
      `CREATE ROLE apono_connector LOGIN CREATEROLE PASSWORD 'x'; CREATE ROLE team; CREATE ROLE person LOGIN;
      CREATE SCHEMA app; CREATE TABLE app.t (x int); CREATE TABLE app.u (x int);
      GRANT USAGE ON SCHEMA app TO apono_connector, person; GRANT SELECT ON app.u TO person; GRANT INSERT ON app.t TO team;
      GRANT SELECT ON app.t TO apono_connector WITH GRANT OPTION; GRANT team TO apono_connector WITH ADMIN OPTION;
      ALTER ROLE person IN DATABASE orders SET search_path TO app;
      SET SESSION AUTHORIZATION apono_connector;
      GRANT SELECT ON app.t TO person; GRANT team TO person; CREATE ROLE for_a_while`,
      { database: 'orders' },
    );
  });

  test('an export leaves out what the connector gave and made, says how much, and its plan leaves that alone', async () => {
    const project = await openProject({ server });
    const args = ['--database', 'orders', '--connector-user', 'apono_connector'];
    const json = await exported(server, ...args, '--format', 'json');
    const document = JSON.parse(json.text) as { roles: { name: string }[]; grants: Pick<DeclaredGrants, 'grants'>[] };
    expect(document.roles.map(({ name }) => name)).toEqual([
      ...['apono_connector', ...(isTraced ? [] : ['for_a_while']), 'person', 'team'],
    ]);
    expect(document.roles.find(({ name }) => name === 'person')).toEqual({
      ...{ server: 'main', name: 'person', login: true, database_settings: { orders: { search_path: 'app' } } },
      ignore_grantors: ['apono_connector'],
    });
    const held = document.grants.flatMap(({ grants }) => Object.values(grants ?? {}));
    expect(held.filter(({ grantees, on }) => grantees.includes('person') && on === 'table')).toEqual([
      { grantees: ['person'], on: 'table', schemas: ['app'], objects: ['u'], privileges: ['SELECT'] },
    ]);
    const made = isTraced
      ? /Left out \(1\): roles that apono_connector made/
      : /Which roles apono_connector made cannot be told: PostgreSQL keeps no trace of it before 16/;
    for (const format of ['hcl', 'typescript']) {
      const { text } = await exported(server, ...args, '--format', format);
      expect(text).toMatch(
        /^(#|\/\/) Left out \(1\): what the ignored grantors gave in orders: person holds SELECT on table app\.t/m,
      );
      expect(text).toMatch(/^(#|\/\/) Left out \(1\): memberships that apono_connector gave: person of team/m);
      expect(text).toMatch(made);
      expect(text).toMatch(/search_path: 'app'|search_path = "app"/);
    }
    expect(json.said).toMatch(made);
    expect(json.said).toContain('Left out (1): memberships that apono_connector gave');

    const { text } = await exported(server, ...args, '--import-blocks');
    project.terraform.write('main.tf', text);
    const planned = (await project.terraform.planJson()).resource_changes ?? [];
    const changed = planned.flatMap(({ change }) => (change.after?.statements as string[] | null) ?? []);
    expect(changed).toEqual([]);
    await project.terraform.apply();
    await project.terraform.expectNoChanges();
    const [row] = await server.query(
      `SELECT has_table_privilege('person', 'app.t', 'SELECT') AS has, pg_has_role('person', 'team', 'MEMBER') AS member`,
      { database: 'orders' },
    );
    expect(row).toEqual({ has: true, member: true });
  });

  test('doctor lists what the connector gave and made, and says where that cannot be told', async () => {
    const found = async () => {
      const args = ['--host', server.host, '--port', String(server.port), '--username', server.superuser];
      const { said } = await running(
        server,
        'doctor',
        ...args,
        '--database',
        'orders',
        '--password-env',
        'PW',
        '--json',
      );
      const { sections } = JSON.parse(said) as {
        sections: { findings: { step: string; mark: string; found: string }[] }[];
      };
      return sections.flatMap(({ findings }) => findings).find(({ step }) => step === 'given by the connector');
    };
    expect(await found()).toEqual({
      step: 'given by the connector',
      mark: 'ok',
      found: `${isTraced ? 'roles that it made: for_a_while' : 'roles that it made cannot be told before PostgreSQL 16'}; memberships: person of team; in orders: person holds SELECT on table app.t; all of it counts where it is declared, unless ignore_grantors names apono_connector`,
    });
    await server.query('ALTER ROLE apono_connector SUPERUSER');
    expect(await found()).toMatchObject({ mark: 'not checked', found: expect.stringContaining('superuser') });
    await server.query('ALTER ROLE apono_connector NOSUPERUSER');
  });

  test('who cannot be declared is refused with the reason', async () => {
    const refused = async (...args: string[]) => {
      const { code, said } = await running(server, 'export', ...at(server), ...args);
      expect(code).toBe(1);
      return said;
    };
    expect(await refused('--grantees', 'pg_monitor')).toMatch(
      /"pg_monitor" cannot be exported: it belongs to PostgreSQL/,
    );
    expect(await refused('--grantees', 'postgres')).toMatch(/"postgres" cannot be exported: it is the admin/);
    expect(await refused('--grantees', 'team', '--ignore-grantors', 'nobody')).toMatch(/GRANTEE_MISSING/);
  });

  test('what no entry can hold is named: tablespaces, parameters, types, what PUBLIC was granted, and the system', async () => {
    await server.query(
      `CREATE TYPE app.span AS RANGE (subtype = int4); GRANT USAGE ON TYPE app.u TO person; GRANT SELECT ON app.u TO PUBLIC;
      GRANT CREATE ON TABLESPACE pg_default TO person; REVOKE SELECT ON pg_catalog.pg_stats FROM PUBLIC;
      ${version >= 15 ? 'GRANT SET ON PARAMETER log_statement TO person;' : ''}
      ${version >= 14 && version < 17 ? 'GRANT USAGE ON TYPE app.span_multirange TO person;' : ''}
      GRANT USAGE ON TYPE anyelement TO person`,
      { database: 'orders' },
    );
    const { text, said } = await exported(server, '--database', 'orders', '--grantees', 'person', '--import-blocks');
    for (const each of [
      'person holds CREATE on tablespace pg_default',
      ...(version >= 15 ? ['person holds SET on parameter log_statement'] : []),
      ...(version >= 14 && version < 17 ? ['app.span_multirange'] : []),
      ...['anyelement', 'app.u', 'PUBLIC holds SELECT on table app.u', 'view pg_stats'],
    ]) {
      expect(said).toContain(each);
      expect(text.slice(0, text.indexOf('terraform {'))).toContain(each);
    }
    const project = await openProject({ server });
    project.terraform.write('main.tf', text);
    expect((await project.terraform.plan()).stdout).toContain('2 to import, 0 to add, 0 to change, 0 to destroy.');
  });
});

const at = (server: PostgresServer) => [
  ...['--server', 'main', '--host', server.host, '--port', String(server.port)],
  ...['--username', server.superuser, '--password-env', 'ADMIN_PASSWORD'],
];

async function exported(server: PostgresServer, ...args: string[]) {
  const out = join(folder, `${server.major}.txt`);
  const { code, said } = await running(server, 'export', ...at(server), ...args, '--out', out);
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  return { text: readFileSync(out, 'utf8'), said };
}

/** Runs a command, and gives what it said. */
async function running(server: PostgresServer, ...args: string[]) {
  const streams = [process.stdout, process.stderr].map((each) => jest.spyOn(each, 'write').mockReturnValue(true));
  const env = {
    ADMIN_PASSWORD: server.password,
    PW: server.password,
    HOME: folder,
    APONO_ENDPOINT: 'http://127.0.0.1:1',
  };
  const code = await run(['node', 'aponopg', ...args], env);
  const said = streams.map(({ mock }) => mock.calls.map(([text]) => String(text)).join('')).join('');
  jest.restoreAllMocks();
  return { code, said };
}
