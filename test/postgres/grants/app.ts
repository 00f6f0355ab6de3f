import { closedAfterwards, opened } from '../../support/clean-up';
import { serverVersions } from '../../support/postgres';
import { IS_QUICK } from '../../support/tier';
import { type Engine, engineOn } from './engine';

const ADMINS: readonly ('superuser' | 'createrole')[] = IS_QUICK ? ['createrole'] : ['superuser', 'createrole'];

/** The versions and the kinds of admin that grants are applied on and by. */
export const CASES = serverVersions(['default']).flatMap((version) => ADMINS.map((admin) => [version, admin] as const));

/** A schema `app` with one of every kind of object, in a database of its own. */
export interface App extends Engine {
  /** Owns the schema and what is in it; the admin is lent its rights, and holds none of them after any test. */
  readonly owner: string;
}

/** USAGE on the schema. */
export const usage = (grantee: string) =>
  ({ grantees: [grantee], on: 'schema', objects: ['app'], privileges: ['USAGE'] }) as const;

/** The schema for the tests of the `describe`. */
export function useApp(version: number, admin: (typeof ADMINS)[number]): App {
  const app = opened(() => openApp(version, admin));
  afterEach(async () => {
    const lent = await app.database.query(
      `SELECT 1 FROM pg_auth_members WHERE roleid = '"${app.owner}"'::regrole AND member = '"${app.admin}"'::regrole
       ${version >= 16 ? 'AND (inherit_option OR set_option)' : ''}`,
    );
    expect(lent).toEqual([]);
  });
  return app;
}

async function openApp(version: number, admin: (typeof ADMINS)[number]): Promise<App> {
  const engine = closedAfterwards(await engineOn(version, admin));
  const owner = await engine.role('owner');
  await engine.database.query(`
    CREATE SCHEMA app AUTHORIZATION "${owner}";
    SET ROLE "${owner}";
    CREATE TABLE app.orders (id int, total int);
    CREATE TABLE app.items (id int);
    CREATE VIEW app.recent AS SELECT 1 AS one;
    CREATE MATERIALIZED VIEW app.sums AS SELECT 1 AS one;
    CREATE TABLE app.parts (id int) PARTITION BY RANGE (id);
    CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES FROM (0) TO (10);
    CREATE SEQUENCE app.ids;
    CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
    CREATE FUNCTION app.add(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a || b';
    CREATE PROCEDURE app.tidy(n int) LANGUAGE sql AS 'SELECT 1';
    CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int);
    CREATE TYPE app.mood AS ENUM ('good', 'bad');
    RESET ROLE;`);
  // From 16 on, CREATEROLE manages only what it has ADMIN OPTION for.
  if (admin === 'createrole' && version >= 16) {
    await engine.database.query(`GRANT "${owner}" TO "${engine.admin}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  }
  return { ...engine, owner };
}
