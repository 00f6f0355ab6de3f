import { createContext, type HandlerContext } from '../../../src/handler';
import type { Outcome, ResourceState, Values } from '../../../src/handler/handler-resource';
import { roleResource } from '../../../src/handler/role';
import { LONGEST_TEXT } from '../../../src/metadata';
import { declaredServer } from '../../support/cli';
import { freshName, type PostgresServer, sharedServer } from '../../support/postgres';

let server: PostgresServer;
let context: HandlerContext;

beforeAll(async () => {
  server = await sharedServer();
  const env = { ADMIN_PASSWORD: server.password, ROLE_PASSWORD: 'its password' };
  context = createContext({ servers: { main: declaredServer(server) } }, { env });
});

afterAll(() => context.close());

const configOf = (more: object = {}): Values => ({
  server: 'main',
  name: freshName('hostile'),
  login: true,
  password_env: 'ROLE_PASSWORD',
  ...more,
});

async function made(config: Values): Promise<Outcome> {
  const planned = await roleResource.plan({ config, prior: null }, context);
  return roleResource.create({ config, planned }, context);
}

/** What the next plan says, and what applying it leaves. */
async function settledAgain(config: Values, state: ResourceState) {
  const prior = await roleResource.read(state, context);
  if (!prior) throw new Error('The role is gone');
  const planned = await roleResource.plan({ config, prior }, context);
  const statements = planned.values.statements as string[];
  return { prior, statements, after: await roleResource.update({ config, prior, planned }, context) };
}

test.each([
  ['iterations that no number holds', 'SCRAM-SHA-256$4294967297:c2FsdHNhbHRzYWx0c2FsdA=='],
  ['more iterations than are computed', 'SCRAM-SHA-256$1500000:c2FsdHNhbHRzYWx0c2FsdA=='],
])('a role that stores a verifier with %s is planned at once, and revoked', async (_, begun) => {
  const config = configOf();
  const before = await made(config);
  const keys = `${'A'.repeat(43)}=:${'A'.repeat(43)}=`;
  await server.query(`ALTER ROLE "${config.name}" PASSWORD '${begun}$${keys}'`);
  const [row] = await server.query(`SELECT rolpassword FROM pg_authid WHERE rolname = '${config.name}'`);
  expect(row?.rolpassword).toBe(`${begun}$${keys}`);
  const began = Date.now();
  const revoked = { ...config, login: false };
  const { statements } = await settledAgain(revoked, before);
  expect(Date.now() - began).toBeLessThan(2000);
  expect(statements.join()).toMatch(/NOLOGIN.*PASSWORD '\*{8}'/);
  expect(await server.tryAs(String(config.name), 'its password', 'postgres', 'SELECT 1')).toContain('not permitted');
});

test('a comment of 20 MB is not read whole, differs from every other, and is replaced', async () => {
  const config = configOf({ comment: 'as declared' });
  const before = await made(config);
  await server.query(
    `DO $$ BEGIN EXECUTE format('COMMENT ON ROLE %I IS %L', '${config.name}', repeat('x', 20000000)); END $$`,
  );
  const { prior, statements } = await settledAgain(config, before);
  expect(prior.values.comment).toBe(`${'x'.repeat(1000)}... (20000000 characters)`);
  expect(statements).toEqual([`COMMENT ON ROLE "${config.name}" IS 'as declared'`]);
});

test('settings that a role gives itself without measure are not read whole', async () => {
  const config = configOf({ settings: { 'app.tenant': 'one' } });
  const before = await made(config);
  const set = (name: string, length: number) =>
    `EXECUTE format('ALTER ROLE %I SET ${name} TO %L', '${config.name}', repeat('x', ${length}));`;
  const several = Array.from({ length: 20 }, (_, index) => set(`app.s${index}`, 60_000)).join(' ');
  await server.query(`DO $$ BEGIN ${several} ${set('app.tenant', 10_000_000)} END $$`);
  const { prior, statements, after } = await settledAgain(config, before);
  const kept = JSON.stringify(prior);
  expect(kept.length).toBeLessThan(6 * LONGEST_TEXT);
  expect(kept).toContain('... (10000011 characters)');
  expect(statements).toEqual([expect.stringContaining(`SET "app"."tenant" TO 'one'`)]);
  expect(after.values.settings).toEqual({ 'app.tenant': 'one' });
});

test('what is declared is as long at most as what is read', () => {
  const problems = roleResource.validate(
    configOf({ comment: 'x'.repeat(LONGEST_TEXT + 1), settings: { 'app.tenant': 'x'.repeat(LONGEST_TEXT + 1) } }),
  );
  expect(problems).toEqual([
    expect.objectContaining({ code: 'INVALID_VALUE', path: ['comment'], allowed: '1 to 65536 characters' }),
    expect.objectContaining({ code: 'INVALID_VALUE', path: ['settings', 'app.tenant'] }),
  ]);
});
