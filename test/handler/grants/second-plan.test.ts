import { createContext, type HandlerContext } from '../../../src/handler';
import { grantsResource } from '../../../src/handler/grants';
import { declaredServer } from '../../support/cli';
import { databaseOn, freshName, type PostgresServer, sharedServer, type TestDatabase } from '../../support/postgres';

let server: PostgresServer;
let database: TestDatabase;
let context: HandlerContext;
const reader = freshName('reader');

beforeAll(async () => {
  server = await sharedServer();
  database = await databaseOn(server);
  await database.query(`CREATE ROLE ${reader}; CREATE TABLE t (id int); GRANT SELECT, INSERT ON t TO ${reader}`);
});

beforeEach(() => {
  const env = { ADMIN_PASSWORD: server.password };
  context = createContext({ servers: { main: declaredServer(server) } }, { env, terraform: true });
});

afterEach(() => context.close());

afterAll(async () => {
  await database.drop();
  await server.query(`DROP ROLE ${reader}`);
});

/** A create in the place of a resource that gave INSERT, and that this process knows nothing of. */
const plan = () => {
  const select = { grantees: [reader], on: 'table', schemas: ['public'], objects: ['t'], privileges: ['SELECT'] };
  const config = { server: 'main', database: database.name, grants: { select } };
  return grantsResource.plan({ config, prior: null }, context);
};

test('what a grantee holds beyond a create is an error of its plan', async () => {
  await expect(plan()).rejects.toMatchObject({ problems: [expect.objectContaining({ code: 'HOLDS_MORE' })] });
});

test('it is none as soon as something is applied, which may be what takes it away', async () => {
  const planned = plan();
  const { terraform } = context.run;
  if (terraform === undefined) throw new Error('Terraform drives it');
  terraform.applying = true;
  expect((await planned).values.statements).toEqual([`GRANT SELECT ON TABLE "public"."t" TO "${reader}"`]);
});
