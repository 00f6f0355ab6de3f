import { closedAfterwards, opened } from '../support/clean-up';
import { freePort } from '../support/free-port';
import { freshName, startPostgres } from '../support/postgres';
import { openProject, useProject } from '../support/project';
import { inOneLine } from '../support/terraform';

const server = opened(async () => closedAfterwards(await startPostgres()));
const project = useProject(() => ({ server }));
let name: string;

beforeEach(() => {
  name = freshName('role');
});

afterEach(async () => {
  await project.terraform.destroy();
});

const declare = (attributes: object = {}, provider?: string) =>
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name, ...attributes } } } }, provider);
const exists = async () => (await server.query(`SELECT FROM pg_roles WHERE rolname = '${name}'`)).length > 0;
const providerAt = (port: string, more = '') => `
provider "aponopg" {
  servers = {
    main = { host = "${server.host}", port = ${port}, username = "postgres", password_env = "ADMIN_PASSWORD", sslmode = "disable" ${more} }
  }
}
`;

test('a plan changes nothing: the catalogs stay byte for byte the same', async () => {
  await server.query(
    `CREATE ROLE unmanaged LOGIN; ALTER ROLE unmanaged SET work_mem TO '8MB'; COMMENT ON ROLE unmanaged IS 'x'`,
  );
  declare({ settings: { work_mem: '8MB' }, comment: 'c' });
  await project.settle();
  await server.query(
    `ALTER ROLE "${name}" CREATEDB; ALTER ROLE "${name}" SET work_mem TO '16MB'; GRANT unmanaged TO "${name}"`,
  );
  const before = await everything();
  expect(await project.terraform.plan('-detailed-exitcode')).toMatchObject({ code: 2 });
  await project.terraform.plan('-destroy');
  expect(await everything()).toEqual(before);
  const unmanaged = before.filter((row) => row.includes('unmanaged'));
  await project.settle();
  await project.terraform.destroy();
  // Unmanaged roles are never touched.
  expect(unmanaged.length).toBeGreaterThan(0);
  expect((await everything()).filter((row) => row.includes('unmanaged'))).toEqual(
    expect.arrayContaining(unmanaged.filter((row) => !row.includes(name))),
  );
  await server.query('DROP ROLE unmanaged');
});

test('a plan reviewed earlier is refused once the role has changed, and nothing is done', async () => {
  declare();
  await project.settle();
  declare({ createdb: true });
  expect(await project.terraform.plan('-detailed-exitcode')).toMatchObject({ code: 2 });
  await server.query(`ALTER ROLE "${name}" CREATEROLE`);
  const before = await everything();
  const said = await project.terraform.failing.apply('tfplan');
  expect(said).toMatch(/GRANT_BEYOND_REVIEW/);
  expect(said).toContain(`ALTER ROLE \\"${name}\\" WITH CREATEDB NOCREATEROLE`);
  expect(await everything()).toEqual(before);
  await project.settle();
  // A plan that asks for more than is left to do is no reason to stop.
  declare({ createdb: true, comment: 'new' });
  await project.terraform.plan();
  await server.query(`COMMENT ON ROLE "${name}" IS 'new'`);
  await project.terraform.apply('tfplan');
});

test("a change of this tool's own attributes runs no SQL, whatever became of the role", async () => {
  declare();
  await project.settle();
  declare({ on_destroy: { drop_owned: true } });
  await project.terraform.plan();
  await server.query(`DROP ROLE "${name}"`);
  expect(await project.terraform.failing.apply('tfplan')).toContain('GRANT_BEYOND_REVIEW');
  expect(await exists()).toBe(false);
});

test('a server that is made in the same run: the plan says that it was not asked, apply makes the role', async () => {
  const port = { terraform_data: { port: { input: server.port } } };
  project.declare(
    { resource: { ...port, aponopg_role: { it: { server: 'main', name, login: true } } } },
    providerAt('terraform_data.port.output'),
  );
  const planned = await project.terraform.plan();
  expect(inOneLine(planned.stdout)).toMatch(
    /Warning: The plan was made without the server main: its parameters are not known yet/,
  );
  expect(await project.settle()).toContain('2 added');
  expect(await exists()).toBe(true);
  // The parameters become unknown again: nothing is read, nothing planned.
  const again = await project.terraform.plan('-replace=terraform_data.port');
  expect(inOneLine(again.stdout)).toMatch(/Nothing was read again from the server main/);
  expect(inOneLine(again.stdout)).toContain('Plan: 1 to add, 0 to change, 1 to destroy');
});

test('a server that does not answer: a warning for what is new, an error for what is there', async () => {
  declare();
  const free = await freePort();
  declare({}, providerAt(String(free)));
  const planned = await project.terraform.plan();
  expect(inOneLine(planned.stdout)).toMatch(/Warning: The plan was made without the server main/);
  expect(await project.terraform.failing.apply()).toMatch(/PG_UNREACHABLE/);
  declare();
  await project.settle();
  await server.halt();
  try {
    expect(await project.terraform.failing.plan()).toMatch(/Error: .*PG_UNREACHABLE/);
  } finally {
    await server.start();
  }
});

test('a server that stops in the middle of an apply leaves everything as it was', async () => {
  declare({ comment: 'half' });
  const release = await holdTheLock();
  const running = project.terraform.start('apply', '-no-color', '-input=false', '-auto-approve');
  await waitingForTheLock();
  await Promise.all([release(), server.halt()]);
  const { code, stderr } = await running.finished;
  await server.start();
  expect(code).toBe(1);
  expect(inOneLine(stderr)).toMatch(/PG_(SHUTTING_DOWN|CONNECTION_LOST|UNREACHABLE)/);
  expect(await exists()).toBe(false);
  await project.settle();
});

test('Ctrl-C in the middle of an apply ends it soon, with nothing half done', async () => {
  declare({ comment: 'half' });
  const release = await holdTheLock();
  const running = project.terraform.start('apply', '-no-color', '-input=false', '-auto-approve');
  await waitingForTheLock();
  running.interrupt();
  const { code, stdout, stderr } = await running.finished;
  expect(code).toBe(1);
  expect(inOneLine(stdout + stderr)).toMatch(/PG_CLOSED|cancel/);
  await release();
  expect(await exists()).toBe(false);
  await project.settle();
});

test('eight applies on one database at once all succeed', async () => {
  const projects = await Promise.all(Array.from({ length: 8 }, () => openProject({ server })));
  const names = projects.map((_, at) => `${name}_${at}`);
  await Promise.all(
    projects.map((each, at) => {
      each.declare({ resource: { aponopg_role: { it: { server: 'main', name: names[at], comment: 'c' } } } });
      return each.terraform.init();
    }),
  );
  const ended = await Promise.all(projects.map((each) => each.terraform.apply()));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, '']));
  expect(await server.query(`SELECT FROM pg_roles WHERE rolname = ANY ($1)`, { values: [names] })).toHaveLength(8);
  for (const each of names) await server.query(`DROP ROLE "${each}"`);
});

/** Every row of the catalogs about roles, with its place and the transaction that wrote it. */
async function everything(): Promise<string[]> {
  const catalogs = [
    'pg_authid',
    'pg_auth_members',
    'pg_db_role_setting',
    'pg_shdescription',
    'pg_shdepend',
    'pg_default_acl',
  ];
  const each = catalogs.map(
    (name) => `SELECT '${name} ' || t.ctid || ' ' || t.xmin || ' ' || t::text AS row FROM ${name} t`,
  );
  const rows = await server.query(`${each.join(' UNION ALL ')} ORDER BY 1`);
  return rows.map(({ row }) => row);
}

const LOCK = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted`;

/** Takes the lock of all writing work, until it is released. */
async function holdTheLock(): Promise<() => Promise<void>> {
  const held = server.query(`SELECT pg_advisory_xact_lock(${0x61_70_6f_6e}, 1), pg_sleep(600)`).catch(() => []);
  await until(async () => (await server.query(LOCK)).length > 0);
  return async () => {
    await server
      .query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted`)
      .catch(() => []);
    await held;
  };
}

async function waitingForTheLock(): Promise<void> {
  await until(
    async () => (await server.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).length > 0,
  );
}

async function until(met: () => Promise<boolean>): Promise<void> {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
}
