import { applyDocument, planDocument } from '../../src/document';
import { createContext, type HandlerContext } from '../../src/handler';
import type { Document } from '../../src/metadata';
import { declaredServer } from '../support/cli';
import { freshName, type PostgresServer, sharedServer } from '../support/postgres';

let server: PostgresServer;
let context: HandlerContext;

beforeAll(async () => {
  server = await sharedServer();
});
beforeEach(() => {
  context = createContext({ servers: { main: declaredServer(server) } }, { env: { ADMIN_PASSWORD: server.password } });
});
afterEach(() => context.close());

const documentOf = (names: readonly string[], below: string) =>
  ({
    servers: {},
    roles: [...names.map((name) => ({ server: 'main', name, member_of: name === below ? [] : [{ role: below }] }))],
  }) as unknown as Document;

async function transactionsOf(names: readonly string[]): Promise<(string | null)[]> {
  const rows = await server.query<{ xmin: string }>('SELECT xmin::text FROM pg_authid WHERE rolname = ANY ($1)', {
    values: [names],
  });
  return rows.map(({ xmin }) => xmin);
}

test('new roles of a document are made in one transaction, whatever the order in which they are members of each other', async () => {
  const names = ['one', 'two', 'group'].map((each) => freshName(each));
  const plan = await planDocument(documentOf(names, names[2] as string), context);
  const { done } = await applyDocument(plan, context);
  expect(done).toHaveLength(3);
  const transactions = await transactionsOf(names);
  expect([transactions.length, new Set(transactions).size]).toEqual([3, 1]);
});

test('where one of them cannot be made, those beside it are, and the failure names the one', async () => {
  const [one, taken, group] = ['one', 'taken', 'group'].map((each) => freshName(each)) as [string, string, string];
  const plan = await planDocument(documentOf([one, taken, group], group), context);
  await server.query(`CREATE ROLE "${taken}"`);
  const failed: string[] = [];
  const applying = applyDocument(plan, context, { failed: ({ config }) => failed.push(String(config.name)) });
  await expect(applying).rejects.toMatchObject({ problems: [{ code: 'ROLE_EXISTS', path: ['roles', 1, 'name'] }] });
  expect(failed).toEqual([taken]);
  expect(await transactionsOf([one, group])).toHaveLength(2);
});
