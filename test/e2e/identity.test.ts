import { cleanUp } from '../support/clean-up';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { openProject, type Project, useServer } from '../support/project';
import { keepsIdentities, terraformPrograms } from '../support/terraform-program';

const server = useServer();
const programs = terraformPrograms().filter(keepsIdentities);
const described = programs.length > 0 ? programs : ['(none of 1.12 or newer is there)'];

describe.each(described)('import by identity with %s', (program) => {
  const testIf = programs.length > 0 ? test : test.skip;
  const odd = freshName('odd@/"role');
  let database: TestDatabase;
  let project: Project;

  testIf('a role and grants whose names no id could hold', async () => {
    database = await databaseOn(server);
    cleanUp(() => database.drop());
    await server.query(`CREATE ROLE "${odd.replaceAll('"', '""')}"`);
    await database.query(`GRANT CONNECT ON DATABASE "${database.name}" TO "${odd.replaceAll('"', '""')}"`);
    project = await openProject({ server, program });
    const role = JSON.stringify(odd);
    project.write(`
import {
  to       = aponopg_role.odd
  identity = { server = "main", name = ${role} }
}
resource "aponopg_role" "odd" {
  server = "main"
  name   = ${role}
}
import {
  to       = aponopg_grants.audit
  identity = { server = "main", database = "${database.name}", name = "audit" }
}
resource "aponopg_grants" "audit" {
  server   = "main"
  database = "${database.name}"
  name     = "audit"
  grants   = { database = { grantees = [${role}], on = "database", privileges = ["CONNECT"] } }
}
`);
    const { stdout } = await project.terraform.plan('-no-color');
    expect(stdout).toContain('2 to import, 0 to add, 0 to change, 0 to destroy');
    await project.settle();
    const { resources } = JSON.parse(project.terraform.read('terraform.tfstate'));
    const identities = resources.map((each: { instances: { identity: object }[] }) => each.instances[0]?.identity);
    expect(identities).toEqual(
      expect.arrayContaining([
        { server: 'main', name: odd },
        { server: 'main', database: database.name, name: 'audit' },
      ]),
    );
    // A role that is renamed is the same role.
    project.write(`
resource "aponopg_role" "odd" {
  server = "main"
  name   = "${freshName('renamed')}"
}
resource "aponopg_grants" "audit" {
  server   = "main"
  database = "${database.name}"
  name     = "audit"
  grants   = { database = { grantees = [aponopg_role.odd.name], on = "database", privileges = ["CONNECT"] } }
}
`);
    await project.settle();
    await project.terraform.destroy();
  });
});
