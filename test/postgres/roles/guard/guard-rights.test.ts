import { roleGuards } from '../../../../src/postgres/roles';
import { foundRole, said, serverFacts } from '../facts';

const NONE = 'and boss is none';
const may = { superuser: true };

test('a superuser may do everything, whatever else it is', () => {
  const everything = { name: 'app', superuser: true, replication: true, bypassrls: true, createdb: true } as const;
  expect(said(everything, { facts: { ...may, createrole: false } })).toEqual([]);
  expect(said({ name: 'app' }, { facts: may, found: foundRole({ superuser: true }) })).toEqual([]);
});

test.each([true, false])('SUPERUSER is given and taken by superusers only: %s', (superuser) => {
  expect(said({ name: 'app', superuser }, { found: foundRole({ superuser: !superuser }) })).toEqual([
    `error PG_NOT_PERMITTED superuser: Only a superuser may give or take SUPERUSER, ${NONE}`,
  ]);
});

test('a superuser is altered by superusers only, even where it stays one', () => {
  expect(said({ name: 'app', superuser: true }, { found: foundRole({ superuser: true }) })).toEqual([
    `error PG_NOT_PERMITTED name: Only a superuser may alter a superuser, ${NONE}`,
  ]);
});

describe.each(['replication', 'bypassrls', 'createdb'] as const)('%s', (attribute) => {
  const keyword = attribute.toUpperCase();
  const has = foundRole({ [attribute]: true });

  test('from 16 on is given, and taken, by who has it', () => {
    const refusal = `error PG_NOT_PERMITTED ${attribute}: Only a superuser or a role that has ${keyword} may give or take ${keyword}, ${NONE}`;
    const version = 160_000;
    expect(said({ name: 'app', [attribute]: true }, { facts: { version } })).toEqual([refusal]);
    expect(said({ name: 'app' }, { facts: { version }, found: has })).toEqual([refusal]);
    expect(said({ name: 'app', [attribute]: true }, { facts: { version, [attribute]: true } })).toEqual([]);
    expect(said({ name: 'app', [attribute]: true }, { facts: { version }, found: has })).toEqual([]);
  });

  test('before 16 is the superuser`s to give, save CREATEDB, which comes with CREATEROLE', () => {
    const facts = { version: 150_000, [attribute]: true };
    const refusal = `error PG_NOT_PERMITTED ${attribute}: Only a superuser may give or take ${keyword}, ${NONE}`;
    expect(said({ name: 'app', [attribute]: true }, { facts })).toEqual(attribute === 'createdb' ? [] : [refusal]);
    expect(said({ name: 'app', createdb: true }, { facts: { version: 150_000 } })).toEqual([]);
  });
});

test('without CREATEROLE no role is made or altered', () => {
  const refusal = `error PG_NOT_PERMITTED name: Only a superuser or a role that has CREATEROLE may make or alter roles, ${NONE}`;
  expect(said({ name: 'app' }, { facts: { createrole: false } })).toEqual([refusal]);
  // One thing to say, not two: without CREATEROLE an ADMIN OPTION would not help.
  const roles = new Map([['app', { superuser: false, grantable: false }]]);
  expect(said({ name: 'app' }, { facts: { createrole: false, roles }, found: foundRole() })).toEqual([refusal]);
});

test('from 16 on who alters a role needs ADMIN OPTION on it', () => {
  const on = (grantable: boolean, version: number) => ({
    facts: { version, roles: new Map([['app', { superuser: false, grantable }]]) },
    found: foundRole(),
  });
  expect(said({ name: 'app' }, on(false, 160_000))).toEqual([
    'error PG_NOT_PERMITTED name: boss has no ADMIN OPTION on the role, which PostgreSQL 16 asks for to alter it',
  ]);
  expect(said({ name: 'app' }, on(true, 160_000))).toEqual([]);
  expect(said({ name: 'app' }, on(false, 150_000))).toEqual([]);
  expect(said({ name: 'app' }, { found: foundRole() })).toEqual([]);
});

test('a role that is there and not managed here is told, and nothing else of it', () => {
  const context = { managed: false, server: 'orders' };
  expect(roleGuards({ name: 'app', superuser: true }, serverFacts(), foundRole(), context)).toMatchObject([
    {
      ...{ code: 'ROLE_EXISTS', severity: 'error', path: ['name'], value: 'app' },
      next: "Import it with: terraform import ADDRESS 'orders/app' - or choose another name.",
    },
  ]);
});

test.each(['rds_iam', 'rds_superuser', 'cloudsqladmin'])('%s belongs to a cloud', (name) => {
  expect(said({ name }, { facts: may })).toEqual([
    'error ROLE_RESERVED name: The role belongs to the cloud that runs the server',
  ]);
});
