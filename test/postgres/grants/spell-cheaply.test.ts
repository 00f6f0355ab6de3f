import { serverVersions } from '../../support/postgres';
import { type Engine, engineOn } from './engine';

describe.each(serverVersions(['oldest', 'newest']))('many schemas on PostgreSQL %d', (version) => {
  let engine: Engine;
  const schemas = Array.from({ length: 120 }, (_, index) => `s${index}`);

  beforeAll(async () => {
    engine = await engineOn(version);
    const made = schemas.map(
      (schema) => `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.a (); CREATE VIEW ${schema}."B b" AS SELECT 1 AS x;
        CREATE FUNCTION ${schema}.f(int, text[]) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION ${schema}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    await engine.database.query(made.join(';'));
  });
  afterAll(() => engine.close());

  const tables = (grantee: string, all: string[], privileges: string[]) => ({
    grantees: [grantee],
    on: 'table' as const,
    schemas: all,
    privileges,
  });

  test('objects are named where ALL IN SCHEMA would go over the catalog for each schema, and all is as declared', async () => {
    const [reader, writer] = [await engine.role(), await engine.role()];
    const grants = {
      read: tables(reader, schemas, ['SELECT']),
      write: tables(writer, schemas, ['SELECT', 'INSERT', 'UPDATE']),
      call: { grantees: [reader], on: 'function' as const, schemas, privileges: ['EXECUTE'] },
    };
    const { statements, plan } = await engine.plan({ grants });
    expect(statements.join()).not.toContain('IN SCHEMA');
    expect(statements.join()).toContain('"s119"."B b"');
    // The same declaration in the other spelling, as somebody may have reviewed it.
    const reviewed = plan.statements.map((each) =>
      each.do === 'change privileges' ? { ...each, objects: null, schemas } : each,
    );
    expect(await engine.apply({ grants }, { reviewed })).toEqual(statements);
    expect((await engine.plan({ grants })).statements).toEqual([]);
    const [held] = await engine.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_class WHERE relkind IN ('r', 'v') AND relname IN ('a', 'B b') AND has_table_privilege('${writer}', oid, 'INSERT')`,
    );
    expect(held?.count).toBe(240);
    expect(
      (await engine.apply({ grants: {} }, { prior: { database: engine.database.name, grants } })).join(),
    ).not.toContain('IN SCHEMA');
  });

  test('a few schemas keep the form that people read', async () => {
    const reader = await engine.role();
    expect((await engine.plan({ grants: { few: tables(reader, ['s0', 's1'], ['SELECT']) } })).statements).toEqual([
      `GRANT SELECT ON ALL TABLES IN SCHEMA "s0", "s1" TO "${reader}"`,
    ]);
  });
});
