import { fillTenant, TENANT } from '../support/access-tenant';
import { cleanUp } from '../support/clean-up';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { openProject, type Project, useServer } from '../support/project';
import { finds, terraformPrograms } from '../support/terraform-program';

const server = useServer();
const programs = terraformPrograms().filter(finds);
const described = programs.length > 0 ? programs : ['(none of Terraform 1.14 or newer is there)'];

describe.each(described)('terraform query with %s', (program) => {
  const testIf = programs.length > 0 ? test : test.skip;
  let project: Project;

  beforeEach(async () => {
    if (programs.length > 0) project = await openProject({ server, program });
  });

  /** Finds what the lists say, and writes configuration that imports it. Gives what Terraform printed. */
  async function find(lists: string, file = 'found.tf'): Promise<string> {
    project.terraform.write('find.tfquery.hcl', lists);
    const { stdout } = await project.terraform.run('query', '-no-color', `-generate-config-out=${file}`);
    return stdout;
  }

  /** Sees that what was written imports everything and changes nothing, and does so. */
  async function takeOver(things: number): Promise<void> {
    expect((await project.terraform.plan('-no-color')).stdout).toContain(
      `${things} to import, 0 to add, 0 to change, 0 to destroy`,
    );
    await project.settle();
  }

  testIf('roles that nobody manages yet, whatever they are called', async () => {
    const prefix = freshName('found');
    const odd = `${prefix}@ / " \${x} %{y} \\ '`;
    const quoted = `"${odd.replaceAll('"', '""')}"`;
    const [mine, team, plain] = ['mine', 'team', 'plain'].map((name) => `${prefix}_${name}`);
    await server.query(`
      CREATE ROLE ${team}; CREATE ROLE ${plain} LOGIN CONNECTION LIMIT 5 PASSWORD 'never shown' IN ROLE ${team};
      CREATE ROLE ${quoted} CREATEDB VALID UNTIL '2040-01-01Z'; GRANT ${team} TO ${quoted} WITH ADMIN OPTION;
      COMMENT ON ROLE ${quoted} IS 'it''s \${not} a "template"'; ALTER ROLE ${quoted} SET search_path = '$user', app;
      ALTER ROLE ${quoted} IN DATABASE postgres SET work_mem = '8MB'`);
    project.write(`resource "aponopg_role" "mine" {\n  server = "main"\n  name   = "${mine}"\n}`);
    await project.terraform.apply();
    const lists = `list "aponopg_role" "all" {
  provider = aponopg
  config {
    server  = "main"
    pattern = "${prefix}*"
    except  = [aponopg_role.mine.name]
  }
}
`;
    const printed = await find(lists);
    expect(printed).toContain(`name=${plain},server=main`);
    expect(printed).not.toContain(mine);
    const code = project.terraform.read('found.tf');
    expect(code).not.toMatch(/never shown|SCRAM|oid|statements|bypassrls/);
    await takeOver(3);
    expect(await server.query(`SELECT FROM pg_authid WHERE rolname = '${plain}' AND rolpassword IS NULL`)).toEqual([]);
  });

  testIf('what is granted in a database, as one resource or by grantee', async () => {
    const database: TestDatabase = await databaseOn(server);
    cleanUp(() => database.drop());
    const [reader, owner] = [freshName('reader'), freshName('owner')];
    const odd = freshName('odd@ , / " # ${x}');
    const quoted = `"${odd.replaceAll('"', '""')}"`;
    await database.query(`
      CREATE ROLE ${reader}; CREATE ROLE ${owner}; CREATE ROLE ${quoted};
      CREATE SCHEMA app AUTHORIZATION ${owner}; CREATE SCHEMA "a\${b}"; CREATE TABLE "a\${b}"."%{t}" (id int);
      CREATE TABLE app.one (id int, note text); CREATE TABLE app.two (id int);
      GRANT CONNECT ON DATABASE "${database.name}" TO ${reader}; GRANT USAGE ON SCHEMA app TO ${reader}, ${quoted};
      GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${reader}; GRANT UPDATE (note) ON app.one TO ${quoted} WITH GRANT OPTION;
      GRANT SELECT ON "a\${b}"."%{t}" TO ${quoted};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA app GRANT SELECT ON TABLES TO ${reader};`);
    const list = (narrow: string) => `list "aponopg_grants" "all" {
  provider = aponopg
  config {
    server    = "main"
    databases = ["${database.name}"]
    ${narrow}
  }
}
`;
    expect(await find(list(''))).toContain(`database=${database.name},name=main,server=main`);
    await takeOver(1);
    project.terraform.forget();
    project.terraform.write('found.tf', '');
    expect(await find(list('grantees = ["*"]'), 'by-grantee.tf')).toContain(`${database.name}: ${reader}`);
    expect(project.terraform.read('by-grantee.tf')).toContain(`name     = "grantee:${reader}"`);
    await takeOver(2);
  });

  testIf('what a tenant has', async () => {
    await fillTenant(project.sandbox);
    const kinds = ['integration', 'access_scope', 'bundle', 'access_flow'];
    await find(kinds.map((kind) => `list "aponopg_${kind}" "all" {\n  provider = aponopg\n}\n`).join('\n'));
    const code = project.terraform.read('found.tf');
    for (const name of Object.values(TENANT).flat()) expect(code).toContain(JSON.stringify(name));
    await takeOver(Object.values(TENANT).flat().length);
  });

  testIf('a plan writes the code of what is imported by hand as well', async () => {
    const name = freshName('by_hand');
    await server.query(`CREATE ROLE ${name} LOGIN`);
    const imported = (provider = '') =>
      project.write(`import {\n  to = aponopg_role.it\n  id = "main/${name}"\n  ${provider}\n}`);
    imported('provider = aponopg');
    await project.terraform.plan('-generate-config-out=found.tf');
    expect(project.terraform.read('found.tf')).not.toMatch(/bypassrls|oid/);
    imported();
    await takeOver(1);
  });

  testIf('what is wrong is told where it stands', async () => {
    const role = (config: string) =>
      `list "aponopg_role" "all" {\n  provider = aponopg\n  config {\n    ${config}\n  }\n}\n`;
    const failing = async (config: string) => {
      project.terraform.write('find.tfquery.hcl', role(config));
      return project.terraform.failing.run('query', '-no-color');
    };
    expect(await failing('server = "other"')).toContain('No server is called "other"');
    expect(await failing('server = ""')).toMatch(/`server` must be .*INVALID_VALUE/);
    expect(await failing('server = "main"\n    member_of = "nobody_here"')).toMatch(/member_of.*ROLE_MISSING/);
    expect(await failing('pattern = "x"')).toContain('"server" is required');
  });
});
