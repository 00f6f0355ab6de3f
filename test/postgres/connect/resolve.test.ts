import { chmodSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { ServerParameters } from '../../../src/postgres/connect';
import { resolveParameters } from '../../../src/postgres/connect/settings/resolve';
import { ProblemError } from '../../../src/problem';
import { freshFolder } from '../../support/folder';

let home: string;

beforeEach(() => {
  home = freshFolder('home');
});

function resolve(parameters: ServerParameters, env: NodeJS.ProcessEnv = {}, database?: string) {
  return resolveParameters(parameters, { HOME: home, ...env }, 'aponopg', database);
}

function problemsOf(parameters: ServerParameters, env: NodeJS.ProcessEnv = {}) {
  try {
    resolve(parameters, env);
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

describe('what is absent', () => {
  test('comes from the environment', () => {
    const plan = resolve(
      {},
      {
        PGHOST: 'db.internal',
        PGPORT: '5433',
        PGUSER: 'app',
        PGDATABASE: 'orders',
        PGPASSWORD: 'pw',
        PGSSLMODE: 'verify-ca',
        PGSSLROOTCERT: '/r',
        PGSSLCERT: '/c',
        PGSSLKEY: '/k',
        PGSSLCRL: '/l',
        PGSSLSNI: '0',
        PGSSLMINPROTOCOLVERSION: 'TLSv1.3',
        PGCONNECT_TIMEOUT: '3',
        PGTARGETSESSIONATTRS: 'primary',
        PGCHANNELBINDING: 'require',
        PGAPPNAME: 'mine',
        PGOPTIONS: '-c geqo=off',
        PGTZ: 'UTC',
      },
    );
    expect(plan).toMatchObject({
      hosts: [{ name: 'db.internal', certificateName: 'db.internal', port: 5433, password: 'pw', socket: undefined }],
      user: 'app',
      database: 'orders',
      tls: {
        mode: 'verify-ca',
        rootCert: '/r',
        cert: '/c',
        key: '/k',
        crl: '/l',
        sendServerName: false,
        minVersion: 'TLSv1.3',
      },
      connectTimeoutMs: 3000,
      targetSessionAttrs: 'primary',
      channelBinding: 'require',
      startup: { application_name: 'mine', options: '-c geqo=off', timezone: 'UTC' },
    });
  });

  test('and what no place gives has a default', () => {
    const { username } = userInfo();
    const plan = resolve({});
    expect(plan).toMatchObject({
      user: username,
      database: username,
      tls: { mode: 'prefer', rootCert: join(home, '.postgresql/root.crt'), minVersion: 'TLSv1.2' },
      connectTimeoutMs: 10_000,
      startup: { application_name: 'aponopg' },
    });
    expect(plan.hosts[0]?.socket).toMatch(/\/\.s\.PGSQL\.5432$/);
  });

  test('an empty variable is as good as none', () => {
    expect(resolve({}, { PGSSLMODE: '', PGPORT: '', PGHOST: '' }).tls.mode).toBe('prefer');
  });

  test('what is given stands before the service, and that before the environment', () => {
    writeFileSync(
      join(home, '.pg_service.conf'),
      '[other]\nhost=no\n[orders]\n# note\nhost=service\nport=1\nhost=late\n',
    );
    const plan = resolve({ service: 'orders', port: 2 }, { PGHOST: 'env', PGUSER: 'env' });
    expect(plan).toMatchObject({ hosts: [{ name: 'service', port: 2 }], user: 'env' });
  });

  test('password_env names the variable with the password', () => {
    const plan = resolve({ password_env: 'ADMIN' }, { ADMIN: 'a', PGPASSWORD: 'b' });
    expect(plan.hosts[0]?.password).toBe('a');
  });
});

describe('the service file', () => {
  test('may be named, or be the system-wide one', () => {
    writeFileSync(join(home, 'named.conf'), '[a]\nhost=named\n');
    writeFileSync(join(home, 'pg_service.conf'), '[b]\nhost=system\n');
    const env = { PGSERVICEFILE: join(home, 'named.conf'), PGSYSCONFDIR: home };
    expect(resolve({ service: 'a' }, env).hosts[0]?.name).toBe('named');
    expect(resolve({}, { ...env, PGSERVICE: 'b' }).hosts[0]?.name).toBe('system');
  });

  test.each([
    ['[other]\n', /No service file defines/],
    ['[s]\npassword secret\n', /line 2 of the service file/],
    ['[s]\nservice=t\n', /no service within a service/],
    ['[s]\ngssencmode=require\n', /gssencmode of the service s is not supported/],
    ['[s]\nldap://directory/x\n', /LDAP/],
  ])('%j is refused', (text, what) => {
    writeFileSync(join(home, '.pg_service.conf'), text);
    const message = new ProblemError(problemsOf({ service: 's' })).message;
    expect(message).toMatch(what);
    expect(message).not.toContain('secret');
  });
});

describe('the password file', () => {
  function passwordFor(lines: string, more: ServerParameters = {}, mode = 0o600): string | undefined {
    const path = join(home, '.pgpass');
    writeFileSync(path, lines);
    chmodSync(path, mode);
    return resolve({ host: 'h', username: 'u', database: 'd', ...more }).hosts[0]?.password;
  }

  test.each([
    ['h:5432:d:u:pw', 'pw'],
    ['*:*:*:*:pw', 'pw'],
    ['x:*:*:*:no\nh:*:*:*:first\n*:*:*:*:second', 'first'],
    ['#h:5432:d:u:no\nh:5432:d:u:pw\r\n', 'pw'],
    ['h:5432:d:u:a\\:b\\\\c:d', 'a:b\\c:d'],
    ['h:5432:d:U:pw', undefined],
    ['h:5432:d:u', undefined],
  ])('%j gives %j', (lines, password) => {
    expect(passwordFor(lines)).toBe(password);
  });

  test('escapes stand in every field', () => {
    expect(passwordFor('h:5432:a\\:b:c\\\\d:pw', { database: 'a:b', username: 'c\\d' })).toBe('pw');
  });

  test('a socket in the usual place is localhost', () => {
    expect(passwordFor('localhost:5432:d:u:pw', { host: '/tmp' })).toBe('pw');
  });

  test('each host and each database has its own', () => {
    writeFileSync(join(home, 'file'), 'a:*:*:*:1\nb:*:other:*:2\nb:*:*:*:3\n', { mode: 0o600 });
    const parameters = { host: 'a,b', username: 'u', database: 'd', passfile: join(home, 'file') };
    expect(resolve(parameters).hosts.map(({ password }) => password)).toEqual(['1', '3']);
    expect(resolve(parameters, {}, 'other').hosts.map(({ password }) => password)).toEqual(['1', '2']);
  });

  test('is not used when others may read it, and the note says so', () => {
    expect(passwordFor('*:*:*:*:pw', {}, 0o640)).toBeUndefined();
    const note = resolve({ host: 'h' }).hosts[0]?.passfileNote;
    expect(note).toMatch(/was not used, since its group or others have access to it/);
  });
});

describe('several hosts', () => {
  test('share one port, or have one each', () => {
    expect(resolve({ host: 'a,b', port: 1 }).hosts.map(({ port }) => port)).toEqual([1, 1]);
    expect(resolve({ host: 'a,b', port: '1,' }).hosts.map(({ port }) => port)).toEqual([1, 5432]);
  });

  test('an address spares the look-up, and the name stays for the certificate', () => {
    expect(resolve({ host: 'a', hostaddr: '10.0.0.1' }).hosts[0]).toMatchObject({
      certificateName: 'a',
      address: '10.0.0.1',
    });
    expect(resolve({ hostaddr: '10.0.0.1' }).hosts[0]).toMatchObject({ name: '10.0.0.1', certificateName: '' });
  });
});

describe('refused by name', () => {
  test.each<[string, ServerParameters, NodeJS.ProcessEnv, string, string]>([
    ['GSSAPI encryption', {}, { PGGSSENCMODE: 'require' }, 'PG_PARAMETER_UNSUPPORTED', 'PGGSSENCMODE'],
    ['a list of methods', {}, { PGREQUIREAUTH: 'scram-sha-256' }, 'PG_PARAMETER_UNSUPPORTED', 'require_auth'],
    ['a service name of Kerberos', {}, { PGKRBSRVNAME: 'x' }, 'PG_PARAMETER_UNSUPPORTED', 'krbsrvname'],
    ['another encoding', {}, { PGCLIENTENCODING: 'LATIN1' }, 'PG_PARAMETER_UNSUPPORTED', 'PGCLIENTENCODING'],
    ['an abstract socket', { host: '@x' }, {}, 'PG_PARAMETER_UNSUPPORTED', 'abstract'],
    ['an sslmode that is none', {}, { PGSSLMODE: 'no-verify' }, 'INVALID_VALUE', 'no-verify'],
    ['a port that is none', { port: 70000 }, {}, 'INVALID_VALUE', '70000'],
    ['a timeout that is none', {}, { PGCONNECT_TIMEOUT: '1.5' }, 'INVALID_VALUE', '1.5'],
    ['a name as address', { hostaddr: 'db' }, {}, 'INVALID_VALUE', 'numeric'],
    ['lists that do not fit', { host: 'a,b', port: '1,2,3' }, {}, 'INVALID_VALUE', '3 values do not fit 2 hosts'],
    ['two passwords', { password: 'p', password_env: 'X' }, { X: 'q' }, 'CONFLICTING_VALUES', 'password_env'],
    ['a variable that is not set', { password_env: 'X' }, {}, 'MISSING_VALUE', 'environment variable X'],
    ['a password besides a token', { password: 'p', auth: 'azure-entra' }, {}, 'CONFLICTING_VALUES', 'token'],
    ['a token in the clear', { auth: 'azure-entra', sslmode: 'prefer' }, {}, 'CONFLICTING_VALUES', 'unencrypted'],
  ])('%s', (_, parameters, env, code, words) => {
    const problems = problemsOf(parameters, env);
    expect(problems[0]?.code).toBe(code);
    expect(new ProblemError(problems).message).toContain(words);
  });

  test('values that ask for nothing are let through', () => {
    expect(problemsOf({}, { PGGSSENCMODE: 'prefer', PGCLIENTENCODING: 'UTF8', PGSSLCOMPRESSION: '0' })).toEqual([]);
  });
});
