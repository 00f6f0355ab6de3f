import type { GrantEntry } from '../../../src/metadata';
import { closedAfterwards, opened } from '../../support/clean-up';
import { serverVersions } from '../../support/postgres';
import { engineOn } from './engine';

describe.each(serverVersions(['oldest', 'newest']))('what came with the system, on PostgreSQL %d', (version) => {
  const engine = opened(async () => closedAfterwards(await engineOn(version)));
  const toPublic = (entry: Omit<GrantEntry, 'grantees' | 'privileges'>, privileges: string[] = []): GrantEntry => ({
    grantees: ['public'],
    ...entry,
    privileges,
  });
  const everybody = (what: string) =>
    engine.database.query(`SELECT ${what} AS has`).then(([row]) => row?.has as boolean);

  beforeAll(async () => {
    await engine.database.query(`CREATE SCHEMA app; CREATE EXTENSION pg_stat_statements SCHEMA app; CREATE TABLE app.t (x int);
      GRANT SELECT ON app.t TO PUBLIC`);
  });

  const cases: readonly (readonly [string, GrantEntry])[] = [
    ['all tables of pg_catalog', toPublic({ on: 'table', schemas: ['pg_catalog'] })],
    ['one of them', toPublic({ on: 'table', schemas: ['pg_catalog'], objects: ['pg_class'] })],
    [
      'a part of what one came with',
      toPublic({ on: 'table', schemas: ['pg_catalog'], objects: ['pg_settings'] }, ['SELECT']),
    ],
    ['all functions of pg_catalog', toPublic({ on: 'function', schemas: ['pg_catalog'] })],
    ['the schema pg_catalog', toPublic({ on: 'schema', objects: ['pg_catalog'] })],
    ['the schema information_schema', toPublic({ on: 'schema', objects: ['information_schema'] })],
    ['a view of information_schema', toPublic({ on: 'table', schemas: ['information_schema'], objects: ['tables'] })],
    ['what an extension came with', toPublic({ on: 'table', schemas: ['app'], objects: ['pg_stat_statements'] })],
  ];

  test.each(cases)('is not taken from PUBLIC by an entry on %s: it is an error, in both modes', async (_, entry) => {
    const { plan, statements } = await engine.plan({ grants: [entry] });
    expect(plan.problems).toMatchObject([
      { code: 'GRANT_OF_SYSTEM', severity: 'error', path: ['grants', expect.any(String), 'grantees', 0] },
    ]);
    expect(statements.filter((each) => each.includes('REVOKE') && !each.includes('FUNCTION'))).toEqual([]);
    if (entry.privileges.length > 0) return;
    expect((await engine.plan({ mode: 'additive', grants: [entry] })).codes).toEqual(['GRANT_OF_SYSTEM']);
  });

  test('stays where an entry means all of a schema, with a warning, and where an entry is gone', async () => {
    const declared = { grants: [toPublic({ on: 'table', schemas: ['app'] })] };
    const { plan } = await engine.plan(declared);
    expect(plan.problems).toMatchObject([
      { code: 'GRANT_OF_SYSTEM', severity: 'warning', value: [expect.stringContaining('app.pg_stat_statements')] },
    ]);
    await engine.apply(declared);
    expect(await everybody("has_table_privilege('public', 'app.t', 'SELECT')")).toBe(false);
    expect(await everybody("has_table_privilege('public', 'app.pg_stat_statements', 'SELECT')")).toBe(true);
    expect((await engine.plan(declared)).statements).toEqual([]);

    const before = {
      database: engine.database.name,
      grants: [
        toPublic({ on: 'schema', objects: ['pg_catalog', 'information_schema'] }, ['USAGE']),
        toPublic({ on: 'table', schemas: ['pg_catalog'], objects: ['pg_class'] }, ['SELECT']),
        toPublic({ on: 'table', schemas: ['app'], objects: ['pg_stat_statements'] }, ['SELECT']),
      ],
    };
    expect(await engine.apply({ mode: 'additive', grants: [] }, { prior: before })).toEqual([]);
  });

  test('the schema public and built-in rights are to be closed all the same', async () => {
    const grants = [
      toPublic({ on: 'schema', objects: ['public'] }),
      toPublic({ on: 'function', schemas: ['pg_catalog'], objects: ['pg_sleep(double precision)'] }),
    ];
    expect((await engine.plan({ grants })).codes).toEqual([]);
    await engine.apply({ grants });
    expect(await everybody("has_schema_privilege('public', 'public', 'USAGE')")).toBe(false);
    expect(await everybody("has_function_privilege('public', 'pg_sleep(float8)', 'EXECUTE')")).toBe(false);
  });
});
