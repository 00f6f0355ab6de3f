import { declared, plan } from '../catalogs';

/** An admin with CREATEROLE who joins an owner for the length of the transaction. */
describe('an admin who joins an owner', () => {
  const admin = { createrole: true, superuser: false };

  test('and inherits nothing from it, before 16, loses its grant options with what it held, and others with it', () => {
    const { sql } = plan(
      declared([{ grantees: ['admin'], on: 'table', schemas: ['app'], objects: ['orders'], privileges: [] }]),
      {
        version: 13,
        admin: 'admin',
        roles: { admin: { ...admin, inherit: false }, owner: {}, other: {} },
        objects: { 'table app.orders': 'owner' },
        acl: ['admin: SELECT* on table app.orders by owner', 'other: SELECT* on table app.orders by admin'],
      },
    );
    expect(sql).toEqual([
      'GRANT "owner" TO "admin"',
      'SET LOCAL ROLE "owner"',
      'REVOKE SELECT ON TABLE "app"."orders" FROM "admin" CASCADE',
      'SET LOCAL ROLE "admin"',
      'REVOKE "owner" FROM "admin"',
    ]);
  });

  test('and comes by a grant option through it acts as another owner by name, and joins that one, too', () => {
    const { sql } = plan(
      declared([
        { grantees: ['reader'], on: 'table', schemas: ['app'], objects: ['orders'], privileges: ['SELECT'] },
        {
          grantees: ['owner'],
          on: 'table',
          schemas: ['app'],
          objects: ['items'],
          privileges: ['SELECT'],
          with_grant_option: true,
        },
        { grantees: ['reader'], on: 'table', schemas: ['app'], objects: ['items'], privileges: ['SELECT'] },
      ]),
      {
        version: 18,
        admin: 'admin',
        roles: { admin, owner: {}, second: {}, reader: {} },
        memberships: {
          'admin in owner': { admin: true, inherit: false, set: false },
          'admin in second': { admin: true, inherit: true, set: false },
        },
        objects: { 'table app.orders': 'owner', 'table app.items': 'second' },
      },
    );
    expect(sql.slice(0, 4)).toEqual([
      'GRANT "owner" TO "admin" WITH INHERIT TRUE, SET TRUE',
      'GRANT "second" TO "admin" WITH INHERIT TRUE, SET TRUE',
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
      'SET LOCAL ROLE "second"',
    ]);
    expect(sql.slice(-2)).toEqual([
      'GRANT "owner" TO "admin" WITH INHERIT FALSE, SET FALSE',
      'GRANT "second" TO "admin" WITH INHERIT TRUE, SET FALSE',
    ]);
  });
});
