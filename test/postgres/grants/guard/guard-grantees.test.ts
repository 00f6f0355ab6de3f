import { declared, plan, select } from '../catalogs';

const OBJECTS = { 'table app.orders': 'owner' };
const onGrantees = (wanted: ReturnType<typeof declared>, roles: Parameters<typeof plan>[1]['roles'] = {}) =>
  plan(wanted, { objects: OBJECTS, roles }).problems.filter(({ code }) => code.startsWith('GRANTEE_'));

test('a grantee must be there, by the very letters of its name', () => {
  const wanted = declared([select('alice'), select('reader'), select('reader')]);
  expect(onGrantees(wanted, { Reader: {}, alice: {} })).toMatchObject([
    {
      ...{ code: 'GRANTEE_MISSING', severity: 'error', path: ['grants', 'entry 2', 'grantees', 0], value: 'reader' },
      next: expect.stringContaining('there is Reader'),
    },
  ]);
  expect(onGrantees(declared([select('nobody')]), { Reader: {} })).toMatchObject([
    { value: 'nobody', next: 'Create the role before this runs, or correct the name.' },
  ]);
});

test('whoever has default privileges must be there, too', () => {
  const future = { owners: ['owner'], on: 'table', privileges: ['SELECT'] } as const;
  const wanted = declared([], { default_privileges: { later: { ...future, grantees: ['public', 'nobody'] } } });
  expect(onGrantees(wanted)).toMatchObject([{ path: ['default_privileges', 'later', 'grantees', 1], value: 'nobody' }]);
});

test('a superuser is neither helped nor held back, which is worth a warning', () => {
  expect(onGrantees(declared([select('root')]), { root: { superuser: true } })).toMatchObject([
    { code: 'GRANTEE_SUPERUSER', severity: 'warning', value: 'root', path: ['grants', 'entry 1', 'grantees', 0] },
  ]);
});

test('everybody else is fine: PUBLIC, and plain roles', () => {
  expect(onGrantees(declared([select('public'), select('reader')]), { reader: {} })).toEqual([]);
});
