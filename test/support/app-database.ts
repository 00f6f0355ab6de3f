import { cleanUp, opened } from './clean-up';
import { databaseOn, freshName, type PostgresServer, type TestDatabase } from './postgres';
import type { Project } from './project';

/** A database with a schema `app`, which has the tables `orders` and `lines` and the function `f()`, and two roles. */
export interface AppDatabase {
  readonly database: TestDatabase;
  /** Both sign in with the password `p` and hold nothing. */
  readonly reader: string;
  readonly other: string;
}

/** Another one for every test; what the project has made there is forgotten with it, without a destroy. */
export function useAppDatabase(server: PostgresServer, project: Project): AppDatabase {
  return opened(async () => {
    const database = await databaseOn(server);
    const [reader, other] = [freshName('reader'), freshName('other')];
    await server.query(`CREATE ROLE ${reader} LOGIN PASSWORD 'p'; CREATE ROLE ${other} LOGIN PASSWORD 'p'`);
    cleanUp(async () => {
      project.terraform.forget();
      await database.drop();
      await server.query(`DROP ROLE ${reader}, ${other}`);
    });
    await database.query(`
      CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE TABLE app.lines (id int);
      CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
    return { database, reader, other };
  }, beforeEach);
}
