import type { GrantStatement } from '../../../src/postgres/grants';
import { serverVersions } from '../../support/postgres';
import { type Engine, type EngineDeclaration, engineOn } from './engine';

type Declared = EngineDeclaration;

describe.each(serverVersions(['default']))('PostgreSQL %d', (version) => {
  let engine: Engine;
  let owner: string;
  let reader: string;

  beforeEach(async () => {
    engine = await engineOn(version);
    [owner, reader] = [await engine.role('owner'), await engine.role('reader')];
    await engine.database.query(`
      CREATE SCHEMA app AUTHORIZATION "${owner}"; SET ROLE "${owner}";
      CREATE TABLE app.a (x int, y int); CREATE TABLE app.b (x int);
      CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
      CREATE FUNCTION app.add(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a || b'`);
  });
  afterEach(() => engine.close());

  const asOwner = (sql: string) => engine.database.query(`SET ROLE "${owner}"; ${sql}; RESET ROLE`);
  const onTables = (more: object = {}, grantee = reader) =>
    ({ grantees: [grantee], on: 'table', schemas: ['app'], privileges: ['SELECT'], ...more }) as const;

  /** The statements of a plan, as they come back from where the plan keeps them. */
  const reviewedOf = async (declared: Declared, prior?: Declared): Promise<GrantStatement[]> =>
    JSON.parse(JSON.stringify((await engine.plan(declared, prior)).plan.statements));

  /** Refused, with everything as it was. */
  const refused = async (declared: Declared, reviewed: GrantStatement[], said: RegExp, prior?: Declared) => {
    const before = await engine.plan(declared, prior);
    const options = { reviewed, ...(prior && { prior: { database: engine.database.name, ...prior } }) };
    await expect(engine.apply(declared, options)).rejects.toThrow(said);
    await expect(engine.apply(declared, options)).rejects.toThrow(/GRANT_BEYOND_REVIEW/);
    expect((await engine.plan(declared, prior)).statements).toEqual(before.statements);
  };

  test('more than was reviewed is refused and changes nothing; what shrank passes', async () => {
    const declared = { grants: [onTables()] };
    const reviewed = await reviewedOf(declared);
    await asOwner(`GRANT INSERT ON app.a TO "${reader}"`);
    await refused(declared, reviewed, /REVOKE INSERT on table app.a from reader/);
    await asOwner(`REVOKE INSERT ON app.a FROM "${reader}"; GRANT SELECT ON app.a TO "${reader}"`);
    expect((await engine.apply(declared, { reviewed })).join('\n')).toContain('GRANT SELECT ON TABLE "app"."b"');
    await asOwner(`REVOKE SELECT ON app.b FROM "${reader}"`);
    await refused(declared, [], /GRANT SELECT on table app.b to reader/);
  });

  test('a reviewed GRANT does not permit WITH GRANT OPTION, but the other way round it does', async () => {
    const plain = { grants: [onTables()] };
    const withOption = { grants: [onTables({ with_grant_option: true })] };
    await refused(withOption, await reviewedOf(plain), /GRANT SELECT on table app.a to \S+ with grant option/);
    expect(await engine.apply(plain, { reviewed: await reviewedOf(withOption) })).toHaveLength(1);
  });

  test('a reviewed loss of the grant option does not permit the loss of the privilege', async () => {
    await asOwner(`GRANT SELECT ON ALL TABLES IN SCHEMA app TO "${reader}" WITH GRANT OPTION`);
    const option = await reviewedOf({ grants: [onTables()] });
    const all = { grants: [onTables({ privileges: [] })] };
    await refused(all, option, /REVOKE SELECT on table app.a from reader/);
    expect(await engine.apply({ grants: [onTables()] }, { reviewed: await reviewedOf(all) })).toHaveLength(1);
  });

  test('a whole schema covers what was made in it since, a named table and its columns only themselves', async () => {
    const whole = { grants: [onTables()] };
    const one = { grants: [onTables({ objects: ['a'] })] };
    const column = { grants: [onTables({ objects: ['a'], columns: ['x'] })] };
    const [reviewedWhole, reviewedOne] = [await reviewedOf(whole), await reviewedOf(one)];
    const reviewedColumn = await reviewedOf(column);
    await asOwner('CREATE TABLE app.c (x int)');
    await refused(whole, reviewedOne, /GRANT SELECT on table app.b to .*GRANT SELECT on table app.c to/);
    await refused(column, reviewedOne, /GRANT SELECT on column x of table app.a/);
    await refused(one, reviewedColumn, /GRANT SELECT on table app.a/);
    await refused(
      { grants: [onTables({ objects: ['a'], columns: ['y'] })] },
      reviewedColumn,
      /column y of table app.a/,
    );
    expect(await engine.apply(column, { reviewed: reviewedColumn })).toHaveLength(1);
    expect(await engine.apply(whole, { reviewed: [...reviewedWhole, ...(await reviewedOf(whole))] })).toHaveLength(2);
  });

  test('a grantee, a privilege or an overload that was not reviewed is not let in', async () => {
    const other = await engine.role('other');
    const reviewed = await reviewedOf({ grants: [onTables()] });
    await refused({ grants: [onTables({}, other)] }, reviewed, new RegExp(`GRANT SELECT on table app.a to ${other}`));
    await refused(
      { grants: [onTables({ privileges: ['SELECT', 'INSERT'] })] },
      reviewed,
      /GRANT INSERT on table app.a/,
    );
    const call = (signature: string): Declared => ({
      grants: [{ grantees: [reader], on: 'function', schemas: ['app'], objects: [signature], privileges: ['EXECUTE'] }],
    });
    await asOwner('REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC');
    const integers = await reviewedOf(call('add(int, int)'));
    await refused(call('add(text, text)'), integers, /GRANT EXECUTE on function app.add\(text, text\)/);
    expect(await engine.apply(call('add(int, int)'), { reviewed: integers })).toHaveLength(1);
  });

  test('default privileges are held to their owner, schema, kind and option', async () => {
    const future = (more: object = {}) => ({
      default_privileges: [
        {
          owners: [owner],
          schemas: ['app'],
          on: 'table',
          grantees: [reader],
          privileges: ['SELECT'],
          ...more,
        } as const,
      ],
    });
    const reviewed = await reviewedOf(future());
    for (const [more, said] of [
      [{ owners: [reader], grantees: [owner] }, /future tables of reader/],
      [{ schemas: undefined }, /GRANT SELECT on future tables of owner\S+ to/],
      [{ on: 'sequence' }, /future sequences of owner/],
      [{ with_grant_option: true }, /with grant option/],
      [{ privileges: ['SELECT', 'INSERT'] }, /GRANT INSERT on future tables/],
    ] as const) {
      await refused(future(more), reviewed, said);
    }
    expect(await engine.apply(future(), { reviewed })).toHaveLength(1);
    await asOwner(`ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" GRANT INSERT ON TABLES TO "${reader}"`);
    await refused(future(), reviewed, /REVOKE INSERT on future tables of owner/);
  });

  test('what goes with a revoke because it was passed on since needs a reviewed CASCADE', async () => {
    const second = await engine.role('second');
    await asOwner(`GRANT USAGE ON SCHEMA app TO "${reader}"; GRANT SELECT ON app.a TO "${reader}" WITH GRANT OPTION`);
    const nothing = { grants: [reader, second].map((each) => onTables({ privileges: [] }, each)) };
    const reviewed = await reviewedOf(nothing);
    await engine.as(reader, `GRANT SELECT ON app.a TO "${second}"`);
    await refused(nothing, reviewed, new RegExp(`REVOKE SELECT on table app.a from ${second}, passed on by reader`));
    expect(await engine.apply(nothing, { reviewed: await reviewedOf(nothing) })).not.toEqual([]);
    expect((await engine.plan(nothing)).statements).toEqual([]);
  });
});
