import { freePort } from '../support/free-port';
import { integrationAttributes } from '../support/integration';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let name: string;

beforeAll(async () => {
  name = freshName('never');
});

afterEach(async () => {
  project.sandbox.setFaults({});
  // Nothing was changed, neither in the database nor at Apono.
  expect(await server.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE '${name}%'`)).toEqual([]);
  expect(project.sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
});

const role = (more: object = {}) => ({ server: 'main', name, ...more });
const provider = (servers: string, apono = '') =>
  `provider "aponopg" {\n  servers = { main = { ${servers} } }\n  ${apono}\n}\n`;
const main = (more: string) => `host = "${server.host}", port = ${server.port}, username = "postgres", ${more}`;
const integrationOf = (more: object) => ({ aponopg_integration: { it: integrationAttributes({ ...more }) } });
const LONG = 'é'.repeat(32);

/**
 * All that is wrong with one kind of resource is told in one plan: each row is one resource of it.
 */
describe('an integration', () => {
  const rows: Record<string, [attributes: Record<string, unknown>, expected: RegExp]> = {
    port_0: [
      { port: 0 },
      /`port` must be a whole number from 1 to 65535 .*Where: port Value: 0 Allowed: a whole number from 1 to 65535/,
    ],
    port_70000: [{ port: 70000 }, /Where: port Value: 70000/],
    port_fraction: [{ port: 5432.5 }, /Where: port Value: 5432.5/],
    sslmode: [{ sslmode: 'verify_full' }, /Where: sslmode Value: "verify_full" Allowed: .*verify-full/],
    no_hostname: [{ hostname: '' }, /`hostname` is empty .*Where: hostname/],
    scheme: [
      { hostname: 'https://db' },
      /`hostname` holds a scheme .*Value: "https:\/\/db" .*What to do: Give the bare host/,
    ],
    port_in_host: [{ hostname: 'db:5432' }, /`hostname` holds a port/],
    details: [
      { custom_access_details: 'x'.repeat(401) },
      /`custom_access_details` has 401 characters .*Allowed: at most 400 characters/,
    ],
    lone_resource_owner: [
      { resource_owner: { key_name: 'owner', attribute_type: 'group' } },
      /`resource_owner` is given without `integration_owner` .*What to do: Add `integration_owner`/,
    ],
    two_stores: [
      { secret_store: { aws: { region: 'r', secret_id: 's' }, gcp: { project: 'p', secret_id: 's' } } },
      /names 2 stores: aws, gcp/,
    ],
    no_store: [{ secret_store: null }, /`secret_store` is required for the type postgresql/],
    empty_store: [{ secret_store: {} }, /`secret_store` names no store/],
    empty_secret: [{ secret_store: { aws: { region: '', secret_id: 's' } } }, /Where: secret_store\.aws\.region/],
    days_0: [
      { credential_rotation_period_in_days: 0 },
      /Where: credential_rotation_period_in_days Value: 0 Allowed: a whole number of at least 1/,
    ],
    days_negative: [{ user_cleanup_period_in_days: -1 }, /Where: user_cleanup_period_in_days Value: -1/],
    days_fraction: [{ user_cleanup_period_in_days: 1.5 }, /Where: user_cleanup_period_in_days Value: 1.5/],
    no_types: [
      { connected_resource_types: [] },
      /Where: connected_resource_types Value: \[\] Allowed: at least one resource type/,
    ],
    empty_type: [{ type: '' }, /Where: type Value: ""/],
    typed_extra: [{ extra_config: { port: '1' } }, /has an attribute of its own .*Give it as `port`/],
    name: [{ name: ' Orders ' }, /Where: name Value: " Orders "/],
  };

  test('each mistake is told at plan: where it is, the value, what is allowed, what to do', async () => {
    const said = await refusedEach(
      'aponopg_integration',
      mapped(rows, ([more]) => integrationAttributes(more)),
    );
    for (const [row, [, expected]] of Object.entries(rows))
      expect([row, said[row]]).toEqual([row, expect.stringMatching(expected)]);
  });

  test.each([
    ['a port that is no number', { port: 'abc' }, /port.*a number is required/],
    ['an attribute that does not exist', { hostnaem: 'db' }, /hostnaem/],
    ['a store that does not exist', { secret_store: { vault: {} } }, /secret_store/],
  ])('%s is told by Terraform itself', async (_, more, expected) => {
    project.declare({ resource: integrationOf(more) });
    expect(await project.terraform.failing.plan()).toMatch(expected);
  });
});

describe('a role', () => {
  const rows: Record<string, [attributes: Record<string, unknown>, expected: RegExp]> = {
    long: [{ name: LONG }, /`name` has 64 bytes; PostgreSQL cuts names at 63 .*Allowed: 1 to 63 bytes/],
    empty: [{ name: '' }, /`name` is empty/],
    predefined: [{ name: 'pg_x' }, /`name` begins with `pg_`, .*Value: "pg_x"/],
    public: [{ name: 'public' }, /`name` is a reserved word/],
    limit: [{ connection_limit: -2 }, /Where: connection_limit Value: -2/],
    until: [{ valid_until: 'tomorrow' }, /Where: valid_until Value: "tomorrow" Allowed: ISO 8601/],
    setting: [{ settings: { 'no such': 'x' } }, /"no such" is not the name of a setting/],
    itself: [{ member_of: [{ role: 'never' }], name: 'never' }, /is made a member of itself/],
    two_passwords: [
      { password_wo: 'canary-bad', password_env: 'X' },
      /Both `password_wo` and `password_env` are given/,
    ],
    own_heir: [{ name: 'never', on_destroy: { reassign_owned_to: 'never' } }, /named as its own heir/],
    // What stands there may be the password itself.
    variable: [{ password_env: 'NOT-A-VARIABLE' }, /Where: password_env Allowed: an environment variable's name/],
  };

  test('each mistake is told at plan', async () => {
    const said = await refusedEach(
      'aponopg_role',
      mapped(rows, ([more]) => role(more)),
    );
    for (const [row, [, expected]] of Object.entries(rows))
      expect([row, said[row]]).toEqual([row, expect.stringMatching(expected)]);
    expect(JSON.stringify(said)).not.toContain('canary-bad');
  });

  test('a NUL in a name', async () => {
    project.declare({ resource: { aponopg_role: { it: role({ name: `${name}\0x` }) } } });
    expect(await project.terraform.failing.plan()).toMatch(/NUL|null|U\+0000|invalid/i);
  });

  test('a server that is not declared', async () => {
    project.declare({ resource: { aponopg_role: { it: role({ server: 'elsewhere' }) } } });
    expect(await project.terraform.failing.plan()).toMatch(
      /No server is called "elsewhere" .*Where: server Value: "elsewhere" Allowed: main/,
    );
  });
});

describe('the database server', () => {
  const planned = async (servers: string) => {
    project.declare({ resource: { aponopg_role: { it: role() } } }, provider(servers));
    return project.terraform.failing.plan();
  };

  test('a wrong password of the admin is no reason to go on', async () => {
    const said = await planned(main('password = "canary-admin"'));
    expect(said).toMatch(/PG_AUTH_FAILED/);
    expect(said).toContain('postgres');
    expect(said).not.toContain('canary-admin');
  });

  test('two passwords', async () => {
    expect(await planned(main('password = "canary-admin", password_env = "X"'))).toMatch(
      /Both `password` and `password_env` are given/,
    );
  });

  test('a port and a mode that do not exist', async () => {
    const said = await planned('host = "db", port = 70000, sslmode = "verify_full"');
    expect(said).toMatch(/Where: servers\.main\.port Value: 70000/);
    expect(said).toMatch(/Where: servers\.main\.sslmode Value: "verify_full"/);
  });

  test('a host that does not answer', async () => {
    const port = await freePort();
    project.declare(
      { resource: { aponopg_role: { it: role() } } },
      provider(`host = "127.0.0.1", port = ${port}, username = "x", password = "y"`),
    );
    expect(await project.terraform.failing.apply()).toMatch(
      new RegExp(`127.0.0.1:${port} cannot be reached: nothing listens there .*PG_UNREACHABLE`),
    );
  });
});

describe('Apono', () => {
  const planned = async (apono: string) => {
    project.declare(
      { resource: integrationOf({}) },
      provider(main('password_env = "ADMIN_PASSWORD"'), `apono = { ${apono} }`),
    );
    return project.terraform.failing.plan();
  };
  const at = () => `endpoint = "${project.sandbox.url}"`;

  test('without a token', async () => {
    delete project.env.APONO_PERSONAL_TOKEN;
    expect(await planned(at())).toMatch(/APONO_TOKEN_MISSING/);
  });

  test('with a token that is refused', async () => {
    const said = await planned(`${at()}, token = "canary-token"`);
    expect(said).toMatch(/APONO_TOKEN_REFUSED/);
    expect(said).not.toContain('canary-token');
  });

  test('at an address that is none', async () => {
    expect(await planned('endpoint = "ftp://x", token = "t"')).toMatch(
      /Where: apono\.endpoint Value: "ftp:\/\/x" Allowed: scheme and host/,
    );
  });

  test('that answers with a web page', async () => {
    project.sandbox.setFaults({ non_json: true });
    expect(await planned(`${at()}, token = "${project.sandbox.token}"`)).toMatch(/APONO_BAD_ANSWER/);
  });

  test('that cannot be reached', async () => {
    expect(await planned(`endpoint = "http://127.0.0.1:${await freePort()}", token = "canary-token"`)).toMatch(
      /APONO_UNREACHABLE/,
    );
  });
});

/** Plans resources that are all wrong, and gives what was said of each. */
async function refusedEach(type: string, resources: Record<string, object>): Promise<Record<string, string>> {
  project.declare({ resource: { [type]: resources } });
  const said = await project.terraform.failing.plan();
  const parts = said
    .split(/(?=Error: )/)
    .map((part) => [new RegExp(`with ${type}\\.(\\w+),`).exec(part)?.[1], part] as const);
  return Object.fromEntries(parts.filter(([row]) => row !== undefined).map(([row, part]) => [row as string, part]));
}

function mapped<From, To>(rows: Record<string, From>, by: (row: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(rows).map(([row, each]) => [row, by(each)]));
}
