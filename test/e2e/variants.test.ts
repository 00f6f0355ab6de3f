import { Admin, ConnectorUser, PostgresqlServer, SecretVariable, ServerKind, SignIn } from '../../constructs';
import type { AttachedFolder } from '../support/attached-folder';
import { closedAfterwards } from '../support/clean-up';
import { type Cloud, type CloudServer, startCloud } from '../support/clouds';
import { openStack, synthesize } from '../support/clouds/stack';
import { serverVersions } from '../support/postgres';

const CLOUDS = ['rds', 'azure', 'cloudsql'] as const;
const KINDS = { rds: ServerKind.rds(), azure: ServerKind.azure(), cloudsql: ServerKind.cloudSql() };
const ADMIN_ROLE = { rds: 'rds_superuser', azure: 'azure_pg_admin', cloudsql: 'cloudsqlsuperuser' };
const PASSWORD = 'connector-for-tests';

describe.each(serverVersions(['newest']))('on PostgreSQL %i as the clouds set it up', (version) => {
  const servers = {} as Record<Cloud, CloudServer>;
  let stack: AttachedFolder;

  beforeAll(async () => {
    await Promise.all(
      CLOUDS.map(async (cloud) => {
        servers[cloud] = closedAfterwards(await startCloud(cloud, { version }));
      }),
    );
    const configuration = synthesize((scope) => {
      const signIn = SignIn.password(new SecretVariable(scope, 'connector_password').value);
      for (const cloud of CLOUDS) {
        const server = new PostgresqlServer(scope, cloud, {
          kind: KINDS[cloud],
          host: servers[cloud].host,
          port: servers[cloud].port,
          database: 'postgres',
          admin: Admin.passwordEnv({ username: 'master', passwordEnv: 'MASTER_PASSWORD' }),
        });
        server.addConnectorUser('user', {
          signIn,
          memberOf: ['app_owner'],
          ...(cloud !== 'rds' && { databases: ['orders'] }),
        });
      }
      const again = (name: 'rds' | 'cloudsql') =>
        PostgresqlServer.fromServerAttributes(scope, `${name}-again`, { name, kind: KINDS[name] });
      again('rds').addConnectorUser('user', { name: 'apono_iam', signIn: SignIn.iam() });
      const server = again('cloudsql');
      const principal = ConnectorUser.fromCloudSqlIam(scope, 'principal', { server, project: 'demo' });
      const postgres = server.addDatabase('postgres', { mode: 'additive' });
      postgres.grant(principal, ['CONNECT', 'CREATE', 'TEMPORARY'], { withGrantOption: true });
    });
    const env = { MASTER_PASSWORD: servers.rds.admin.password, TF_VAR_connector_password: PASSWORD };
    stack = await openStack(configuration, env);
    await stack.terraform.apply();
  });

  test("each connector's user can do its work, and nothing is left to plan", async () => {
    await stack.terraform.expectNoChanges();
    await Promise.all(CLOUDS.map((cloud) => workAsConnector(servers[cloud], cloud)));
  });

  test('the IAM user of RDS has no password and the role that signs it in', async () => {
    expect(
      await servers.rds.query(
        `SELECT rolpassword IS NULL AS none, pg_has_role('apono_iam', 'rds_iam', 'MEMBER') AS iam FROM pg_authid WHERE rolname = 'apono_iam'`,
      ),
    ).toEqual([{ none: true, iam: true }]);
  });

  test('the IAM principal of Cloud SQL, which Google makes, holds what it is to pass on', async () => {
    const principal = 'apono-connector-iam-sa@demo.iam';
    const may = `has_database_privilege('${principal}', 'postgres', 'CREATE WITH GRANT OPTION')`;
    expect(await servers.cloudsql.query(`SELECT ${may} AS may`)).toEqual([{ may: true }]);
  });

  test("destroying leaves nothing, and the vendors' databases were never visited", async () => {
    await stack.terraform.destroy();
    for (const cloud of CLOUDS) {
      const held = `SELECT datname FROM pg_database WHERE datacl::text ~ 'apono|azure_pg_admin=' AND datname IN ('orders', 'postgres')`;
      expect(await servers[cloud].query(held)).toEqual([]);
      const left = `SELECT rolname FROM pg_roles WHERE rolname LIKE 'apono\\_%'`;
      expect(await servers[cloud].query(left)).toEqual([]);
      expect(servers[cloud].internalVisits()).toEqual([]);
    }
  });
});

/** What Apono does with it: makes a user, shares a table with it, takes it back, drops the user. */
async function workAsConnector(server: CloudServer, cloud: Cloud): Promise<void> {
  const connector = { user: 'apono_connector', password: PASSWORD, database: 'orders' };
  const [found] = await server.query(
    `SELECT rolsuper, rolcreaterole, pg_has_role('apono_connector', '${ADMIN_ROLE[cloud]}', 'USAGE') AS admin
       FROM pg_roles WHERE rolname = 'apono_connector'`,
  );
  expect(found).toEqual({ rolsuper: false, rolcreaterole: true, admin: true });
  const visit = () => server.tryAs('jane', 'jane', 'orders', 'SELECT * FROM app.orders');
  await server.query(
    `CREATE ROLE jane LOGIN PASSWORD 'jane'; GRANT USAGE ON SCHEMA app TO jane; GRANT SELECT ON app.orders TO jane`,
    connector,
  );
  expect(await visit()).toBe('ok');
  await server.query(
    'REVOKE ALL ON app.orders FROM jane; REVOKE ALL ON SCHEMA app FROM jane; GRANT app_owner TO jane',
    connector,
  );
  expect(await visit()).toBe('ok');
  await server.query('REVOKE app_owner FROM jane', connector);
  expect(await visit()).toBe('permission denied');
  if (cloud !== 'rds') {
    // Passed on by the grant option: PUBLIC's own right to connect is gone.
    await server.query('REVOKE CONNECT ON DATABASE orders FROM PUBLIC');
    expect(await visit()).toMatch(/permission denied/);
    await server.query('GRANT CONNECT ON DATABASE orders TO jane', connector);
    expect(await server.tryAs('jane', 'jane', 'orders', 'SELECT 1')).toBe('ok');
    await server.query('REVOKE CONNECT ON DATABASE orders FROM jane', connector);
  }
  await server.query('DROP ROLE jane', connector);
}
