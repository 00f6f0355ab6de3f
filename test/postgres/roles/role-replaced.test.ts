import { replacedProblems } from '../../../src/postgres/roles/role-replaced';

test('a role that has taken the name of another is told by its OID', () => {
  expect(replacedProblems('app', 2, 1)).toMatchObject([
    {
      ...{ code: 'ROLE_REPLACED', path: ['name'], value: 'app' },
      what: 'The role "app" is another one: that of the state has the OID 1, this one has 2',
    },
  ]);
  expect(replacedProblems('app', 1, 1)).toEqual([]);
  // Any role of the name.
  expect(replacedProblems('app', 1, undefined)).toEqual([]);
});
