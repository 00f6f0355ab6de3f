import { closedAfterwards, opened } from '../../support/clean-up';
import { startPostgres } from '../../support/postgres';
import { engineOn } from './engine';

/** PostgreSQL keeps the access list of a table in one row of 8 kB. */
describe('an access list that is nearly full', () => {
  const COUNT = 2450;
  const engine = opened(async () => {
    const server = await startPostgres();
    closedAfterwards({ close: server.stop });
    await server.query(`DO $$ BEGIN FOR i IN 1..${COUNT} LOOP EXECUTE 'CREATE ROLE r' || i; END LOOP; END $$`);
    return closedAfterwards(await engineOn(undefined, 'superuser', server));
  });

  /** A table that this many roles may read. */
  const filled = (entries: number) =>
    engine.database.query(`DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE TABLE app.t ();
      DO $$ BEGIN EXECUTE (SELECT 'GRANT SELECT ON app.t TO ' || string_agg('r' || i, ', ') FROM generate_series(1, ${entries}) i); END $$`);
  const granting = (from: number, to: number) => ({
    mode: 'additive' as const,
    grants: Array.from({ length: to - from + 1 }, (_, at) => ({
      grantees: [`r${from + at}`],
      on: 'table' as const,
      schemas: ['app'],
      objects: ['t'],
      privileges: ['SELECT', 'INSERT'],
    })),
  });
  const sizeProblem = async (declared: ReturnType<typeof granting>) =>
    (await engine.plan(declared)).plan.problems.find(({ code }) => code === 'GRANT_ACL_SIZE');

  test('counts the entries that are there, and those who have one once', async () => {
    await filled(600);
    // The owner's own entry is one more.
    expect(await sizeProblem(granting(596, 605))).toMatchObject({
      severity: 'warning',
      what: expect.stringContaining('of table app.t would have 606 entries'),
    });
  });

  test('says nothing where there is room', async () => {
    await filled(100);
    expect(await sizeProblem(granting(101, 110))).toBeUndefined();
  });

  test('refuses one entry too many before anything runs, and fills it to the last', async () => {
    await filled(2430);
    expect(await sizeProblem(granting(2431, 2440))).toMatchObject({ severity: 'error' });
    await expect(engine.apply(granting(2431, 2440))).rejects.toThrow(/GRANT_ACL_SIZE/);
    await engine.apply(granting(2431, 2439));
    const [row] = await engine.database.query(
      `SELECT cardinality(relacl) AS size FROM pg_class WHERE oid = 'app.t'::regclass`,
    );
    expect(row).toEqual({ size: 2440 });
  });
});
