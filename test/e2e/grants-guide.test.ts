import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

test('the examples of the guide do what it says', async () => {
  const guide = readFileSync(join(__dirname, '../../docs/grants.md'), 'utf8');
  const examples = [...guide.matchAll(/```hcl\n(.*?)```/gs)].map(([, example]) => example as string).join('\n');
  const name = Object.fromEntries(
    ['reader', 'support', 'team', 'keeper', 'app_owner'].map((each) => [each, freshName(each)]),
  );
  const database = await server.createDatabase();
  const run = (sql: string) => server.query(sql, { database });
  const logins = [name.reader, name.support, name.team, name.keeper].map(
    (each) => `CREATE ROLE ${each} LOGIN PASSWORD 'p'`,
  );
  await run(`${logins.join(';')}; CREATE ROLE ${name.app_owner}; CREATE SCHEMA app; GRANT ALL ON SCHEMA app TO ${name.app_owner};
    CREATE TABLE app.orders (id int, note text); CREATE FUNCTION app.total(int) RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  const named = Object.entries(name).reduce((text, [from, to]) => text.replaceAll(`"${from}"`, `"${to}"`), examples);
  project.write(named.replaceAll('"orders"\n', `"${database}"\n`));
  await project.settle();
  await run(`SET ROLE ${name.app_owner}; CREATE TABLE app.late (id int)`);
  const as = (role: string | undefined, sql: string) => server.tryAs(role ?? '', 'p', database, sql);
  expect(await as(name.reader, 'SELECT * FROM app.orders, app.late')).toBe('ok');
  expect(await as(name.reader, 'SELECT app.total(1)')).toBe('permission denied');
  expect(await as(name.team, 'SELECT 1')).toBe('permission denied');
  await run(`GRANT CONNECT ON DATABASE ${database} TO ${name.team}; GRANT USAGE ON SCHEMA app TO ${name.keeper}`);
  expect(await as(name.team, 'SELECT id FROM app.orders')).toBe('ok');
  expect(await as(name.team, 'SELECT note FROM app.orders')).toBe('permission denied');
  expect(await as(name.keeper, 'SELECT app.total(1)')).toBe('ok');
  await project.terraform.destroy();
  await server.dropDatabase(database);
  await server.query(`DROP ROLE ${Object.values(name).join(', ')}`);
});
