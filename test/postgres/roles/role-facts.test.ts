import { displayOf, type RoleStatement, roleFacts } from '../../../src/postgres/roles';

/** Whether all that a statement does was in what somebody reviewed. */
const isCovered = (one: RoleStatement, reviewed: RoleStatement) => {
  const shown = new Set(roleFacts(reviewed));
  return roleFacts(one).every((fact) => shown.has(fact));
};

const make = { do: 'create role', role: 'app', flags: {} } as const;
const set = { do: 'set setting', role: 'app', setting: 'search_path', value: 'a, b' } as const;
const give = {
  do: 'grant membership',
  roles: ['team', 'crew'],
  member: 'app',
  options: { admin: false, set: true },
} as const;
const take = { do: 'revoke membership', roles: ['team', 'crew'], member: 'app', grantor: 'boss' } as const;

test.each<[string, RoleStatement, RoleStatement]>([
  ['the same', make, make],
  ['fewer attributes', { ...make, flags: { login: true } }, { ...make, flags: { login: true, createdb: true } }],
  ['without the password', make, { ...make, password: 'set' }],
  ['a setting in other letters', { ...set, setting: 'Search_Path' }, set],
  ['a list in another spelling', { ...set, value: 'A,b' }, set],
  ['one of several groups', { ...give, roles: ['crew'] }, give],
  ['without an option', { ...give, options: { admin: false } }, give],
  ['without CASCADE', take, { ...take, cascade: true }],
])('%s is no more than was reviewed', (_, one, reviewed) => expect(isCovered(one, reviewed)).toBe(true));

test.each<[string, RoleStatement, RoleStatement]>([
  ['another role', { ...make, role: 'other' }, make],
  ['a role that is altered', { ...make, do: 'alter role' }, make],
  ['another attribute', { ...make, flags: { superuser: true } }, { ...make, flags: { login: true } }],
  ['the attribute turned', { ...make, flags: { login: false } }, { ...make, flags: { login: true } }],
  ['a password', { ...make, password: 'set' }, make],
  ['a password that goes', { ...make, password: 'removed' }, { ...make, password: 'set' }],
  ['another limit', { ...make, connection_limit: 5 }, { ...make, connection_limit: 4 }],
  ['another end', { ...make, valid_until: 'infinity' }, { ...make, valid_until: '2030-01-01T00:00:00Z' }],
  ['another name', { do: 'rename role', role: 'app', to: 'b' }, { do: 'rename role', role: 'app', to: 'a' }],
  ['of another role', { do: 'rename role', role: 'x', to: 'a' }, { do: 'rename role', role: 'app', to: 'a' }],
  ['another setting', { ...set, setting: 'work_mem', value: '1MB' }, set],
  ['another value', { ...set, value: 'b, a' }, set],
  ['a setting in a database', { ...set, database: 'orders' }, set],
  ['a setting for another role', { ...set, role: 'other' }, set],
  ['a setting that goes', { do: 'reset setting', role: 'app', setting: 'search_path' }, set],
  [
    'another one that goes',
    { do: 'reset setting', role: 'app', setting: 'work_mem' },
    { do: 'reset setting', role: 'app', setting: 'search_path' },
  ],
  [
    'one that goes in a database',
    { do: 'reset setting', role: 'app', setting: 'work_mem', database: 'orders' },
    { do: 'reset setting', role: 'app', setting: 'work_mem' },
  ],
  ['another comment', { do: 'comment', role: 'app', comment: null }, { do: 'comment', role: 'app', comment: 'x' }],
  ['a comment on another', { do: 'comment', role: 'b', comment: 'x' }, { do: 'comment', role: 'app', comment: 'x' }],
  ['another group', { ...give, roles: ['boss'] }, give],
  ['another member', { ...give, member: 'other' }, give],
  ['an option turned', { ...give, options: { admin: true, set: true } }, give],
  ['another option', { ...give, options: { inherit: true } }, give],
  ['in the name of another', { ...give, grantor: 'boss' }, give],
  ['ADMIN OPTION, before 16', { ...give, options: {}, adminOption: true }, { ...give, options: {} }],
  ['a revoke', { ...take, roles: ['team'] }, { ...give, roles: ['team'] }],
  ['a revoke of what another gave', { ...take, grantor: 'chief' }, take],
  ['CASCADE', { ...take, cascade: true }, take],
  ['the whole membership', take, { ...take, adminOption: true }],
])('%s is more than was reviewed', (_, one, reviewed) => {
  expect(displayOf(one)).not.toBe(displayOf(reviewed));
  expect(isCovered(one, reviewed)).toBe(false);
});
