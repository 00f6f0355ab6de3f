import { createContext, type HandlerContext, type Values } from '../../../src/handler';
import { grantsResource } from '../../../src/handler/grants';
import { granteeOfName, nameOfGrantee } from '../../../src/handler/grants/grantee-name';
import { grantsList } from '../../../src/handler/grants/list-grants';
import { grants } from '../../../src/metadata';
import { declaredServer } from '../../support/cli';
import { databaseOn, freshName, type PostgresServer, sharedServer, type TestDatabase } from '../../support/postgres';
import { changedByTakingOver, listAll } from './taken-over';

let server: PostgresServer;
let database: TestDatabase;
let empty: TestDatabase;
let context: HandlerContext;
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const [owner, reader, writer, root] = ['owner', 'reader', 'writer', 'root'].map((each) => freshName(each)) as [
  string,
  string,
  string,
  string,
];
const odd = freshName('odd@ , / " # ${x} 100% %{y} ');

beforeAll(async () => {
  server = await sharedServer();
  [database, empty] = [await databaseOn(server), await databaseOn(server)];
  await database.query(`
    CREATE ROLE ${owner}; CREATE ROLE ${reader}; CREATE ROLE ${writer}; CREATE ROLE ${root} SUPERUSER; CREATE ROLE ${quoted(odd)};
    CREATE SCHEMA app AUTHORIZATION ${owner}; CREATE SCHEMA "a\${b}";
    CREATE TABLE app.one (id int, note text); CREATE TABLE app.two (id int); CREATE TABLE "a\${b}"."t %{z}" (id int);
    CREATE FUNCTION app.f(integer) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SEQUENCE app.ids;
    GRANT CONNECT, TEMPORARY ON DATABASE "${database.name}" TO ${reader}, ${writer};
    GRANT USAGE ON SCHEMA app TO ${reader}, ${writer}, ${quoted(odd)};
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${reader}, ${writer};
    GRANT INSERT, UPDATE ON app.one TO ${writer} WITH GRANT OPTION;
    GRANT UPDATE (note) ON app.one TO ${reader}; GRANT EXECUTE ON FUNCTION app.f(integer) TO ${root};
    GRANT SELECT ON "a\${b}"."t %{z}" TO ${quoted(odd)}, ${reader}; GRANT USAGE ON SEQUENCE app.ids TO ${quoted(odd)};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA app GRANT SELECT ON TABLES TO ${reader}, ${quoted(odd)};
    GRANT SELECT ON app.two TO PUBLIC; REVOKE EXECUTE ON FUNCTION app.f(integer) FROM PUBLIC;`);
});

// Two resources may not rule over one grantee in one run.
beforeEach(() => {
  context = createContext({ servers: { main: declaredServer(server) } }, { env: { ADMIN_PASSWORD: server.password } });
});
afterEach(() => context.close());

afterAll(async () => {
  await Promise.all([database.drop(), empty.drop()]);
});

const list = (config: Values = {}) =>
  listAll(grantsList, { server: 'main', databases: [database.name], ...config }, context);

test('a database is listed once, with all that can be taken over as one', async () => {
  const { things, warnings } = await list({ databases: [database.name, `${empty.name}*`] });
  expect(warnings).toEqual([]);
  expect(things).toMatchObject([
    { identity: { server: 'main', database: database.name, name: 'main' }, displayName: database.name },
  ]);
  expect(granteesIn(things[0]?.values)).toEqual([odd, reader, writer].sort());
  for (const thing of things) expect(await changedByTakingOver(grantsResource, thing, context)).toEqual([]);
});

test('grantees are listed each by itself, and taken over so', async () => {
  const { things } = await list({ grantees: ['*'] });
  expect(things.map(({ displayName }) => displayName)).toEqual(
    [odd, reader, writer].sort().map((name) => `${database.name}: ${name}`),
  );
  const named = await list({ grantees: ['read*', odd, root, 'public'], except: [writer] });
  expect(named.things.map(({ values }) => granteesIn(values))).toEqual([[odd], [reader], [root], ['public']]);
  for (const thing of named.things) {
    expect(await changedByTakingOver(grantsResource, thing, context)).toEqual([]);
    expect(grants.schema.shape.name.safeParse(thing.identity.name).success).toBe(true);
  }
  expect((await list({ grantees: [owner], databases: [] })).things).toEqual([]);
  await expect(list({ grantees: [`${reader}_x`] })).rejects.toThrow('There is no role');
  expect(grantsList.validate({ server: 'main', except: ['x'] })).toMatchObject([{ code: 'CONFLICTING_VALUES' }]);
});

test('all databases are listed where none is named; one that is named has to be there', async () => {
  const { things } = await list({ databases: null });
  const names = things.map(({ identity }) => identity.database);
  expect(names).toContain(database.name);
  expect(names).not.toContain(empty.name);
  await expect(list({ databases: [`${database.name}_x`] })).rejects.toThrow('does not exist');
});

test('labels hold nothing that Terraform would take for a template', async () => {
  const { things } = await list({ grantees: ['*'] });
  const labels = things.flatMap(({ values }) => Object.keys({ ...(values.grants as object) }));
  expect(labels.join()).toContain('t % {z}');
  expect(labels.filter((label) => /[$%]\{|\p{Cc}/u.test(label))).toEqual([]);
});

test('the name of a grantee survives the name of its grants', () => {
  for (const name of [reader, odd, 'main', 'grantee:x', '%41', 'two\nlines', ' ', '\u0085', 'ä\u3000']) {
    expect(granteeOfName(nameOfGrantee(name))).toBe(name);
  }
  expect(granteeOfName('main')).toBeUndefined();
  expect(granteeOfName(undefined)).toBeUndefined();
  expect([granteeOfName('grantee:'), granteeOfName('grantee:%zz')]).toEqual([null, null]);
});

test('an id takes such a name, too; grantees that it names itself count more', async () => {
  const importing = async (id: string) => granteesIn((await grantsResource.import(id, context))?.values);
  expect(await importing(`main/${database.name}#grantee:${reader}`)).toEqual([reader]);
  expect(await importing(`main/${database.name}#grantee:${reader}/${writer}`)).toEqual([writer]);
});

test('a name that means no grantee is refused', async () => {
  const identity = { server: 'main', database: database.name, name: 'grantee:100%' };
  await expect(grantsResource.import(identity, context)).rejects.toThrow('means a grantee, and cannot be read');
});

interface Grantees {
  readonly grantees: readonly string[];
}

function granteesIn(values: Values | undefined): string[] {
  const { grants: now, default_privileges: future } = { ...values } as Record<string, Record<string, Grantees>>;
  return [
    ...new Set([now, future].flatMap((all) => Object.values({ ...all })).flatMap((each) => each.grantees)),
  ].sort();
}
