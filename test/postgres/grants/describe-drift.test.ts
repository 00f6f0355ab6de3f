import { describeDrift } from '../../../src/postgres/grants';
import { labelled } from '../../support/labelled';
import { type Engine, engineOn } from './engine';

describe('drift, told', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineOn(undefined);
    await engine.database.query(
      'CREATE SCHEMA app; CREATE TABLE app.a (x int); CREATE TABLE app.b (); CREATE TABLE app.c (); CREATE TABLE app.d ()',
    );
  });
  afterAll(() => engine.close());

  test('says who, what and on what, many objects in one line', async () => {
    const role = await engine.role();
    await engine.database.query(
      `GRANT INSERT ON app.b TO "${role}"; GRANT UPDATE (x) ON app.a TO "${role}" WITH GRANT OPTION`,
    );
    const { plan, statements } = await engine.plan({
      grants: labelled([
        { grantees: [role], on: 'table', schemas: ['app'], privileges: ['SELECT'] },
        { grantees: [role], on: 'table', schemas: ['app'], objects: ['a'], columns: ['x'], privileges: ['UPDATE'] },
        { grantees: ['public'], on: 'database', privileges: ['CONNECT'] },
      ]),
      default_privileges: labelled([
        { owners: [engine.admin], schemas: ['app'], on: 'table', grantees: [role], privileges: ['SELECT'] },
      ]),
    });
    expect(describeDrift(plan.changes).sort()).toEqual(
      [
        `PUBLIC holds TEMPORARY on database ${engine.database.name}`,
        `${role} holds INSERT on table app.b`,
        `${role} holds the grant option for UPDATE on column x of table app.a`,
        `${role} lacks SELECT on 4 tables of schema app`,
        `${role} lacks SELECT on future tables of ${engine.admin} in schema app`,
      ].sort(),
    );
    expect(statements).toEqual([
      `REVOKE INSERT ON TABLE "app"."b" FROM "${role}"`,
      `REVOKE GRANT OPTION FOR UPDATE ("x") ON TABLE "app"."a" FROM "${role}"`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "${role}"`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE "${engine.admin}" IN SCHEMA "app" GRANT SELECT ON TABLES TO "${role}"`,
      `REVOKE TEMPORARY ON DATABASE "${engine.database.name}" FROM PUBLIC`,
    ]);
  });
});
