import { labelled } from '../support/labelled';
import { freshName, serverVersions, sharedServer } from '../support/postgres';
import { openProject, useProject, useServer } from '../support/project';

const superusers = serverVersions(['default']).map((version) => [version, 'a superuser'] as const);
const others = serverVersions(['oldest', 'newest']).map((version) => [version, 'an admin with CREATEROLE'] as const);

describe.each([...superusers, ...others])('on PostgreSQL %i, %s', (version, kind) => {
  const server = useServer(version);
  let admin: string;
  let database: string;

  beforeAll(async () => {
    admin = freshName('admin');
    await server.query(
      `CREATE ROLE ${admin} LOGIN PASSWORD 'admin' ${kind === 'a superuser' ? 'SUPERUSER' : 'CREATEROLE'}`,
    );
    database = await server.createDatabase();
    await server.query(`ALTER DATABASE ${database} OWNER TO ${admin}`);
    await server.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int)', {
      user: admin,
      password: 'admin',
      database,
    });
  });

  const project = useProject(() => ({ server, admin: { user: admin, password: 'admin' } }));

  afterAll(async () => {
    await server.dropDatabase(database);
    await server.query(`DROP OWNED BY ${admin}; DROP ROLE ${admin}`);
  });

  test('roles, memberships, their grants and default privileges of an owner come and go in one run', async () => {
    const [group, reader, owner] = [freshName('group'), freshName('reader'), freshName('owner')];
    project.env.THEIR_PASSWORD = 'p';
    const role = (name: string, more: object = {}) => ({
      server: 'main',
      name,
      password_env: 'THEIR_PASSWORD',
      ...more,
    });
    project.declare({
      resource: {
        aponopg_role: {
          group: { server: 'main', name: group },
          reader: role(reader, { login: true, member_of: [{ role: '${aponopg_role.group.name}' }] }),
          owner: role(owner, { login: true }),
        },
        aponopg_grants: {
          it: {
            server: 'main',
            database,
            grants: labelled([
              { grantees: ['${aponopg_role.group.name}'], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
              { grantees: ['${aponopg_role.group.name}'], on: 'table', schemas: ['app'], privileges: ['SELECT'] },
              {
                grantees: ['${aponopg_role.owner.name}'],
                on: 'schema',
                objects: ['app'],
                privileges: ['USAGE', 'CREATE'],
              },
            ]),
            default_privileges: labelled(
              ['table', 'sequence'].map((on) => ({
                owners: ['${aponopg_role.owner.name}'],
                schemas: ['app'],
                on,
                grantees: ['${aponopg_role.group.name}'],
                privileges: ['SELECT'],
              })),
            ),
          },
        },
      },
    });
    const plan = await project.terraform.plan();
    expect(plan.stdout).toContain('Plan: 4 to add');
    expect(plan.stdout.match(/GRANTEE_MISSING|GRANT_\w+|NOT_CHECKED/)).toBeNull();
    await project.settle();
    const as = (name: string, sql: string) => server.tryAs(name, 'p', database, sql);
    expect(await as(owner, 'CREATE TABLE app.late ()')).toBe('ok');
    expect(await as(reader, 'SELECT * FROM app.orders, app.late')).toBe('ok');
    expect(await as(reader, 'CREATE TABLE app.own ()')).toBe('permission denied');
    await server.query('DROP TABLE app.late', { database });
    await project.terraform.destroy();
    expect(
      await server.query(`SELECT rolname FROM pg_roles WHERE rolname IN ('${group}', '${reader}', '${owner}')`),
    ).toEqual([]);
  });
});

test('of a role and its grants, only what is needed waits: a new role in one entry keeps the statements known', async () => {
  const server = await sharedServer();
  const database = await server.createDatabase();
  const project = await openProject({ server });
  const name = freshName('late');
  project.declare({
    resource: {
      aponopg_role: { it: { server: 'main', name } },
      aponopg_grants: {
        it: {
          server: 'main',
          database,
          grants: labelled([{ grantees: ['${aponopg_role.it.name}'], on: 'database', privileges: ['CREATE'] }]),
        },
      },
    },
  });
  const changes = await project.changes();
  expect(changes['aponopg_grants.it']?.after?.statements).toEqual([
    `GRANT CREATE ON DATABASE "${database}" TO "${name}"`,
  ]);
  await project.settle();
  // The role goes first in a plan, its grants before it when it is applied.
  await project.terraform.destroy();
  await server.dropDatabase(database);
});
