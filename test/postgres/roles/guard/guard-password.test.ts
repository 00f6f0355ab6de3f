import { foundRole, said } from '../facts';

const md5 = `md5${'0'.repeat(32)}`;
const password = 'to be set' as const;

test('an md5 password does not survive a new name', () => {
  const LOST = 'warning ROLE_PASSWORD_LOST name: The stored password is an md5 one, which does not survive a new name';
  const found = foundRole({ name: 'old', verifier: md5 });
  expect(said({ name: 'app' }, { found })).toEqual([LOST]);
  expect(said({ name: 'old' }, { found })).toEqual([]);
  expect(said({ name: 'app', login: true, password }, { found })).toEqual([]);
  for (const verifier of ['SCRAM-SHA-256$4096:x', null, undefined]) {
    expect(said({ name: 'app' }, { found: foundRole({ name: 'old', verifier }) })).toEqual([]);
  }
});

test("whoever signs in by a cloud's tokens may be refused by password", () => {
  const roles = new Map(['team', 'rds_iam'].map((each) => [each, { superuser: false, grantable: true }]));
  const wanted = { name: 'app', login: true, member_of: [{ role: 'team' }, { role: 'rds_iam' }] };
  expect(said({ ...wanted, password }, { facts: { roles } })).toEqual([
    "warning ROLE_PASSWORD_LOST member_of.1: A member of this role signs in by the cloud's tokens; its password may be refused",
  ]);
  expect(said(wanted, { facts: { roles } })).toEqual([]);
  expect(said({ ...wanted, member_of: [{ role: 'team' }], password }, { facts: { roles } })).toEqual([]);
});

test('a password is of no use to who may not sign in', () => {
  const UNUSED = 'warning ROLE_PASSWORD_UNUSED login: The role has a password and may not sign in';
  expect(said({ name: 'app', password })).toEqual([UNUSED]);
  expect(said({ name: 'app', login: false, password })).toEqual([UNUSED]);
  expect(said({ name: 'app', login: true, password })).toEqual([]);
  expect(said({ name: 'app', password: null })).toEqual([]);
  expect(said({ name: 'app' })).toEqual([]);
});
