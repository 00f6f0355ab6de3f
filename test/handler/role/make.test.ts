import { createContext, type HandlerContext } from '../../../src/handler';
import { roleResource } from '../../../src/handler/role';
import { declaredServer } from '../../support/cli';
import { freshName, type PostgresServer, sharedServer } from '../../support/postgres';

let server: PostgresServer;
let context: HandlerContext;

beforeAll(async () => {
  server = await sharedServer();
  context = createContext({ servers: { main: declaredServer(server) } }, { env: { ADMIN_PASSWORD: server.password } });
});

afterAll(() => context.close());

/** Plans and makes roles all at once, as Terraform does; what each came to. */
async function makeAtOnce(names: readonly string[], meanwhile: () => Promise<void> = async () => {}) {
  const configs = names.map((name) => ({ server: 'main', name, comment: `this is ${name}` }));
  const planned = await Promise.all(configs.map((config) => roleResource.plan({ config, prior: null }, context)));
  await meanwhile();
  const made = configs.map((config, index) => {
    const { values, private: kept } = planned[index] as (typeof planned)[number];
    return roleResource.create({ config, planned: { values, private: kept } }, context);
  });
  const settled = await Promise.allSettled(made);
  return settled.map((each) => (each.status === 'fulfilled' ? each.value.values.id : (each.reason as Error).message));
}

async function commentsOf(names: readonly string[]) {
  const rows = await server.query(
    `SELECT shobj_description(oid, 'pg_authid') AS comment, xmin::text FROM pg_authid
      WHERE rolname = ANY ($1) ORDER BY array_position($1::text[], rolname::text)`,
    { values: [names] },
  );
  return { comments: rows.map(({ comment }) => comment), transactions: new Set(rows.map(({ xmin }) => xmin)).size };
}

test('roles that are made at the same time are made in one transaction, and each is told of its own', async () => {
  const names = Array.from({ length: 8 }, () => freshName('many'));
  expect(await makeAtOnce(names)).toEqual(names.map((name) => `main/${name}`));
  expect(await commentsOf(names)).toEqual({ comments: names.map((name) => `this is ${name}`), transactions: 1 });
});

test('where one of them cannot be made, that one alone fails', async () => {
  const [one, taken, other] = [freshName('one'), freshName('taken'), freshName('other')];
  const results = await makeAtOnce([one, taken, other], async () => {
    await server.query(`CREATE ROLE "${taken}"`);
  });
  expect(results).toEqual([
    `main/${one}`,
    expect.stringContaining(`The role ${JSON.stringify(taken)} exists already`),
    `main/${other}`,
  ]);
  expect((await commentsOf([one, taken, other])).comments).toEqual([`this is ${one}`, null, `this is ${other}`]);
});
