import { useAppDatabase } from '../support/app-database';
import type { TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';

const server = useServer();
const project = useProject();
const app = useAppDatabase(server, project);
let database: TestDatabase;
let reader: string;
let other: string;

beforeEach(() => {
  ({ database, reader, other } = app);
});

const USAGE = { on: 'schema', objects: ['app'], privileges: ['USAGE'] };
const SELECT = { on: 'table', schemas: ['app'], privileges: ['SELECT'] };
const labelled = (entries: object[]) => Object.fromEntries(entries.map((each, index) => [`entry ${index}`, each]));
const resource = (more: object = {}, entries: object[] = [USAGE, SELECT]) => ({
  server: 'main',
  database: database.name,
  grants: labelled(entries.map((each) => ({ grantees: [reader], ...each }))),
  ...more,
});
const declare = (more: object = {}, entries?: object[]) =>
  project.declare({ resource: { aponopg_grants: { it: resource(more, entries) } } });
const acl = async () =>
  (
    await database.query<{ acl: string }>(
      `SELECT coalesce(relacl::text, '') AS acl FROM pg_class WHERE relname = 'orders'`,
    )
  )[0]?.acl;

test('the statements of a create are what the configuration alone says', async () => {
  await database.query(`GRANT SELECT ON app.orders TO ${reader}`);
  declare();
  const change = (await project.changes())['aponopg_grants.it'];
  expect(change?.after?.statements).toEqual([
    `GRANT USAGE ON SCHEMA "app" TO "${reader}"`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "${reader}"`,
  ]);
  await project.settle();
  expect(await database.tryAs(reader, 'p', 'SELECT * FROM app.orders, app.lines')).toBe('ok');
});

test('a create takes nothing away: what is held beyond the declaration is an error that says how to go on', async () => {
  await database.query(`GRANT SELECT, INSERT ON app.orders TO ${reader}`);
  declare();
  const said = await project.terraform.failing.plan();
  expect(said).toContain('HOLDS_MORE');
  expect(said).toContain(`${reader} holds INSERT on table app.orders`);
  expect(said).toContain('take_over = true');
  expect(said).toContain(`id = "main/${database.name}/${reader}"`);
  expect(await acl()).toContain(`${reader}=ar/`);
  // By import, the very id that was said.
  await project.terraform.import('aponopg_grants.it', `main/${database.name}/${reader}`);
  const changes = await project.changes();
  expect(changes['aponopg_grants.it']?.after?.statements).toEqual([
    `REVOKE INSERT ON TABLE "app"."orders" FROM "${reader}"`,
    `GRANT USAGE ON SCHEMA "app" TO "${reader}"`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "${reader}"`,
  ]);
  await project.settle();
  expect(await acl()).toContain(`${reader}=r/`);
});

test('all that is held beyond the declaration is listed, what several hold alike as one', async () => {
  const roles = [other, reader];
  const kinds = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
  await database.query(`
    ${kinds.map((kind) => `CREATE TABLE app.only_${kind}_is_held (id int); GRANT ${kind} ON app.only_${kind}_is_held TO ${reader};`).join('\n')}
    GRANT INSERT, UPDATE ON app.orders, app.lines TO ${roles};
    GRANT EXECUTE ON FUNCTION app.f() TO ${other}; GRANT CREATE ON SCHEMA app TO ${roles}`);
  declare({}, [{ ...USAGE, grantees: roles }]);
  const said = await project.terraform.failing.plan();
  for (const kind of kinds)
    expect(said).toContain(`${reader} holds ${kind} on table app.only_${kind.toLowerCase()}_is_held`);
  expect(said).toContain(`${roles.join(', ')} hold INSERT, UPDATE on table app.lines, app.orders`);
  expect(said).toContain(`${roles.join(', ')} hold CREATE on schema app`);
  expect(said).toContain(`${other} holds EXECUTE on function app.f()`);
  expect(said).not.toMatch(/…|\[aponopg:/);
});

test('take_over takes it, with a warning at plan and one at apply', async () => {
  await database.query(`GRANT SELECT, INSERT ON app.orders TO ${reader}`);
  declare({ take_over: true });
  const planned = inOneLine((await project.terraform.plan()).stdout);
  expect(planned).toContain('TAKES_OVER');
  expect(planned).toContain(`${reader} holds INSERT on table app.orders`);
  const applied = await project.settle();
  expect(applied).toContain(`${reader} held INSERT on table app.orders`);
  expect(await acl()).toContain(`${reader}=r/`);
});

test('what comes to be held between plan and apply stops the apply, under the lock', async () => {
  declare();
  await project.terraform.plan();
  await database.query(`GRANT DELETE ON app.lines TO ${reader}`);
  const said = await project.terraform.failing.apply('tfplan');
  expect(said).toContain('HOLDS_MORE');
  expect(said).not.toMatch(/inconsistent|bug in the provider/);
  expect(await acl()).not.toContain(`${reader}=`);
  declare({ take_over: true });
  await project.settle();
});

test('an entry with an empty list is declared: its REVOKE is part of the create', async () => {
  await database.query(`GRANT SELECT, INSERT ON app.orders TO ${reader}`);
  declare({}, [USAGE, { ...SELECT, privileges: [] }]);
  const change = (await project.changes())['aponopg_grants.it'];
  expect(change?.after?.statements).toEqual([
    `REVOKE ALL ON ALL TABLES IN SCHEMA "app" FROM "${reader}"`,
    `GRANT USAGE ON SCHEMA "app" TO "${reader}"`,
  ]);
  await project.settle();
  expect(await acl()).not.toContain(`${reader}=`);
});

test('what is left out of all of a schema stands in the statement, and is not given', async () => {
  declare({}, [USAGE, { ...SELECT, except: ['orders'], extensions: 'skip' }]);
  const change = (await project.changes())['aponopg_grants.it'];
  expect(change?.after?.statements[1]).toBe(
    `GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "${reader}" /* except "app"."orders", members of extensions */`,
  );
  await project.settle();
  expect(await acl()).not.toContain(`${reader}=`);
});

test('a grantee that joins later takes nothing away unasked either', async () => {
  await database.query(`GRANT TRUNCATE ON app.orders TO ${other}`);
  declare();
  await project.settle();
  const both = (more: object = {}) =>
    project.declare({
      resource: {
        aponopg_grants: {
          it: {
            ...resource(more),
            grants: labelled([USAGE, SELECT].map((each) => ({ grantees: [reader, other], ...each }))),
          },
        },
      },
    });
  both();
  expect(await project.terraform.failing.plan()).toContain(`${other} holds TRUNCATE on table app.orders`);
  both({ take_over: true });
  const change = (await project.changes())['aponopg_grants.it'];
  expect(change?.after?.statements).toEqual([
    `GRANT USAGE ON SCHEMA "app" TO "${other}"`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "${other}"`,
  ]);
  expect(await project.settle()).toContain(`${other} held TRUNCATE on table app.orders`);
});
