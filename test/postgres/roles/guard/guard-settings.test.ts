import { foundRole, said } from '../facts';

const superuser = { superuser: true };

test.each<[string, string, string[]]>([
  ['a setting of every session', 'work_mem', []],
  ['in any case of its letters', 'Work_Mem', []],
  [
    'one that only superusers give',
    'log_statement',
    ['error PG_NOT_PERMITTED settings.log_statement: Only a superuser may give a role this setting, and boss is none'],
  ],
  [
    "the whole server's",
    'shared_buffers',
    ["error UNKNOWN_SETTING settings.shared_buffers: This setting is the whole server's and cannot be given to a role"],
  ],
  ['none', 'work_memory', ['error UNKNOWN_SETTING settings.work_memory: The server has no such setting']],
  ["one of PostgreSQL's own that is not listed", 'role', []],
  [
    "an extension's that is not loaded",
    'app.tenant',
    ['error PG_NOT_PERMITTED settings.app.tenant: Only a superuser may give a role this setting, and boss is none'],
  ],
])('%s: %s', (_, name, problems) => {
  expect(said({ name: 'app', settings: { [name]: '1' } })).toEqual(problems);
});

test('a superuser may give what has a dot in its name', () => {
  expect(said({ name: 'app', settings: { 'app.tenant': '1' } }, { facts: superuser })).toEqual([]);
});

test('a setting that stays as it is needs no right', () => {
  const found = foundRole({ settings: { log_statement: 'all', search_path: 'app, public' } });
  expect(said({ name: 'app', settings: { Log_Statement: 'all' } }, { found })).toEqual([]);
  expect(said({ name: 'app', settings: { log_statement: 'DEFAULT' } })).toEqual([]);
  expect(said({ name: 'app', settings: { log_statement: 'none' } }, { found })).toHaveLength(1);
  // To take one back is to change it.
  expect(said({ name: 'app', settings: { log_statement: 'DEFAULT' } }, { found })).toHaveLength(1);
});

test('settings in a database are held against that database', () => {
  const wanted = { name: 'app', database_settings: { orders: { log_statement: 'all' }, gone: { work_mem: '1MB' } } };
  const facts = { databases: new Set(['orders']) };
  expect(said(wanted, { facts })).toEqual([
    'error PG_NOT_PERMITTED database_settings.orders.log_statement: Only a superuser may give a role this setting, and boss is none',
    'warning DATABASE_MISSING database_settings.gone: The database "gone" does not exist',
  ]);
  const there = foundRole({ database_settings: { orders: { log_statement: 'all' } } });
  expect(said(wanted, { facts, found: there })).toEqual([
    'warning DATABASE_MISSING database_settings.gone: The database "gone" does not exist',
  ]);
  expect(said(wanted, { facts, found: foundRole({ settings: { log_statement: 'all' } }) })).toHaveLength(2);
});
