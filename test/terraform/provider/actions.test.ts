import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { type Sandbox, startSandbox } from '../../../src/apono/sandbox';
import { PROVIDER_SOURCE } from '../../../src/metadata';
import { type Attributes, UNKNOWN } from '../../../src/terraform/plugin';
import { objectType } from '../../../src/terraform/plugin/attribute-type';
import { encodeMsgpack } from '../../../src/terraform/plugin/wire/encode-value';
import { aponopgProvider } from '../../../src/terraform/provider/provider';
import { cleanUp, closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { freshName } from '../../support/postgres';
import { useServer } from '../../support/project';
import { protocolClient, type ToyClient } from '../plugin/toy-client';

const server = useServer();
const CANARY = 'canary-of-the-connector';

let sandbox: Sandbox;
/** Stands before the sandbox, which keeps no secret: what is stored is seen here, and may be refused. */
const passing = { endpoint: '', refuse: false, stored: [] as string[] };
let client: ToyClient;
let attributes: Readonly<Record<string, Attributes>>;

type Values = Readonly<Record<string, string | number | typeof UNKNOWN>>;

/** A provider that is configured, with the server as `main`, by whom it is administered. */
async function configured(
  admin: { user: string; password: string },
  more: Readonly<Record<string, string>> = {},
): Promise<ToyClient> {
  const env = { ADMIN_PASSWORD: admin.password, CONNECTOR_PASSWORD: CANARY, PATH: process.env.PATH, ...more };
  const provider = aponopgProvider(env);
  attributes = Object.fromEntries(
    Object.entries(provider.actions ?? {}).map(([name, lazy]) => [
      name,
      (typeof lazy === 'function' ? lazy() : lazy).schema.attributes,
    ]),
  );
  const opened = await protocolClient(PROVIDER_SOURCE, () => provider as never);
  const main = { host: server.host, port: server.port, database: 'postgres', username: admin.user };
  const config = {
    servers: { main: { ...main, password_env: 'ADMIN_PASSWORD', sslmode: 'prefer' } },
    apono: { endpoint: passing.endpoint, token: sandbox.token },
  };
  const { diagnostics } = await opened.ask('ConfigureProvider', {
    config: { json: Buffer.from(JSON.stringify(config)) },
  });
  expect(diagnostics ?? []).toEqual([]);
  return opened;
}

beforeAll(async () => {
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const before = createServer(async (request, answer) => {
    const body = await text(request);
    if (request.method === 'PUT') passing.stored.push(body);
    if (request.method === 'PUT' && passing.refuse) {
      answer.writeHead(400, { 'content-type': 'application/json' }).end('{"status":"400","message":"not today"}');
      return;
    }
    const { method = 'GET', url = '/', headers } = request;
    const passed = await fetch(`${sandbox.url}${url}`, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(body !== '' && { body }),
    });
    answer.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text());
  });
  await new Promise<void>((resolve) => before.listen(0, '127.0.0.1', resolve));
  closedAfterwards({ close: () => before.close() });
  passing.endpoint = `http://127.0.0.1:${(before.address() as AddressInfo).port}`;
});

beforeEach(async () => {
  Object.assign(passing, { refuse: false, stored: [] });
  client = await configured({ user: server.superuser, password: server.password });
});

function configOf(action: string, values: Values) {
  const type = objectType(attributes[action] ?? {});
  const none = Object.fromEntries(Object.keys(attributes[action] ?? {}).map((name) => [name, null]));
  return { msgpack: encodeMsgpack(type, { ...none, ...values }) };
}

/** What an invocation told, and what it ended with. */
async function invoke(action: string, values: Values, by = client) {
  const planned = await by.ask('PlanAction', { actionType: action, config: configOf(action, values) });
  const events = await by.events('InvokeAction', { actionType: action, config: configOf(action, values) });
  const diagnostics = events.at(-1)?.completed?.diagnostics ?? [];
  const all = JSON.stringify([planned.diagnostics, events]);
  expect(all).not.toContain(CANARY);
  return {
    planned: planned.diagnostics ?? [],
    told: events.flatMap(({ progress }) => (progress ? [progress.message ?? ''] : [])),
    errors: diagnostics.filter(({ severity }) => severity === 1),
    warnings: diagnostics.filter(({ severity }) => severity === 2),
  };
}

/** A session of the role, open until somebody ends it. Gives whether it still is. */
async function session(role: string): Promise<{ isOpen(): boolean; ended: Promise<void>; close(): Promise<void> }> {
  const connection = new Client({ connectionString: server.url('postgres', { user: role, password: CANARY }) });
  let open = true;
  connection.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    connection.on('end', () => {
      open = false;
      resolve();
    });
  });
  await connection.connect();
  const close = () => connection.end().catch(() => undefined);
  cleanUp(close);
  return { isOpen: () => open, ended, close };
}

async function role(attributesInSql = ''): Promise<string> {
  const name = freshName('acted');
  await server.query(`CREATE ROLE ${name} LOGIN PASSWORD '${CANARY}' ${attributesInSql}`);
  return name;
}

describe('aponopg_refresh_integration', () => {
  test('has Apono look again, and waits until it has', async () => {
    const orders = sandbox.integrations()[0];
    const seen = sandbox.requests().length;
    const { told, errors } = await invoke('aponopg_refresh_integration', { id: orders?.id ?? '' });
    expect(errors).toEqual([]);
    expect(told).toEqual(['Apono looks again', `${orders?.name} is Active`]);
    expect(
      sandbox
        .requests()
        .slice(seen)
        .filter(({ method }) => method === 'POST'),
    ).toHaveLength(1);
  });

  test('one that there is not is an error of the plan already', async () => {
    const { planned, errors } = await invoke('aponopg_refresh_integration', { id: 'no-such' });
    expect(planned).toMatchObject([{ severity: 1, summary: 'Apono has no integration with this id' }]);
    expect(errors).toHaveLength(1);
  });
});

describe('aponopg_end_sessions', () => {
  test('ends the sessions of the role, and no others', async () => {
    const [one, other] = [await role(), await role()];
    const [mine, again, others] = [await session(one), await session(one), await session(other)];
    const { told, errors, warnings } = await invoke('aponopg_end_sessions', { server: 'main', role: one });
    expect([errors, warnings]).toEqual([[], []]);
    expect(told).toEqual([`2 sessions (postgres) of ${one} were told to end`, 'All of them have ended']);
    await Promise.all([mine.ended, again.ended]);
    expect(others.isOpen()).toBe(true);
    expect((await invoke('aponopg_end_sessions', { server: 'main', role: one })).told).toEqual([
      `No session of ${one} is open`,
    ]);
  });

  test('sessions in another database, and those that end within the grace, are left alone', async () => {
    const name = await role();
    const open = await session(name);
    const elsewhere = await invoke('aponopg_end_sessions', { server: 'main', role: name, database: 'template1' });
    expect(elsewhere.told).toEqual([`No session of ${name} is open`]);
    expect(open.isOpen()).toBe(true);
    const ending = invoke('aponopg_end_sessions', { server: 'main', role: name, grace_seconds: 60 });
    await open.close();
    expect((await ending).told.at(-1)).toBe(`No session of ${name} is open`);
  });

  test("the admin's own are refused, at the plan and when invoked", async () => {
    const { planned, errors } = await invoke('aponopg_end_sessions', { server: 'main', role: server.superuser });
    const summary = `The provider itself is signed in as ${server.superuser}: its sessions are not ended`;
    expect(planned).toMatchObject([{ severity: 1, summary }]);
    expect(errors).toMatchObject([{ summary }]);
  });

  test('an admin without the right is told which one it lacks, and pg_signal_backend is enough', async () => {
    const [admin, name] = [await role('CREATEROLE'), await role()];
    const open = await session(name);
    const by = await configured({ user: admin, password: CANARY });
    const refused = await invoke('aponopg_end_sessions', { server: 'main', role: name }, by);
    expect(refused.errors[0]?.detail).toContain('pg_signal_backend');
    expect(refused.errors[0]?.detail).toContain('Code: PG_NOT_PERMITTED');
    expect(open.isOpen()).toBe(true);
    await server.query(`GRANT pg_signal_backend TO ${admin}`);
    expect((await invoke('aponopg_end_sessions', { server: 'main', role: name }, by)).errors).toEqual([]);
    await open.ended;
  });

  test('nothing is said of what is not known yet', async () => {
    const { diagnostics } = await client.ask('PlanAction', {
      actionType: 'aponopg_end_sessions',
      config: configOf('aponopg_end_sessions', { server: 'main', role: UNKNOWN }),
    });
    expect(diagnostics ?? []).toEqual([]);
  });
});

describe('aponopg_check_connection', () => {
  const check = (values: Values) => invoke('aponopg_check_connection', { server: 'main', ...values });

  test('a superuser signs in and has all that Apono needs', async () => {
    const name = await role('SUPERUSER');
    const { told, errors, warnings } = await check({ role: name, password_wo: CANARY, database: 'template1' });
    expect(errors).toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`^Signed in to template1 on main as ${name}: PostgreSQL \\d+.*, without TLS$`)),
      `${name} has what Apono needs on PostgreSQL: it is a superuser`,
    ]);
    expect(warnings).toMatchObject([{ summary: 'The connection to main is not encrypted' }]);
  });

  test('one with CREATEROLE does, with a word on what it cannot reach; one without does not', async () => {
    const { errors, warnings } = await check({ role: await role('CREATEROLE'), password_env: 'CONNECTOR_PASSWORD' });
    expect(errors).toEqual([]);
    expect(warnings.map(({ summary }) => summary).join()).toContain('is no superuser');
    const lacking = await check({ role: await role(), password_env: 'CONNECTOR_PASSWORD' });
    expect(lacking.errors).toMatchObject([
      { summary: expect.stringContaining('lacks what Apono needs on PostgreSQL: CREATEROLE') },
    ]);
  });

  test('whoever may not sign in is told why', async () => {
    const name = await role();
    await server.query(`ALTER ROLE ${name} NOLOGIN`);
    const { errors } = await check({ role: name, password_wo: CANARY });
    expect(errors).toMatchObject([{ summary: expect.stringContaining(`Signing in as ${name} on main failed`) }]);
    const wrong = await check({ role: await role(), password_wo: 'another-canary-of-the-connector' });
    expect(wrong.errors[0]?.detail).toContain('Code: PG_AUTH_FAILED');
    expect(JSON.stringify(wrong)).not.toContain('another-canary');
  });

  test('an ephemeral password that Terraform left out is told of', async () => {
    const { errors } = await check({ role: 'x' });
    expect(errors).toMatchObject([{ summary: 'Terraform gave no password' }]);
    expect(errors[0]?.detail).toContain('password_env');
  });

  test('a variable that is not set is an error of the plan; two passwords, or none, of the validation', async () => {
    const { planned } = await check({ role: 'x', password_env: 'NOT_SET' });
    expect(planned).toMatchObject([{ severity: 1, summary: expect.stringContaining('NOT_SET is not set') }]);
    for (const given of [{}, { password_wo: CANARY, password_env: 'CONNECTOR_PASSWORD' }]) {
      const config = configOf('aponopg_check_connection', { server: 'main', role: 'x', ...given });
      const { diagnostics } = await client.ask('ValidateActionConfig', {
        typeName: 'aponopg_check_connection',
        config,
      });
      expect(diagnostics).toHaveLength(1);
      expect(JSON.stringify(diagnostics)).not.toContain(CANARY);
    }
  });
});

describe('aponopg_rotate_password', () => {
  const rotate = (values: Values, by = client) => invoke('aponopg_rotate_password', { server: 'main', ...values }, by);
  const verifierOf = async (name: string) =>
    (await server.query<{ rolpassword: string }>(`SELECT rolpassword FROM pg_authid WHERE rolname = '${name}'`))[0]
      ?.rolpassword;

  /** An integration whose secret lies with Apono, as the API has it. */
  async function integration(
    parameters: object = { username: 'x', password: 'y' },
  ): Promise<{ id: string; name: string }> {
    const name = freshName('Orders');
    const response = await fetch(`${sandbox.url}/api/admin/v4/integrations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{
          name,
          type: 'postgresql',
          connector_id: 'AwsConnector-Prod',
          connected_resource_types: ['postgresql-database'],
        },
        integration_config: { hostname: 'db.internal', port: '5432', dbname: 'postgres' },
        secret_store_config: { apono: { parameters } },
      }),
    });
    return (await response.json()) as { id: string; name: string };
  }

  test('the role and the secret get one new password, which nobody else learns', async () => {
    const name = await role();
    const { id, name: title } = await integration();
    const verifier = await verifierOf(name);
    const { told, errors, warnings } = await rotate({ role: name, integration_id: id });
    expect([errors, warnings]).toEqual([[], []]);
    expect(told).toEqual([`${name} on main has a new password`, `${title} has it, in Apono's own store`]);
    expect(await verifierOf(name)).not.toBe(verifier);
    expect(await server.tryAs(name, CANARY, 'postgres', 'SELECT 1')).not.toBe('ok');
    expect(passing.stored).toHaveLength(1);
    const { username, password } = JSON.parse(passing.stored[0] ?? '').secret_store_config.apono.parameters;
    expect(username).toBe(name);
    expect(await server.tryAs(name, password, 'postgres', 'SELECT 1')).toBe('ok');
    expect(JSON.stringify(told)).not.toContain(password);
  });

  test('a password that is given is set, and what stores it is left alone', async () => {
    const name = await role();
    await server.query(`ALTER ROLE ${name} PASSWORD 'another'`);
    const seen = sandbox.requests().length;
    expect((await rotate({ role: name, password_env: 'CONNECTOR_PASSWORD' })).errors).toEqual([]);
    expect(await server.tryAs(name, CANARY, 'postgres', 'SELECT 1')).toBe('ok');
    expect(sandbox.requests()).toHaveLength(seen);
  });

  test('where Apono refuses the password before is set again', async () => {
    const name = await role();
    const { id } = await integration();
    const verifier = await verifierOf(name);
    passing.refuse = true;
    const { errors, told } = await rotate({ role: name, integration_id: id });
    expect(told).toEqual([`${name} on main has a new password`]);
    expect(errors[0]?.detail).toContain(`${name} has its password of before again`);
    expect(await verifierOf(name)).toBe(verifier);
  });

  test.each([
    ['a secret that lies elsewhere', () => sandbox.integrations()[0]?.id ?? '', "does not lie in Apono's own store"],
    ['an integration that there is not', () => 'no-such', 'Apono has no integration with this id'],
  ])('%s is refused before anything is changed', async (_, id, what) => {
    const name = await role();
    const verifier = await verifierOf(name);
    const { planned, errors } = await rotate({ role: name, integration_id: id() });
    for (const said of [planned, errors]) expect(said).toMatchObject([{ summary: expect.stringContaining(what) }]);
    expect(await verifierOf(name)).toBe(verifier);
  });

  test.each([
    ["the admin's own", () => server.superuser, 'The provider itself is signed in'],
    ['one that is not there', () => 'nobody_at_all', 'There is no role nobody_at_all'],
  ])('a role is refused: %s', async (_, name, what) => {
    const { errors } = await rotate({ role: name(), password_env: 'CONNECTOR_PASSWORD' });
    expect(errors).toMatchObject([{ summary: expect.stringContaining(what) }]);
  });

  test('neither a server that is for planning only, nor a review that does not show it, lets it happen', async () => {
    const admin = { user: server.superuser, password: server.password };
    const name = await role();
    const open = await session(name);
    const verifier = await verifierOf(name);
    const review = join(freshFolder('review'), 'review.json');
    writeFileSync(review, JSON.stringify({ format: 1, fingerprint: 'none', flags: [], changes: [], statements: [] }));
    for (const [env, code] of [
      [{ APONOPG_PLAN_ONLY: '1' }, 'PLAN_ONLY'],
      [{ APONOPG_REVIEW: review }, 'BEYOND_REVIEW'],
    ] as const) {
      const { errors } = await rotate({ role: name, password_env: 'CONNECTOR_PASSWORD' }, await configured(admin, env));
      expect(errors).toMatchObject([{ detail: expect.stringContaining(`Code: ${code}`) }]);
    }
    const by = await configured(admin, { APONOPG_PLAN_ONLY: '1' });
    const { errors } = await invoke('aponopg_end_sessions', { server: 'main', role: name }, by);
    expect(errors).toMatchObject([{ detail: expect.stringContaining('Code: PLAN_ONLY') }]);
    expect([await verifierOf(name), open.isOpen()]).toEqual([verifier, true]);
  });
});
