import { freshName, tryAs } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

afterEach(async () => {
  project.declare({});
  project.terraform.write('more.tf', '');
  await project.terraform.apply();
});

test('a module that leaves the choice to its caller validates, and a choice of both is refused when it is made', async () => {
  const name = freshName('either');
  project.write(`
variable "a" {
  type      = string
  default   = null
  ephemeral = true
}
variable "b" {
  type    = string
  default = null
}
variable "auth" {
  type    = string
  default = null
}
variable "port" {
  type    = number
  default = null
}
provider "aponopg" {
  alias   = "either"
  servers = {
    other = {
      host         = "localhost"
      password     = var.b
      password_env = var.auth
      auth         = var.auth
      port         = var.port
      ports        = var.port == null ? null : [var.port]
    }
  }
}
resource "aponopg_role" "either" {
  server       = "main"
  name         = "${name}"
  login        = true
  password_wo  = var.a
  password_env = var.b
}
`);
  await project.terraform.validate();
  project.env.EITHER_PASSWORD = 'canary-either';
  await project.settle('-var', 'b=EITHER_PASSWORD');
  expect(await tryAs(name, 'canary-either', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await project.terraform.failing.plan('-var', 'a=x', '-var', 'b=EITHER_PASSWORD')).toMatch(
    /Both `password_wo` and `password_env`/,
  );
  project.write('');
});

test('a password, its version and its variable may become known while applying, or turn out to be none', async () => {
  const [env, none] = [freshName('env'), freshName('none')];
  project.env.LATER_PASSWORD = 'canary-later';
  const declare = (run: number, comment: string | null) =>
    project.declare({
      resource: {
        terraform_data: {
          later: { input: { variable: 'LATER_PASSWORD', version: run }, triggers_replace: [run] },
          never: { input: { variable: null, version: null }, triggers_replace: [run] },
        },
        aponopg_role: {
          env: {
            server: 'main',
            name: env,
            login: true,
            comment,
            password_env: '${terraform_data.later.output.variable}',
            password_wo_version: '${terraform_data.later.output.version}',
          },
          none: {
            server: 'main',
            name: none,
            login: true,
            comment,
            password_wo: '${terraform_data.never.output.variable}',
            password_env: '${terraform_data.never.output.variable}',
            password_wo_version: '${terraform_data.never.output.version}',
          },
        },
      },
    });
  declare(1, null);
  expect((await project.changes())['aponopg_role.env']?.after_unknown.statements).toBe(true);
  await project.settle();
  expect(await tryAs(env, 'canary-later', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await server.query(`SELECT rolpassword FROM pg_authid WHERE rolname = '${none}'`)).toEqual([
    { rolpassword: null },
  ]);
  declare(2, 'changed');
  await project.settle();
});
