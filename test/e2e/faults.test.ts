import { closedAfterwards } from '../support/clean-up';
import { type Fault, type FaultProxy, openFaultProxy } from '../support/fault-proxy';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';

const server = useServer();
const project = useProject(() => ({}), beforeEach);

let proxy: FaultProxy;
let database: TestDatabase;
let names: { team: string; reader: string };
let blocks: string;

beforeEach(async () => {
  proxy = await openFaultProxy(server);
  const made = await databaseOn(server);
  database = made;
  closedAfterwards({ close: () => made.drop() });
  await database.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int)');
  names = { team: freshName('team'), reader: freshName('reader') };
  blocks = `
resource "aponopg_role" "team" {
  server     = "main"
  name       = "${names.team}"
  on_destroy = { drop_owned = true }
}

resource "aponopg_role" "reader" {
  server    = "main"
  name      = "${names.reader}"
  login     = true
  member_of = [{ role = aponopg_role.team.name }]
}

resource "aponopg_grants" "team" {
  server   = "main"
  database = "${database.name}"
  grants = {
    e1 = { grantees = [aponopg_role.team.name], on = "schema", objects = ["app"], privileges = ["USAGE"] },
    e2 = { grantees = [aponopg_role.team.name], on = "table", schemas = ["app"], objects = ["orders"], privileges = ["SELECT"] }
  }
}
`;
  write(blocks);
});

function write(resources: string): void {
  project.write(
    resources,
    `
provider "aponopg" {
  servers = {
    main = {
      host                    = "127.0.0.1"
      port                    = ${proxy.port}
      database                = "postgres"
      username                = "${server.superuser}"
      password_env            = "ADMIN_PASSWORD"
      sslmode                 = "disable"
      connect_timeout_seconds = 1
    }
  }
}
`,
  );
}

/** What of the configuration the state has, and what the server has. */
async function found(): Promise<{ state: string[]; there: string[] }> {
  const { values } = await project.terraform.state();
  const state = (values?.root_module?.resources ?? []).map(({ address }: { address: string }) => address);
  const [row] = await database.query(
    `SELECT to_regrole($1) IS NOT NULL AS team, to_regrole($2) IS NOT NULL AS reader,
            EXISTS (SELECT FROM pg_class, aclexplode(relacl) WHERE relname = 'orders' AND grantee = to_regrole($1)) AS grants`,
    { values: [names.team, names.reader] },
  );
  const there = [
    ...(row?.grants ? ['aponopg_grants.team'] : []),
    ...(row?.reader ? ['aponopg_role.reader'] : []),
    ...(row?.team ? ['aponopg_role.team'] : []),
  ];
  return { state: state.sort(), there };
}

const MADE = [/^> CREATE ROLE/, /^> COMMIT/];
const GRANTED = [/^> GRANT/, /^> COMMIT/];

test.each<[string, Fault]>([
  ['a reset before CREATE ROLE', { kind: 'reset', at: [/^> CREATE ROLE/], when: 'before' }],
  ['a close before the COMMIT of a role', { kind: 'close', at: MADE, when: 'before' }],
  ['a reset after the COMMIT of a role', { kind: 'reset', at: MADE, when: 'after' }],
  ['an answer to the COMMIT of a role that never comes', { kind: 'half-open', at: MADE, when: 'after' }],
  ['an answer to GRANT that never comes', { kind: 'half-open', at: [/^> GRANT/], when: 'after' }],
  ['a close before the COMMIT of grants', { kind: 'close', at: GRANTED, when: 'before' }],
  ['a reset after the COMMIT of grants', { kind: 'reset', at: GRANTED, when: 'after' }],
  ['a server that is silent from the COMMIT of grants on', { kind: 'silent', at: GRANTED, when: 'before' }],
])('after %s the state says what is there, and the next apply ends well', async (_, fault) => {
  proxy.arm(fault);
  const first = await project.terraform.start('apply', '-auto-approve', '-input=false').finished;
  proxy.heal();
  const { state, there } = await found();
  expect(state).toEqual(there);
  if (first.code !== 0)
    expect(inOneLine(first.stdout + first.stderr)).toMatch(/PG_(CONNECTION_LOST|TIMEOUT|OUTCOME_UNKNOWN)/);
  await project.settle();
  expect((await found()).there).toHaveLength(3);
});

test('a role whose making nobody could ask after is told of, and imported', async () => {
  proxy.arm({ kind: 'silent', at: MADE, when: 'after' });
  expect(await project.terraform.failing.apply()).toMatch(/is to be imported.*PG_OUTCOME_UNKNOWN/);
  proxy.heal();
  expect(await found()).toEqual({ state: [], there: ['aponopg_role.team'] });
  expect(await project.terraform.failing.apply()).toMatch(/ROLE_EXISTS/);
  await project.terraform.import('aponopg_role.team', `main/${names.team}`);
  await project.settle();
});

test.each<[string, Fault]>([
  ['a reset before DROP ROLE', { kind: 'reset', at: [/^> DROP ROLE/], when: 'before' }],
  ['a close after the COMMIT of DROP ROLE', { kind: 'close', at: [/^> DROP ROLE/, /^> COMMIT/], when: 'after' }],
])('after %s a destroy goes on where it was', async (_, fault) => {
  await project.settle();
  proxy.arm(fault);
  await project.terraform.start('destroy', '-auto-approve', '-input=false').finished;
  const { state, there } = await found();
  expect(state).toEqual(there);
  await project.terraform.destroy();
  expect(await found()).toEqual({ state: [], there: [] });
});
