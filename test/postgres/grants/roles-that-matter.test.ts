import { deflateRawSync } from 'node:zlib';
import { planGrants, readGrants, renderStatement, scopeOf, withRolesThatMatter } from '../../../src/postgres/grants';
import { labelled } from '../../support/labelled';
import { freshDatabase, freshName, type TestDatabase } from '../../support/postgres';
import { defaultMajor } from '../../support/postgres-versions';
import { openAdmin } from '../roles/admins';

describe('what is kept of a server with many roles', () => {
  let database: TestDatabase;
  const prefix = freshName('many');
  const names = ['group', 'reader', 'owner'].map((each) => `${prefix}_${each}`) as [string, string, string];
  const [group, reader, owner] = names;

  beforeAll(async () => {
    database = await freshDatabase();
    await database.query(`CREATE ROLE ${group}; CREATE ROLE ${reader}; CREATE ROLE ${owner};
      DO $$ BEGIN FOR i IN 1..500 LOOP EXECUTE format('CREATE ROLE ${prefix}_%s LOGIN IN ROLE ${group}', i); END LOOP; END $$;
      CREATE SCHEMA app AUTHORIZATION ${owner}; SET ROLE ${owner}; CREATE TABLE app.t ()`);
  });
  afterAll(async () => {
    await database.drop();
    await database.server.query(`DO $$ BEGIN FOR i IN 1..500 LOOP EXECUTE format('DROP ROLE ${prefix}_%s', i); END LOOP; END $$;
      DROP ROLE ${names.join(', ')}`);
  });

  test.each(['superuser', 'CREATEROLE admin'] as const)('is small, and gives the same plan (%s)', async (kind) => {
    const admin = await openAdmin(defaultMajor(), kind, database.name);
    const declared = {
      database: database.name,
      grants: labelled([{ grantees: [group, reader], on: 'table' as const, schemas: ['app'], privileges: ['SELECT'] }]),
      default_privileges: labelled([
        { owners: [owner], grantees: [reader], on: 'table' as const, privileges: ['SELECT'] },
      ]),
    };
    const scope = scopeOf(declared);
    // Nobody but a member with a right of its own gets in.
    await database.query(`REVOKE CONNECT ON DATABASE ${database.name} FROM PUBLIC; GRANT USAGE ON SCHEMA app TO PUBLIC;
      GRANT CONNECT ON DATABASE ${database.name} TO ${prefix}_417, "${admin.name}"`);
    const found = await admin.server.use((session) => readGrants(session, scope));
    const kept = withRolesThatMatter(found, scope.grantees);
    const plan = (each: typeof found) => {
      const { statements, problems } = planGrants(declared, each);
      return { statements: statements.map(renderStatement), problems };
    };
    expect(plan(kept)).toEqual(plan(found));
    expect(plan(kept).problems).toMatchObject([{ code: 'GRANT_OF_NO_USE' }]);
    expect(kept.roles.length).toBeLessThan(15);
    expect(kept.memberships.length).toBeLessThan(15);
    expect(deflateRawSync(JSON.stringify(kept)).length).toBeLessThan(deflateRawSync(JSON.stringify(found)).length / 5);
    await database.query(`REVOKE CONNECT ON DATABASE ${database.name} FROM "${admin.name}"`);
    await admin.close();
  });
});
