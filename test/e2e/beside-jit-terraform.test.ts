import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';

const server = useServer();
const project = useProject();

test("the guide's example stands while a connector gives and takes, and Terraform warns of what goes with a grant option", async () => {
  const guide = readFileSync(join(__dirname, '../../docs/beside-jit-access.md'), 'utf8');
  const example = /```terraform\n(.*?)```/s.exec(guide)?.[1] as string;
  const [group, connector, alice] = [freshName('orders_read'), freshName('connector'), freshName('alice')];
  const database = await server.createDatabase();
  await server.query(
    `CREATE ROLE ${alice} LOGIN PASSWORD 'a'; CREATE SCHEMA app; CREATE TABLE app.orders (id int);
     GRANT USAGE ON SCHEMA app TO ${alice}`,
    { database },
  );
  project.env.CONNECTOR_PASSWORD = 'c';
  const named = example
    .replace(/(name +=) "orders_read"/, `$1 "${group}"`)
    .replace(/(name +=) "apono_connector"/, `$1 "${connector}"`)
    .replace(/(database +=) "orders"/, `$1 "${database}"`);
  const passing = (option: boolean) =>
    named.replace(
      '  grants = {',
      `  grants = {
    "the connector's schema" = { grantees = [aponopg_role.connector.name], on = "schema", objects = ["app"], privileges = ["USAGE"] }
    "to pass on" = { grantees = [aponopg_role.connector.name], on = "table", schemas = ["app"], privileges = ["SELECT"], with_grant_option = ${option} }`,
    );
  const gives = async (sql: string) => expect(await server.tryAs(connector, 'c', database, sql)).toBe('ok');
  const reads = () => server.tryAs(alice, 'a', database, 'SELECT * FROM app.orders');

  project.write(named);
  await project.settle();
  await gives(`GRANT ${group} TO ${alice}`);
  expect(await reads()).toBe('ok');
  await project.terraform.expectNoChanges();
  await gives(`REVOKE ${group} FROM ${alice}`);
  expect(await reads()).toBe('permission denied');
  await project.terraform.expectNoChanges();

  // What it gives by a grant option, and to a role that the resource names.
  project.write(passing(true));
  await project.settle();
  await gives(`GRANT SELECT ON app.orders TO ${alice}, ${group}`);
  await project.terraform.expectNoChanges();
  project.write(passing(false));
  const withdrawn = inOneLine((await project.terraform.plan()).stdout);
  expect(withdrawn).toContain('Code: GRANT_PASSED_ON');
  expect(withdrawn).toContain(`${alice} loses SELECT, given by ${connector}, on table app.orders`);

  project.write(passing(true));
  const destroyed = inOneLine((await project.terraform.destroy()).stdout);
  expect(destroyed).toContain('Code: GRANT_PASSED_ON');
  expect(destroyed).toContain(`${alice} loses SELECT`);
  expect(await reads()).toBe('permission denied');
  await server.dropDatabase(database);
  await server.query(`DROP ROLE ${alice}`);
});
