import { Testing } from 'cdktf';
import { Database, DatabaseRole, PostgresqlServer } from '../../constructs';

const synthesize = (build: (database: Database, server: PostgresqlServer) => void) => {
  const stack = JSON.parse(
    Testing.synthScope((scope) => {
      const server = new PostgresqlServer(scope, 'main', { host: 'db.internal' });
      build(new Database(scope, 'orders', { server }), server);
    }),
  );
  return Object.values<Record<string, unknown>>(stack.resource?.aponopg_grants ?? {});
};

test('many grants become one resource, in one order whatever the order of the calls', () => {
  const reader = { roleName: 'reader' };
  const writer = { roleName: 'writer' };
  const owner = { roleName: 'app_owner' };
  const one = synthesize((database) => {
    database.grantConnect(reader);
    database.schema('app').grantSelectOnAllTables(reader);
    database
      .schema('app')
      .table('orders')
      .grant(writer, ['UPDATE', 'SELECT'], { columns: ['id', 'note'] });
    database.schema('app').futureTables(owner).grant(reader, ['SELECT']);
  });
  const other = synthesize((database) => {
    database.schema('app').futureTables(owner).grant(reader, ['SELECT']);
    database
      .schema('app')
      .table('orders')
      .grant(writer, ['SELECT'], { columns: ['note', 'id'] });
    database
      .schema('app')
      .table('orders')
      .grant(writer, ['UPDATE'], { columns: ['id', 'note'] });
    database.schema('app').grantSelectOnAllTables(reader);
    database.grantConnect(reader);
    database.grantConnect(reader);
  });
  expect(one).toHaveLength(1);
  expect(one[0]).toMatchObject({
    server: 'main',
    database: 'orders',
    grants: {
      database: { grantees: ['reader'], on: 'database', privileges: ['CONNECT'] },
      schemas: { grantees: ['reader'], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
      'all tables': { grantees: ['reader'], on: 'table', schemas: ['app'], privileges: ['SELECT'] },
      'columns id, note of orders': {
        grantees: ['writer'],
        on: 'table',
        schemas: ['app'],
        objects: ['orders'],
        columns: ['id', 'note'],
        privileges: ['SELECT', 'UPDATE'],
      },
    },
    default_privileges: {
      'future tables': {
        owners: ['app_owner'],
        schemas: ['app'],
        on: 'table',
        grantees: ['reader'],
        privileges: ['SELECT'],
      },
    },
  });
  expect(other[0]?.grants).toEqual(one[0]?.grants);
  expect(other[0]?.default_privileges).toEqual(one[0]?.default_privileges);
});

test('a role of the stack is referred to, so that it is made first', () => {
  const [grants] = synthesize((database, server) => {
    const role = new DatabaseRole(database, 'analyst', {
      server,
      login: true,
      memberOf: [{ roleName: 'pg_monitor' }],
    });
    database.grantReadOnly(role, { schemas: ['app'], owners: [{ roleName: 'app_owner' }] });
  });
  expect(JSON.stringify(grants?.grants)).toContain('${aponopg_role.');
});

test('a privilege that the kind has not is refused where it is said', () => {
  expect(() => synthesize((database) => database.grant({ roleName: 'a' }, ['SELECT'] as never))).toThrow(
    /SELECT[\s\S]*CONNECT/,
  );
});

test('the grants of a database are gathered once', () => {
  expect(() =>
    synthesize((database, server) => void new Database(database, 'again', { server, name: 'orders' })),
  ).toThrow(/gathered by another construct/);
});

test('the same privileges on several objects are one entry, others stay apart', () => {
  const reader = { roleName: 'reader' };
  const [grants] = synthesize((database) => {
    const app = database.schema('app');
    for (const name of ['b', 'c', 'a']) app.table(name).grant(reader, ['SELECT']);
    app.table('d').grant(reader, ['SELECT', 'INSERT']);
    app.table('e').grant(reader, ['SELECT'], { columns: ['id'] });
    app.table('f').grant(reader, ['SELECT'], { withGrantOption: true });
    app.table('a').grant({ roleName: 'writer' }, ['SELECT']);
    database.schema('other').table('a').grant(reader, ['SELECT']);
  });
  type Entry = { grantees: string[]; schemas: string[]; objects: string[] };
  const entries = Object.values(grants?.grants as Record<string, Entry>);
  expect(entries.map(({ grantees, schemas, objects }) => `${grantees} ${schemas} ${objects}`).sort()).toEqual([
    'reader app a,b,c',
    'reader app d',
    'reader app e',
    'reader app f',
    'reader other a',
    'writer app a',
  ]);
});

test('presets cover the database, the schemas and what is made later', () => {
  const owner = { roleName: 'app_owner' };
  const options = { schemas: ['app'], owners: [owner] };
  const kinds = (grant: (database: Database) => void) => {
    const [resource] = synthesize((database) => grant(database));
    const said = (entries: unknown) =>
      Object.values(entries as Record<string, { on: string; privileges: string[] }>)
        .map(({ on, privileges }) => `${on}: ${privileges}`)
        .sort();
    return { now: said(resource?.grants), later: said(resource?.default_privileges) };
  };
  expect(kinds((database) => database.grantReadOnly({ roleName: 'r' }, options))).toEqual({
    now: ['database: CONNECT', 'schema: USAGE', 'sequence: SELECT', 'table: SELECT'],
    later: ['sequence: SELECT', 'table: SELECT'],
  });
  expect(kinds((database) => database.grantReadWrite({ roleName: 'r' }, options))).toEqual({
    now: [
      'database: CONNECT',
      'routine: EXECUTE',
      'schema: USAGE',
      'sequence: SELECT,UPDATE,USAGE',
      'table: DELETE,INSERT,SELECT,UPDATE',
    ],
    later: ['routine: EXECUTE', 'sequence: SELECT,UPDATE,USAGE', 'table: DELETE,INSERT,SELECT,UPDATE'],
  });
  expect(() => kinds((database) => database.grantReadOnly({ roleName: 'r' }, { ...options, owners: [] }))).toThrow(
    /`grantReadOnly` was given no owners[\s\S]*INVALID_VALUE/,
  );
});
