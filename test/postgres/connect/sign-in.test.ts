import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServer, parseConnectionString, type ServerParameters } from '../../../src/postgres/connect';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { type PrivateServer, startPostgres } from '../../support/postgres';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';
import { askPsql, hasPsql } from './psql';

let postgres: PrivateServer;
let home: string;

beforeAll(async () => {
  home = freshFolder('home');
  postgres = closedAfterwards(
    await startPostgres({
      hba: [
        'host all by_trust all trust',
        'host all by_password all password',
        'host all by_md5 all md5',
        'host all by_gss all gss',
        'host all by_reject all reject',
        'host all all all scram-sha-256',
        'local all all scram-sha-256',
      ],
    }),
  );
  await postgres.query(`
    CREATE ROLE by_trust LOGIN;
    CREATE ROLE by_password LOGIN PASSWORD 'pä:ss';
    CREATE ROLE by_scram LOGIN PASSWORD 'pä:ss';
    CREATE ROLE by_gss LOGIN;
    CREATE ROLE crowded LOGIN PASSWORD 'pä:ss' CONNECTION LIMIT 0;
    CREATE ROLE locked PASSWORD 'pä:ss';
    SET password_encryption = 'md5';
    CREATE ROLE by_md5 LOGIN PASSWORD 'pä:ss'`);
  await postgres.query('CREATE DATABASE closed');
  await postgres.query('REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
});

const WHO =
  "SELECT current_user || ' ' || current_database() || ' ' || coalesce(inet_server_addr()::text, 'socket') AS who";

async function who(parameters: ServerParameters, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const server = openServer(parameters, { env: { HOME: home, ...env } });
  try {
    const [row] = await server.use((session) => session.query<{ who: string }>(WHO));
    return row?.who ?? '';
  } finally {
    await server.close();
  }
}

const as = (username: string, more: ServerParameters = {}) =>
  parametersOf(postgres, { username, password: 'pä:ss', ...more });

test.each(['by_trust', 'by_password', 'by_md5', 'by_scram'])('signs in %s', async (role) => {
  expect(await who(as(role))).toBe(`${role} postgres 127.0.0.1/32`);
});

describe('a refused sign-in is told apart', () => {
  test.each<[string, () => ServerParameters, string, RegExp]>([
    [
      'wrong password',
      () => as('by_scram', { password: 'sEcret' }),
      'PG_AUTH_FAILED',
      /by_scram: password authentication failed/,
    ],
    ['no such role', () => as('nobody_here'), 'PG_AUTH_FAILED', /nobody_here/],
    ['a role without LOGIN', () => as('locked'), 'PG_AUTH_FAILED', /not permitted to log in/],
    ['rejected', () => as('by_reject'), 'PG_NO_HBA_ENTRY', /rejects/],
    [
      'no such database',
      () => as('by_scram', { database: 'nowhere' }),
      'PG_NO_SUCH_DATABASE',
      /"nowhere" does not exist/,
    ],
    ['no CONNECT', () => as('by_scram', { database: 'closed' }), 'PG_NO_CONNECT', /permission denied/],
    ['no connection left', () => as('crowded'), 'PG_TOO_MANY_CONNECTIONS', /too many connections/],
    ['GSSAPI', () => as('by_gss'), 'PG_AUTH_FAILED', /not supported, such as GSSAPI/],
    [
      'a method that asks for more than was given',
      () => as('by_scram', { password: '' }),
      'PG_PASSWORD_MISSING',
      /asks for the password of by_scram/,
    ],
  ])('%s', async (_, parameters, code, what) => {
    const found = await problemOf(who(parameters()));
    expect(found.code).toBe(code);
    expect(found.what).toMatch(what);
    expect(JSON.stringify(found)).not.toMatch(/pä:ss|sEcret/);
  });

  test('a password file that was left aside is named', async () => {
    writeFileSync(join(home, '.pgpass'), '*:*:*:*:pä\\:ss\n', { mode: 0o644 });
    expect((await problemOf(who(as('by_scram', { password: '' })))).next).toMatch(
      /password file .*\.pgpass was not used/,
    );
  });
});

(hasPsql() ? describe : describe.skip)('the same parameters lead where they lead psql', () => {
  const environments = (): [string, Record<string, string>][] => [
    ['a socket', { PGHOST: postgres.socketFolder, PGUSER: 'by_scram', PGPASSWORD: 'pä:ss' }],
    [
      'a socket with sslmode require',
      { PGHOST: postgres.socketFolder, PGUSER: 'by_scram', PGPASSWORD: 'pä:ss', PGSSLMODE: 'require' },
    ],
    ['IPv6', { PGHOST: '::1', PGUSER: 'by_trust', PGDATABASE: 'template1' }],
    ['a name', { PGHOST: 'localhost', PGUSER: 'by_trust', PGDATABASE: 'template1' }],
    ['the database named as the user', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGDATABASE: '' }],
    ['a password file', { PGHOST: '127.0.0.1', PGUSER: 'by_md5', PGPASSFILE: join(home, 'pass') }],
    ['a password file that others may read', { PGHOST: '127.0.0.1', PGUSER: 'by_md5', PGPASSFILE: join(home, 'open') }],
    ['a service', { PGSERVICE: 'orders', PGSERVICEFILE: join(home, 'services'), PGPASSWORD: 'pä:ss' }],
    ['the first host dead', { PGHOST: '127.0.0.1,127.0.0.1', PGPORT: `1,${postgres.port}`, PGUSER: 'by_trust' }],
    ['the first name unknown', { PGHOST: 'unknown.invalid,127.0.0.1', PGUSER: 'by_trust' }],
    ['the first host refusing', { PGHOST: '127.0.0.1,localhost', PGUSER: 'by_reject' }],
    ['read-write', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGTARGETSESSIONATTRS: 'read-write' }],
    ['read-only', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGTARGETSESSIONATTRS: 'read-only' }],
    [
      'read-only by an option',
      {
        PGHOST: '127.0.0.1',
        PGUSER: 'by_trust',
        PGTARGETSESSIONATTRS: 'read-only',
        PGOPTIONS: '-c default_transaction_read_only=on',
      },
    ],
    [
      'read-write kept from it',
      {
        PGHOST: '127.0.0.1',
        PGUSER: 'by_trust',
        PGTARGETSESSIONATTRS: 'read-write',
        PGOPTIONS: '-c default_transaction_read_only=on',
      },
    ],
    ['primary', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGTARGETSESSIONATTRS: 'primary' }],
    ['standby', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGTARGETSESSIONATTRS: 'standby' }],
    ['prefer-standby', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGTARGETSESSIONATTRS: 'prefer-standby' }],
    [
      'channel binding without TLS',
      { PGHOST: '127.0.0.1', PGUSER: 'by_scram', PGPASSWORD: 'pä:ss', PGCHANNELBINDING: 'require' },
    ],
    ['a bad option', { PGHOST: '127.0.0.1', PGUSER: 'by_trust', PGOPTIONS: '-c no_such_thing=1' }],
  ];

  test('from the environment', async () => {
    writeFileSync(join(home, 'pass'), `127.0.0.1:${postgres.port}:*:by_md5:pä\\:ss\n`, { mode: 0o600 });
    writeFileSync(join(home, 'open'), '*:*:*:*:pä\\:ss\n', { mode: 0o644 });
    writeFileSync(join(home, 'services'), '[orders]\nhost=127.0.0.1\nuser=by_password\ndbname=template1\n');
    await compare(environments().map(([name, env]) => ({ name, args: [], env, parameters: {} })));
  });

  test('from a connection string', async () => {
    const { port, socketFolder } = postgres;
    const strings = [
      `postgresql://by_trust@127.0.0.1:${port}/template1`,
      `postgresql://by_scram:p%C3%A4%3Ass@localhost:${port}/postgres?sslmode=prefer`,
      `postgresql://by_trust@[::1]:${port}/postgres`,
      `postgresql://by_trust@127.0.0.1:1,127.0.0.1:${port}/postgres?target_session_attrs=primary`,
      `postgresql://by_scram:p%C3%A4%3Ass@/postgres?host=${encodeURIComponent(socketFolder)}&port=${port}`,
      `host=127.0.0.1 port=${port} user=by_scram password='pä:ss' dbname = postgres`,
      `hostaddr=127.0.0.1 port=${port} user=by_trust dbname=template1`,
      `host=127.0.0.1 port=${port} user=by_trust dbname='no such'`,
    ];
    await compare(
      strings.map((text) => ({ name: text, args: [text], env: {}, parameters: parseConnectionString(text) })),
    );
  });

  interface Case {
    readonly name: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly parameters: ServerParameters;
  }

  async function compare(cases: readonly Case[]): Promise<void> {
    const compared = await Promise.all(
      cases.map(async ({ name, args, env, parameters }) => {
        const all = { PGDATABASE: 'postgres', PGPORT: String(postgres.port), ...env };
        const [psql, ours] = await Promise.all([
          askPsql(WHO, { HOME: home, ...all }, args),
          who(parameters, all).catch(() => 'refused'),
        ]);
        return { name, psql, ours };
      }),
    );
    expect(compared.map(({ name, ours }) => `${name}: ${ours}`)).toEqual(
      compared.map(({ name, psql }) => `${name}: ${psql}`),
    );
    console.log(`parameters: ${compared.length} ways to connect agree with psql`);
  }
});
