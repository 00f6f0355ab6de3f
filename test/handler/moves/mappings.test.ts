import { grantsResource } from '../../../src/handler/grants';
import { integrationResource } from '../../../src/handler/integration';
import { roleResource } from '../../../src/handler/role';

const CANARY = 'canary-of-the-old-state';

/** What becomes of values of another type; what is left out is read later. */
function moved(resource: typeof roleResource, type: string, values: Readonly<Record<string, unknown>>) {
  return resource.move?.({ type, values });
}

const ROLE = {
  id: 'reader',
  name: 'reader',
  login: true,
  inherit: true,
  connection_limit: -1,
  roles: [],
  password: '',
};
const GRANT = { role: 'reader', database: 'orders', schema: 'app', objects: [], columns: [], with_grant_option: false };

test('a role keeps what both can say, under our names', () => {
  const role = {
    ...ROLE,
    ...{ create_database: true, create_role: true, bypass_row_level_security: true, superuser: false },
    ...{ search_path: ['app', '$user', 'Odd"one'], statement_timeout: 1000, idle_in_transaction_session_timeout: 0 },
    roles: ['team', 'others'],
  };
  expect(moved(roleResource, 'postgresql_role', role)?.values).toEqual({
    ...{ name: 'reader', login: true, superuser: false, createdb: true, createrole: true, inherit: true },
    ...{ replication: null, bypassrls: true, connection_limit: -1, password_wo_version: null, statements: [] },
    settings: { search_path: 'app, "$user", "Odd""one"', statement_timeout: '1000' },
    member_of: [{ role: 'team' }, { role: 'others' }],
  });
});

test.each([
  ['one in clear', { password: CANARY }, 1, true],
  ['a write-only one of a version', { password_wo_version: '3' }, 3, true],
  ['a write-only one of a version that is no number', { password_wo_version: 'b' }, 1, true],
  ['none', {}, null, undefined],
])('of a password nothing is kept but that there is one: %s', (_, password, version, given) => {
  const role = moved(roleResource, 'postgresql_role', { ...ROLE, ...password });
  expect([role?.values.password_wo_version, role?.private.passwordGiven]).toEqual([version, given]);
  expect(JSON.stringify(role)).not.toContain(CANARY);
});

test('what a role had that this resource does not look after is told', () => {
  const role = { ...ROLE, skip_drop_role: true, assume_role: 'team' };
  expect(moved(roleResource, 'postgresql_role', role)?.problems).toMatchObject([
    { severity: 'warning', code: 'ROLE_LOSES' },
    { severity: 'warning', code: 'NOT_CHECKED', path: ['settings'] },
  ]);
});

test.each([
  [
    'all tables of a schema',
    { object_type: 'table', privileges: ['SELECT'] },
    'all tables',
    { on: 'table', schemas: ['app'] },
  ],
  [
    'some of them',
    { object_type: 'sequence', objects: ['b', 'a'], privileges: ['SELECT'] },
    'sequence a, b',
    { on: 'sequence', schemas: ['app'], objects: ['a', 'b'] },
  ],
  ['a schema', { object_type: 'schema', privileges: ['SELECT'] }, 'schemas', { on: 'schema', objects: ['app'] }],
  ['a database', { object_type: 'database', schema: '', privileges: ['SELECT'] }, 'database', { on: 'database' }],
  [
    'columns',
    { object_type: 'column', objects: ['t'], columns: ['id'], privileges: ['SELECT'] },
    'columns id of t',
    { on: 'table', schemas: ['app'], objects: ['t'], columns: ['id'] },
  ],
  [
    'a foreign server',
    { object_type: 'foreign_server', schema: null, objects: ['s'], privileges: ['SELECT'] },
    'foreign server s',
    { on: 'foreign_server', objects: ['s'] },
  ],
])('a grant on %s becomes one entry', (_, grant, label, entry) => {
  // The privilege of each kind is of no interest here.
  const privileges = { schema: ['USAGE'], database: ['CONNECT'], foreign_server: ['USAGE'] }[grant.object_type] ?? [
    'SELECT',
  ];
  expect(moved(grantsResource, 'postgresql_grant', { ...GRANT, ...grant, privileges })?.values).toMatchObject({
    ...{ database: 'orders', name: 'main', mode: 'additive', default_privileges: null },
    grants: { [label]: { grantees: ['reader'], privileges, ...entry } },
  });
});

test('PUBLIC, however it is written, stays PUBLIC, and no privilege stays none', () => {
  const values = { ...GRANT, role: 'PUBLIC', object_type: 'schema', privileges: [] };
  expect(moved(grantsResource, 'postgresql_grant', values)?.values.grants).toEqual({
    schemas: { grantees: ['public'], on: 'schema', objects: ['app'], privileges: [] },
  });
});

test('default privileges become one entry, in a schema or anywhere', () => {
  const values = {
    ...GRANT,
    owner: 'app_owner',
    object_type: 'table',
    privileges: ['SELECT'],
    with_grant_option: true,
  };
  const entry = {
    owners: ['app_owner'],
    grantees: ['reader'],
    on: 'table',
    privileges: ['SELECT'],
    with_grant_option: true,
  };
  const future = (each: object) =>
    moved(grantsResource, 'postgresql_default_privileges', { ...values, ...each })?.values;
  expect(future({})?.default_privileges).toEqual({ 'future tables': { ...entry, schemas: ['app'] } });
  expect(future({ schema: '' })?.default_privileges).toEqual({ 'future tables': entry });
});

test('an integration keeps its id, and the rest is read', () => {
  const values = { id: 'i-1', name: 'Orders', type: 'postgresql', connector_id: 'c', metadata: { hostname: 'db' } };
  const expected = { id: 'i-1', name: 'Orders', type: 'postgresql', connector_id: 'c', wait_for_active_seconds: 300 };
  for (const type of ['apono_integration', 'apono_resource_integration']) {
    expect(moved(integrationResource, type, values)?.values).toEqual(expected);
  }
  const owners = [{ attribute: 'group' }, { attribute: 'user' }];
  expect(
    moved(integrationResource, 'apono_integration', { ...values, integration_owners: owners })?.problems,
  ).toMatchObject([{ severity: 'warning', path: ['integration_owner'] }]);
});

test.each([
  [
    'a kind of object that only a newer one knows',
    grantsResource,
    'postgresql_grant',
    { ...GRANT, object_type: 'graph', privileges: ['SELECT'] },
    'CANNOT_MOVE',
  ],
  ['a state without a name', roleResource, 'postgresql_role', { id: 'x', password: CANARY }, 'CANNOT_MOVE'],
  ['a membership', roleResource, 'postgresql_grant_role', { role: 'a', grant_role: 'b' }, 'CANNOT_MOVE'],
  ['a type of ours', roleResource, 'aponopg_grants', {}, 'CANNOT_MOVE'],
  ['a name of an object', roleResource, 'constructor', {}, 'CANNOT_MOVE'],
  [
    'an integration of another type',
    integrationResource,
    'apono_integration',
    { id: 'i', name: 'x', type: 'mysql' },
    'UNSUPPORTED_INTEGRATION_TYPE',
  ],
])('%s is refused', (_, resource, type, values, code) => {
  let thrown: unknown;
  try {
    moved(resource, type, values);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ problems: [{ code, severity: 'error' }] });
  expect(String(thrown)).not.toContain(CANARY);
});
