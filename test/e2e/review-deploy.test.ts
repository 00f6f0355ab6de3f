import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aponopg, declaredServer } from '../support/cli';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { onTerminal } from '../support/terminal';

const server = useServer();
const project = useProject(() => ({}), beforeEach);

let database: string;
let reader: string;
beforeEach(async () => {
  database = await server.createDatabase();
  reader = freshName('reader');
  await server.query(`CREATE ROLE ${reader}`);
  await server.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE TABLE app.items (id int)', {
    database,
  });
});

const grants = (...privileges: string[]) => ({
  server: 'main',
  database,
  grants: { read: { grantees: [reader], on: 'table', schemas: ['app'], objects: ['orders'], privileges } },
});
const env = () => ({ ADMIN_PASSWORD: server.password });

/** Every access list of the database's tables. */
async function catalogs(): Promise<unknown> {
  return server.query(
    `SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'app'::regnamespace ORDER BY 1`,
    { database },
  );
}

/** Reviews what Terraform plans; the file that a deployment is given. */
async function reviewed(): Promise<string> {
  const { terraform } = project;
  const [plan, log, file] = ['plan.json', 'plan.log', 'review.json'].map((each) => join(terraform.path, each)) as [
    string,
    string,
    string,
  ];
  writeFileSync(log, (await terraform.run('plan', '-json', '-input=false', '-out=tfplan')).stdout);
  writeFileSync(plan, (await terraform.run('show', '-json', 'tfplan')).stdout);
  const made = await aponopg(['review', plan, '--log', log, '--out', file]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  return file;
}

test('a deployment with the provider does what was reviewed; after a stray GRANT it is refused and changes nothing', async () => {
  project.declare({ resource: { aponopg_grants: { g: grants('SELECT') } } });
  await project.terraform.apply();
  project.declare({ resource: { aponopg_grants: { g: grants('INSERT') } } });
  const file = await reviewed();
  await server.query(`GRANT DELETE ON app.items TO ${reader}`, { database });
  const before = await catalogs();
  project.env.APONOPG_REVIEW = file;
  const refused = await project.terraform.failing.apply();
  expect(refused).toContain('BEYOND_REVIEW');
  expect(refused).toContain('REVOKE DELETE on table app.items');
  expect(await catalogs()).toEqual(before);
  await server.query(`REVOKE DELETE ON app.items FROM ${reader}`, { database });
  await project.settle();
  expect(
    await server.query(`SELECT has_table_privilege('${reader}', 'app.orders', 'INSERT') AS may`, { database }),
  ).toEqual([{ may: true }]);
});

test('what the review knows nothing of is refused: roles, grants, and destroying either', async () => {
  const [first, second] = [freshName('first'), freshName('second')];
  project.declare({ resource: { aponopg_role: { first: { server: 'main', name: first } } } });
  const file = await reviewed();
  project.env.APONOPG_REVIEW = file;
  project.declare({
    resource: {
      aponopg_role: { first: { server: 'main', name: first }, second: { server: 'main', name: second } },
      aponopg_grants: { g: grants('SELECT') },
    },
  });
  const refused = (await project.terraform.failing.apply()).replaceAll('\\"', '"');
  expect(refused).toContain(`CREATE ROLE "${second}"`);
  expect(refused).toContain(`GRANT SELECT on table app.orders to ${reader}`);
  const roles = await server.query('SELECT rolname FROM pg_roles WHERE rolname = ANY($1) ORDER BY 1', {
    values: [[first, second]],
  });
  expect(roles).toEqual([{ rolname: first }]);

  project.env.APONOPG_REVIEW = '';
  await project.terraform.apply();
  project.env.APONOPG_REVIEW = file;
  const kept = await catalogs();
  const undestroyed = await project.terraform.failing.destroy();
  expect(undestroyed).toContain(`DROP ROLE ${first}`);
  expect(await catalogs()).toEqual(kept);

  project.env.APONOPG_REVIEW = '';
  project.declare({});
  project.env.APONOPG_REVIEW = await reviewed();
  await project.settle();
  expect(
    await server.query('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', { values: [[first, second]] }),
  ).toEqual([]);
});

test('a destroy that was reviewed is refused where others would lose more by it', async () => {
  const [gone, other] = [freshName('gone'), freshName('other')];
  await server.query(`CREATE ROLE ${other}`);
  project.declare({ resource: { aponopg_role: { gone: { server: 'main', name: gone } } } });
  await project.terraform.apply();
  project.declare({});
  const file = await reviewed();
  await server.query(
    `GRANT USAGE ON SCHEMA app TO ${gone}; GRANT SELECT ON app.orders TO ${gone} WITH GRANT OPTION; SET ROLE ${gone}; GRANT SELECT ON app.orders TO ${other}`,
    { database },
  );
  const before = await catalogs();
  project.env.APONOPG_REVIEW = file;
  expect(await project.terraform.failing.apply()).toContain(`${other} loses SELECT`);
  expect(await catalogs()).toEqual(before);
  project.env.APONOPG_REVIEW = '';
  project.env.APONOPG_REVIEW = await reviewed();
  await project.settle();
});

test('a review that cannot be read stops everything', async () => {
  project.declare({ resource: { aponopg_grants: { g: grants('SELECT') } } });
  project.env.APONOPG_REVIEW = 'no-such-review.json';
  const before = await catalogs();
  expect(await project.terraform.failing.apply()).toContain('no-such-review.json');
  expect(await catalogs()).toEqual(before);
});

describe('without Terraform', () => {
  const written = (name: string, content: unknown): string => {
    const file = join(project.terraform.path, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const document = (...privileges: string[]) => ({
    id: reader,
    servers: { main: declaredServer(server) },
    grants: [{ ...grants(...privileges), take_over: true }],
  });

  test('handle and apply are held to a review likewise', async () => {
    const file = written('document.json', document('SELECT'));
    const review = join(project.terraform.path, 'review.json');
    expect(await aponopg(['review', file, '--out', review], { env: env() })).toMatchObject({ code: 0 });
    await server.query(`GRANT DELETE ON app.items TO ${reader}`, { database });
    const before = await catalogs();
    const held = { ...env(), APONOPG_REVIEW: review };
    const handled = await aponopg(['handle'], { env: { ...held, APONOPG_EVENT: 'create', APONOPG_REQUEST: file } });
    expect([handled.code, handled.stderr]).toEqual([1, expect.stringContaining('BEYOND_REVIEW')]);
    const applied = await aponopg(['apply', file, '--yes'], { env: held });
    expect([applied.code, applied.stderr]).toEqual([1, expect.stringContaining('REVOKE DELETE on table app.items')]);
    expect(await catalogs()).toEqual(before);
    await server.query(`REVOKE DELETE ON app.items FROM ${reader}`, { database });
    expect(
      await aponopg(['handle'], { env: { ...held, APONOPG_EVENT: 'create', APONOPG_REQUEST: file } }),
    ).toMatchObject({ code: 0 });
  });

  test('on a terminal apply asks, and only `yes` is taken for an answer', async () => {
    const file = written('document.json', document('SELECT'));
    const answering = (answer: string) => onTerminal(['apply', file], [['Do it?', answer]], { env: env() });
    const before = await catalogs();
    const declined = await answering('y');
    expect([declined.code, declined.output]).toEqual([1, expect.stringContaining('NOT_CONFIRMED')]);
    expect(await catalogs()).toEqual(before);
    expect(await answering('yes')).toMatchObject({ code: 0, output: expect.stringContaining('GRANT SELECT') });
    expect(await catalogs()).not.toEqual(before);
  });

  test('apply needs a yes or a saved plan, and refuses one that is stale', async () => {
    const file = written('document.json', document('SELECT'));
    const before = await catalogs();
    const unasked = await aponopg(['apply', file], { env: env() });
    expect([unasked.code, unasked.stderr]).toEqual([1, expect.stringContaining('--yes')]);
    expect(await catalogs()).toEqual(before);

    const plan = join(project.terraform.path, 'plan.saved');
    expect(await aponopg(['plan', file, '--out', plan], { env: env() })).toMatchObject({ code: 0 });
    await server.query(`GRANT DELETE ON app.items TO ${reader}`, { database });
    const stale = await aponopg(['apply', plan], { env: env() });
    expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('PLAN_STALE')]);
    await server.query(`REVOKE DELETE ON app.items FROM ${reader}`, { database });
    expect(await aponopg(['apply', plan], { env: env() })).toMatchObject({ code: 0 });
    expect(await aponopg(['apply', file], { env: env() })).toMatchObject({ code: 0 });
  });
});
