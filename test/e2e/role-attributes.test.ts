import { quoteIdentifier as quoted } from '../../src/postgres/quote';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

afterEach(async () => {
  await project.terraform.destroy();
});

const role = (attributes: object) => ({ server: 'main', ...attributes });
const declare = (roles: Record<string, object>) => project.declare({ resource: { aponopg_role: roles } });

test('a role with a name only has the documented defaults', async () => {
  const name = freshName('plain');
  declare({ it: role({ name }) });
  await project.settle();
  expect(await catalog(name)).toMatchObject({
    rolcanlogin: false,
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolinherit: true,
    rolreplication: false,
    rolbypassrls: false,
    rolconnlimit: -1,
    rolvaliduntil: null,
  });
  const [made] = (await project.terraform.state()).values?.root_module?.resources ?? [];
  expect(made?.values).toMatchObject({
    id: `main/${name}`,
    login: null,
    inherit: null,
    connection_limit: null,
    settings: null,
    member_of: null,
    comment: null,
  });
});

test('name, password, limit, memberships, settings and comment change at once, and each is reset when removed', async () => {
  const [first, second, a, b, c] = ['first', 'second', 'a', 'b', 'c'].map(freshName) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const groups = { a: role({ name: a }), b: role({ name: b }), c: role({ name: c }) };
  project.env.ROLE_PASSWORD = 'one';
  declare({
    ...groups,
    it: role({
      name: first,
      login: true,
      connection_limit: 3,
      valid_until: '2099-01-01T02:00:00+02:00',
      comment: `It's "the" role; 100 %`,
      settings: { search_path: '"my-schema", app', work_mem: '8MB', 'app.tenant': "o'neil" },
      member_of: [{ role: '${aponopg_role.a.name}' }, { role: '${aponopg_role.b.name}', admin: true }],
      password_env: 'ROLE_PASSWORD',
    }),
  });
  await project.settle();
  expect(await server.tryAs(first, 'one', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await settingOf(first, 'one', 'search_path')).toBe('"my-schema", app');
  expect(await settingOf(first, 'one', 'app.tenant')).toBe("o'neil");
  expect(await memberships(first)).toEqual([`${a} false`, `${b} true`].sort());

  project.env.ROLE_PASSWORD = 'two';
  declare({
    ...groups,
    it: role({
      name: second,
      login: true,
      createdb: true,
      connection_limit: 4,
      valid_until: 'infinity',
      comment: 'another',
      settings: { search_path: 'app', statement_timeout: '30s' },
      member_of: [{ role: '${aponopg_role.b.name}' }, { role: '${aponopg_role.c.name}' }],
      password_env: 'ROLE_PASSWORD',
    }),
  });
  const { 'aponopg_role.it': change } = await project.changes();
  expect(change?.actions).toEqual(['update']);
  expect(change?.after?.statements).toEqual([
    `ALTER ROLE "${first}" RENAME TO "${second}"`,
    `ALTER ROLE "${second}" WITH CREATEDB CONNECTION LIMIT 4 VALID UNTIL 'infinity' PASSWORD '********'`,
    `ALTER ROLE "${second}" RESET "app"."tenant"`,
    `ALTER ROLE "${second}" RESET "work_mem"`,
    `ALTER ROLE "${second}" SET "search_path" TO "app"`,
    `ALTER ROLE "${second}" SET "statement_timeout" TO '30s'`,
    `REVOKE "${a}" FROM "${second}"`,
    `REVOKE ADMIN OPTION FOR "${b}" FROM "${second}"`,
    `GRANT "${c}" TO "${second}"`,
    `COMMENT ON ROLE "${second}" IS 'another'`,
  ]);
  await project.settle();
  expect(await catalog(first)).toBeUndefined();
  expect(await server.tryAs(second, 'two', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await server.tryAs(second, 'one', 'postgres', 'SELECT 1')).toContain('password authentication failed');
  expect(await memberships(second)).toEqual([`${b} false`, `${c} false`].sort());

  declare({ ...groups, it: role({ name: second }) });
  await project.settle();
  expect(await catalog(second)).toMatchObject({
    rolcanlogin: false,
    rolcreatedb: false,
    rolconnlimit: -1,
    comment: null,
    setconfig: null,
    rolpassword: null,
  });
  expect(await memberships(second)).toEqual([]);
});

test('a point in time may be written in any way', async () => {
  const spellings = [
    '2099-06-01T00:00:00Z',
    '2099-06-01 02:00:00+02',
    '2099-05-31T18:30:00.000-05:30',
    '2099-06-01T00:00Z',
    '2099-06-01T00:00:00.123456Z',
    'infinity',
  ];
  declare(
    Object.fromEntries(
      spellings.map((valid_until, at) => [`r${at}`, role({ name: freshName(`until${at}`), valid_until })]),
    ),
  );
  await project.settle();
  const state = await project.terraform.state();
  expect(state.values?.root_module?.resources?.map(({ values }) => values.valid_until)).toEqual(spellings);
});

test('any name that PostgreSQL allows goes through the whole cycle', async () => {
  const names = [
    `${freshName('ü')} "quoted" 'ö'`,
    `${freshName('Upper')}; DROP TABLE x; --`,
    `${freshName('dollar')}$$ %s \\ /slash@host`,
    freshName('é').padEnd(62, 'x').slice(0, 62),
  ].map((name) => (Buffer.byteLength(name) > 63 ? name.slice(0, 40) : name));
  declare(
    Object.fromEntries(
      names.map((name, at) => [
        `r${at}`,
        role({ name, comment: name, settings: { search_path: JSON.stringify(name).replaceAll('\\"', '""') } }),
      ]),
    ),
  );
  await project.settle();
  for (const name of names) expect(await catalog(name)).toMatchObject({ comment: name });
  await server.query(`ALTER ROLE ${quoted(names[0] as string)} CREATEDB`);
  expect((await project.changes())['aponopg_role.r0']?.after?.statements).toEqual([
    `ALTER ROLE ${quoted(names[0] as string)} WITH NOCREATEDB`,
  ]);
  await project.settle();
});

test('a membership given by hand is taken back, a missing one is given again', async () => {
  const [it, wanted, stray] = ['member', 'wanted', 'stray'].map(freshName) as [string, string, string];
  declare({
    wanted: role({ name: wanted }),
    stray: role({ name: stray }),
    it: role({ name: it, member_of: [{ role: '${aponopg_role.wanted.name}', admin: true }] }),
  });
  await project.settle();
  expect(await memberships(it)).toEqual([`${wanted} true`]);
  await server.query(`GRANT "${stray}" TO "${it}"; REVOKE "${wanted}" FROM "${it}"`);
  expect((await project.changes())['aponopg_role.it']?.after?.statements).toEqual([
    `REVOKE "${stray}" FROM "${it}"`,
    `GRANT "${wanted}" TO "${it}" WITH ADMIN OPTION`,
  ]);
  await project.settle();
  expect(await memberships(it)).toEqual([`${wanted} true`]);
  // Only ADMIN was taken away.
  await server.query(`REVOKE ADMIN OPTION FOR "${wanted}" FROM "${it}"`);
  expect(Object.keys(await project.changes())).toEqual(['aponopg_role.it']);
  await project.settle();
  expect(await memberships(it)).toEqual([`${wanted} true`]);
});

test('memberships and settings that are not mentioned are left alone', async () => {
  const [it, group] = ['loose', 'group'].map(freshName) as [string, string];
  declare({ group: role({ name: group }), it: role({ name: it, settings: { work_mem: '8MB' } }) });
  await project.settle();
  await server.query(`GRANT "${group}" TO "${it}"; ALTER ROLE "${it}" SET search_path TO other`);
  expect(await project.changes()).toEqual({});
  await server.query(`ALTER ROLE "${it}" SET work_mem TO '16MB'`);
  const { 'aponopg_role.it': change } = await project.changes();
  expect(change).toMatchObject({
    before: { settings: { work_mem: '16MB' } },
    after: { settings: { work_mem: '8MB' } },
  });
  await project.settle();
  expect(await memberships(it)).toEqual([`${group} false`]);
  expect((await catalog(it))?.setconfig).toEqual(['work_mem=8MB', 'search_path=other']);
  // Settings that go from the configuration are reset, others stay.
  declare({ group: role({ name: group }), it: role({ name: it }) });
  await project.settle();
  expect((await catalog(it))?.setconfig).toEqual(['search_path=other']);
});

test('settings and memberships that are known only after others were made', async () => {
  const [it, group] = ['late', 'lategroup'].map(freshName) as [string, string];
  project.declare({
    resource: {
      terraform_data: { path: { input: 'app, "x-y"' }, group: { input: group } },
      aponopg_role: {
        group: role({ name: group }),
        it: role({
          name: it,
          settings: { search_path: '${terraform_data.path.output}' },
          member_of: [{ role: '${terraform_data.group.output}' }],
          depends_on: ['aponopg_role.group'],
        }),
      },
    },
  });
  expect((await project.changes())['aponopg_role.it']?.after_unknown).toMatchObject({ statements: true });
  await project.settle();
  expect(await memberships(it)).toEqual([`${group} false`]);
});

test('a loop of memberships is refused before any SQL', async () => {
  const [outer, inner] = ['outer', 'inner'].map(freshName) as [string, string];
  declare({
    outer: role({ name: outer }),
    inner: role({ name: inner, member_of: [{ role: outer }], depends_on: ['aponopg_role.outer'] }),
  });
  await project.settle();
  declare({
    outer: role({ name: outer, member_of: [{ role: inner }] }),
    inner: role({ name: inner, member_of: [{ role: outer }] }),
  });
  expect(await project.terraform.failing.plan()).toMatch(
    /(is itself a member of|go in a circle).* Where: member_of\[0\]\.role/,
  );
  declare({ outer: role({ name: outer }), inner: role({ name: inner }) });
});

test('a loop among roles that none is there yet is refused at plan', async () => {
  const names = ['first', 'second', 'third'].map(freshName) as [string, string, string];
  declare({
    first: role({ name: names[0], member_of: [{ role: names[1] }] }),
    second: role({ name: names[1], member_of: [{ role: names[2] }] }),
    third: role({ name: names[2], member_of: [{ role: names[0] }] }),
  });
  expect(await project.terraform.failing.plan()).toMatch(/go in a circle: .* -> .* -> .* -> /);
});

async function catalog(name: string) {
  const [row] = await server.query(
    `SELECT r.*, shobj_description(r.oid, 'pg_authid') AS comment,
            (SELECT setconfig FROM pg_db_role_setting WHERE setrole = r.oid AND setdatabase = 0) AS setconfig
       FROM pg_authid r WHERE rolname = $1`,
    { values: [name] },
  );
  return row;
}

async function memberships(name: string): Promise<string[]> {
  const rows = await server.query(
    `SELECT roleid::regrole::text AS role, admin_option FROM pg_auth_members
      WHERE member = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
    { values: [name] },
  );
  return rows.map(({ role, admin_option }) => `${role.replaceAll('"', '')} ${admin_option}`).sort();
}

async function settingOf(user: string, password: string, setting: string): Promise<string> {
  const [row] = await server.query(`SELECT current_setting('${setting}') AS value`, { user, password });
  return row?.value;
}
