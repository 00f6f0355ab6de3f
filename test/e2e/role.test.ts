import { freshName, tryAs } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

test('a role is planned as SQL, made, changed, drifts, is mended and destroyed', async () => {
  const name = freshName('reader');
  project.write(`
variable "password" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "aponopg_role" "reader" {
  server              = "main"
  name                = "${name}"
  login               = true
  settings            = { search_path = "app, \\"my-schema\\"" }
  password_wo         = var.password
  password_wo_version = 1
}
`);
  const secret = ['-var', 'password=canary-one'];
  const plan = await project.terraform.planJson(...secret);
  expect(plan.resource_changes?.[0]?.change.after?.statements).toEqual([
    `CREATE ROLE "${name}" WITH LOGIN PASSWORD '********'`,
    `ALTER ROLE "${name}" SET "search_path" TO "app", "my-schema"`,
  ]);
  await project.terraform.apply(...secret);
  expect(await tryAs(name, 'canary-one', 'postgres', 'SELECT 1')).toBe('ok');
  await project.terraform.expectNoChanges(...secret);

  await server.query(`ALTER ROLE "${name}" WITH NOLOGIN CREATEDB PASSWORD 'other'`);
  const drift = await project.terraform.planJson(...secret);
  expect(drift.resource_changes?.[0]?.change).toMatchObject({
    actions: ['update'],
    before: { login: false, createdb: true },
    after: { login: true, createdb: false },
  });
  expect(drift.resource_changes?.[0]?.change.after?.statements).toEqual([
    `ALTER ROLE "${name}" WITH NOCREATEDB LOGIN PASSWORD '********'`,
  ]);
  await project.terraform.apply(...secret);
  expect(await tryAs(name, 'canary-one', 'postgres', 'SELECT 1')).toBe('ok');
  await project.terraform.expectNoChanges(...secret);
  expect(project.terraform.read('terraform.tfstate')).not.toContain('canary-one');

  await project.terraform.destroy(...secret);
  expect(await server.query(`SELECT 1 FROM pg_roles WHERE rolname = '${name}'`)).toEqual([]);
});
