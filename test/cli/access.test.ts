import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import schema from '../../schemas/access.schema.json';
import { aponopg } from '../support/cli';
import { freshFolder } from '../support/folder';
import { databaseOn, freshName, sharedServer, type TestDatabase } from '../support/postgres';

let database: TestDatabase;
let folder: string;
const [owner, team, reader, lost, plain] = ['owner', 'team', 'reader', 'lost', 'plain'].map((each) =>
  freshName(each),
) as [string, string, string, string, string];
const PASSWORD = 'a role for tests';

beforeAll(async () => {
  folder = freshFolder('access');
  database = await databaseOn(await sharedServer());
  await database.query(`
    CREATE ROLE "${owner}"; CREATE ROLE "${team}"; CREATE ROLE "${reader}" LOGIN; CREATE ROLE "${lost}" LOGIN;
    CREATE ROLE "${plain}" LOGIN PASSWORD '${PASSWORD}'; GRANT "${team}" TO "${reader}";
    CREATE SCHEMA app AUTHORIZATION "${owner}"; SET ROLE "${owner}";
    CREATE TABLE app.orders (id int, note text); CREATE TABLE app."=odd, ""one""|*" (id int);
    CREATE FUNCTION app.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION app.f(int) FROM PUBLIC;
    GRANT USAGE ON SCHEMA app TO "${team}"; GRANT SELECT ON ALL TABLES IN SCHEMA app TO "${team}";
    GRANT UPDATE (note) ON app.orders TO "${reader}"; GRANT INSERT ON app.orders TO "${lost}" WITH GRANT OPTION;
    ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO "${team}"; RESET ROLE`);
});
afterAll(async () => {
  await database.query(
    [owner, team, reader, lost, plain].map((each) => `DROP OWNED BY "${each}" CASCADE; DROP ROLE "${each}"`).join(';'),
  );
  await database.drop();
});

const access = (args: readonly string[], as?: string) => {
  const { host, port, superuser, password } = database.server;
  const [first, ...rest] = args;
  const where = ['--host', host, '--port', String(port), '--username', as ?? superuser, '--sslmode', 'disable'];
  const databases = args.includes('--all-databases') ? [] : ['--database', database.name];
  const verb =
    first === 'explain'
      ? ['access', 'explain', ...where, ...databases, ...rest]
      : ['access', ...where, ...databases, ...args];
  return aponopg(verb, { env: { PGPASSWORD: as === undefined ? password : PASSWORD } });
};

test('a line of jsonl is one right, with the chain that leads to it', async () => {
  const { stdout, code } = await access(['--role', reader, '--object', 'table:app.orders', '--format', 'jsonl']);
  expect(code).toBe(0);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each));
  const here = {
    database: database.name,
    role: reader,
    on: 'table',
    schema: 'app',
    object: 'orders',
    with_grant_option: false,
  };
  expect(lines).toHaveLength(2);
  expect(lines).toEqual(
    expect.arrayContaining([
      { ...here, column: null, privilege: 'SELECT', reasons: [{ kind: 'grant', grantor: owner, through: [team] }] },
      { ...here, column: 'note', privilege: 'UPDATE', reasons: [{ kind: 'grant', grantor: owner, through: [] }] },
    ]),
  );
});

test('for people it is folded, and says what keeps a role from what it has', async () => {
  const { stdout } = await access(['--role', team, '--role', reader, '--role', lost, '--role', owner]);
  const lines = stdout.split('\n').map((each) => each.trim().replace(/ {2,}/g, '  '));
  expect(lines).toContain(`SELECT on all 2 tables in app  granted by ${owner} to ${team}`);
  expect(lines).toContain(`UPDATE on column note of table app.orders  granted by ${owner}`);
  expect(lines).toContain(`INSERT (may pass it on) on table app.orders  granted by ${owner}`);
  expect(lines).toContain(`SELECT on every table that ${owner} makes in app  for ${team}`);
  expect(lines).toContain(`${lost}  no USAGE on the schema app`);
  expect(lines).toContain(`${owner}  nobody signs in by it`);
  expect(lines).not.toContain(`${team}  nobody signs in by it`);
});

test('default privileges are folded, and with an object those for others like it in its place', async () => {
  const [other, third] = [freshName('other'), freshName('third')];
  await database.query(`CREATE SCHEMA "${other}"; CREATE SCHEMA "${third}"; ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA "${other}", "${third}" GRANT SELECT, INSERT ON TABLES TO "${team}", "${lost}";
    ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA app GRANT USAGE ON SEQUENCES TO "${lost}"`);
  const toCome = async (args: readonly string[]) => {
    const { stdout } = await access(['--role', team, '--role', lost, ...args]);
    return stdout
      .split('\n')
      .flatMap((each) => (each.includes('on every') ? [each.trim().replace(/ {2,}/g, '  ')] : []));
  };
  const inApp = `SELECT on every table that ${owner} makes in app  for ${team}`;
  try {
    expect(await toCome([])).toEqual(
      expect.arrayContaining([
        inApp,
        `USAGE on every sequence that ${owner} makes in app  for ${lost}`,
        `SELECT, INSERT on every table that ${owner} makes in ${other}, ${third}  for ${lost}, ${team}`,
      ]),
    );
    expect(await toCome(['--object', 'table:app.orders'])).toEqual([inApp]);
    expect(await toCome(['--object', 'table:app.orders', '--can', 'INSERT'])).toEqual([]);
    expect(await toCome(['--can', 'INSERT'])).toEqual([
      `INSERT on every table that ${owner} makes in ${other}, ${third}  for ${lost}, ${team}`,
    ]);
  } finally {
    await database.query(`DROP SCHEMA "${other}"; DROP SCHEMA "${third}";
      ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA app REVOKE USAGE ON SEQUENCES FROM "${lost}"`);
  }
});

test('json tells who the roles are and what they are members of', async () => {
  const { roles, memberships } = JSON.parse((await access(['--role', reader, '--format', 'json'])).stdout);
  expect(roles.map(({ name, login }: { name: string; login: boolean }) => [name, login])).toEqual([
    [reader, true],
    [team, false],
  ]);
  expect(memberships).toEqual([
    expect.objectContaining({ role: team, member: reader, admin: false, inherit: true, set: true }),
  ]);
});

test('what everybody has is said once and wholly, also where roles have some of it by grants of their own', async () => {
  const temporary = async (roles: readonly string[]) => {
    const { stdout } = await access(roles.flatMap((each) => ['--role', each]));
    return stdout.split('\n').filter((each) => /TEMPORARY on database/.test(each));
  };
  await database.query(`GRANT CONNECT ON DATABASE "${database.name}" TO "${team}"`);
  try {
    const once = [expect.stringMatching(/^ {4}CONNECT, TEMPORARY on database/)];
    expect(await temporary([team, lost])).toEqual(once);
    expect(await temporary([team])).toEqual(once);
  } finally {
    await database.query(`REVOKE CONNECT ON DATABASE "${database.name}" FROM "${team}"`);
  }
});

test('json is of the published shape, csv and Markdown take a name for nothing but a name', async () => {
  const { stdout } = await access(['--role', team, '--format', 'json']);
  const report = JSON.parse(stdout);
  const valid = new Ajv2020({ strict: false }).compile(schema);
  expect([valid(report), valid.errors]).toEqual([true, null]);
  expect(report.rights).toContainEqual(
    expect.objectContaining({
      roles: [team],
      on: 'table',
      objects: ['=odd, "one"|*', 'orders'],
      privileges: ['SELECT'],
      whole_schema: true,
    }),
  );
  const csv = (await access(['--role', team, '--object', 'table:app."=odd, ""one""|*"', '--format', 'csv'])).stdout;
  expect(csv).toBe(
    `database,role,on,schema,object,column,privilege,with_grant_option,reasons\r\n${database.name},${team},table,app,"'=odd, ""one""|*",,SELECT,false,granted by ${owner}\r\n\n`.replace(
      /\n\n$/,
      '\n',
    ),
  );
  const { stdout: markdown } = await access([
    '--role',
    team,
    '--object',
    'table:app."=odd, ""one""|*"',
    '--format',
    'markdown',
  ]);
  expect(markdown).toContain('app.=odd, "one"\\|\\*');
});

test('explain says yes with every way and what ends it, no with what is missing', async () => {
  const yes = await access(['explain', reader, 'select', 'table', 'app.orders']);
  expect(yes.code).toBe(0);
  expect(yes.stdout).toContain(`granted by ${owner} to ${team}`);
  expect(yes.stdout).toContain(
    `to end it: REVOKE SELECT ON TABLE "app"."orders" FROM "${team}"; or REVOKE "${team}" FROM "${reader}"`,
  );
  const no = await access(['explain', lost, 'EXECUTE', 'function', 'app.f(int)']);
  // PostgreSQL's own spelling of the type is the one to write.
  expect([no.code, no.stderr]).toEqual([1, expect.stringContaining('f(integer)')]);
  const misspelt = await access(['explain', lost, 'SELECT', 'tabel', 'app.orders']);
  expect(misspelt.stderr).toMatch(/Where: kind(.|\n)*perhaps `table` is meant/);
  const missing = await access(['explain', lost, 'EXECUTE', 'function', 'app.f']);
  expect(missing.code).toBe(2);
  expect(missing.stdout).toContain(`GRANT EXECUTE ON FUNCTION "app"."f"(integer) TO "${lost}"`);
  expect(missing.stdout).toContain('but: no USAGE on the schema app');
  const column = await access(['explain', reader, 'UPDATE', 'column', 'app.orders.note', '--json']);
  expect(JSON.parse(column.stdout).answers[0]).toMatchObject({
    holds: true,
    paths: [{ kind: 'grant', grantor: owner, through: [] }],
  });
});

test('what was saved is compared: who gained and who lost, exit code 2', async () => {
  const file = join(folder, 'saved.json');
  const asked = ['--role', reader, '--role', lost];
  expect((await access([...asked, '--save', file])).code).toBe(0);
  expect(await access([...asked, '--compare', file])).toMatchObject({
    code: 0,
    stdout: 'Nobody gained or lost anything.\n',
  });
  await database.query(`REVOKE "${team}" FROM "${reader}"; GRANT DELETE ON app.orders TO "${lost}"`);
  try {
    const { code, stdout } = await access([...asked, '--compare', file, '--format', 'json']);
    expect(code).toBe(2);
    const { gained, lost: gone } = JSON.parse(stdout);
    expect(gained).toEqual([expect.objectContaining({ roles: [lost], objects: ['orders'], privileges: ['DELETE'] })]);
    expect(gone).toContainEqual(
      expect.objectContaining({ roles: [reader], on: 'schema', objects: ['app'], privileges: ['USAGE'] }),
    );
    expect((await access(['--role', lost, '--compare', file])).stderr).toContain('CONFLICTING_VALUES');
  } finally {
    await database.query(`GRANT "${team}" TO "${reader}"; REVOKE DELETE ON app.orders FROM "${lost}"`);
  }
  writeFileSync(file, '{"format":1}');
  expect(await access(['--compare', file])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('INVALID_VALUE'),
  });
});

test('grants say whether the code declares them, the connector gave them, or nobody is known to', async () => {
  const declared = join(folder, 'declared.json');
  const entry = { grantees: [team], on: 'table', schemas: ['app'], privileges: ['SELECT'], except: ['=odd, "one"|*'] };
  writeFileSync(
    declared,
    JSON.stringify({
      servers: { main: { host: 'db.internal' } },
      grants: [{ server: 'main', database: database.name, grants: { tables: entry } }],
    }),
  );
  const asked = [
    '--role',
    reader,
    '--role',
    lost,
    '--object',
    'schema:app',
    '--object',
    'table:app.orders',
    '--object',
    'table:app."=odd, ""one""|*"',
  ];
  const { stdout } = await access([...asked, '--declared', declared, '--connector-user', owner, '--format', 'jsonl']);
  // Everything was given by the owner, who stands in for the connector here.
  expect(
    new Set(
      stdout
        .trimEnd()
        .split('\n')
        .map((each) => JSON.parse(each).reasons[0].origin),
    ),
  ).toEqual(new Set(['connector']));
  const lines = (await access([...asked, '--declared', declared, '--format', 'jsonl'])).stdout
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each));
  expect(
    Object.fromEntries(
      lines.map((each) => [`${each.object}.${each.column ?? ''} ${each.privilege}`, each.reasons[0].origin]),
    ),
  ).toEqual({
    'app. USAGE': 'nobody',
    'orders. SELECT': 'declared',
    'orders. INSERT': 'nobody',
    'orders.note UPDATE': 'nobody',
    '=odd, "one"|*. SELECT': 'nobody',
  });
  const { stdout: text } = await access(['explain', reader, 'SELECT', 'table', 'app.orders', '--declared', declared]);
  expect(text).toContain(`granted by ${owner} to ${team} (declared)`);
  const other = await access(['--server', 'orders', '--declared', declared]);
  expect([other.code, other.stderr]).toEqual([
    1,
    expect.stringMatching(
      /no grants on the server orders(.|\n)*Allowed: main(.|\n)*--server(.|\n)*SERVER_NOT_DECLARED/,
    ),
  ]);
});

test('who is no superuser sees what it may, and is told what it did not', async () => {
  await database.query(`REVOKE CONNECT ON DATABASE "${database.name}" FROM PUBLIC`);
  try {
    const { code, stdout } = await access(['--all-databases', '--role', reader, '--format', 'json'], plain);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.servers[0].databases).toContain('postgres');
    expect(report.not_seen).toContainEqual({
      server: 'main',
      database: database.name,
      why: expect.stringMatching(/permission denied/),
    });
  } finally {
    await database.query(`GRANT CONNECT ON DATABASE "${database.name}" TO PUBLIC`);
  }
});

test.each([
  [['--role', 'nobody here'], 'ROLE_MISSING'],
  [['--object', 'table:app.nothing'], 'GRANT_OBJECT_MISSING'],
  [['--object', 'orders'], 'INVALID_VALUE'],
  [['--object', 'table:orders'], 'INVALID_VALUE'],
  [['--object', 'view:app.v'], 'INVALID_VALUE'],
  [['--can', 'SELEKT'], 'GRANT_PRIVILEGE_UNKNOWN'],
  [['--format', 'yaml'], 'INVALID_VALUE'],
  [['--at-most', '0'], 'INVALID_VALUE'],
  [['--compare', '/nowhere.json'], 'FILE_UNREADABLE'],
  [['explain', 'public', 'USAGE', 'table', 'app.orders'], 'GRANT_PRIVILEGE_UNKNOWN'],
])('%j is refused by %s', async (args, code) => {
  const result = await access(args);
  expect([result.code, result.stderr]).toEqual([1, expect.stringContaining(`Code: ${code}`)]);
});
