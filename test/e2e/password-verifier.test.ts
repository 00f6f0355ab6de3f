import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';

const server = useServer();
const project = useProject();
const name = freshName('verified');

afterEach(async () => {
  declare(1);
  await project.terraform.destroy('-var', 'password=gone');
});

const SALT = Buffer.from('sixteen bytes ok').toString('base64');

function declare(version: number, more: object = {}): void {
  project.declare({
    variable: { password: { type: 'string', sensitive: true, ephemeral: true } },
    resource: {
      aponopg_role: {
        it: {
          server: 'main',
          name,
          login: true,
          password_verifier_wo: `\${provider::aponopg::scram_verifier(var.password, "${SALT}")}`,
          password_wo_version: version,
          ...more,
        },
      },
    },
  });
}

test('a verifier is stored as it is, by its version, and stands nowhere', async () => {
  declare(1);
  await project.settle('-var', 'password=canary-verified-1');
  expect(await server.tryAs(name, 'canary-verified-1', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await project.changes('-var', 'password=canary-verified-2')).toEqual({});
  declare(2);
  await project.settle('-var', 'password=canary-verified-2');
  expect(await server.tryAs(name, 'canary-verified-2', 'postgres', 'SELECT 1')).toBe('ok');
  const [row] = await server.query(`SELECT rolpassword FROM pg_authid WHERE rolname = '${name}'`);
  expect(row?.rolpassword).toContain(`:${SALT}$`);
  expect(project.terraform.read('terraform.tfstate')).not.toContain(row?.rolpassword.split('$')[2]);
});

test('what PostgreSQL would take for the password itself, a verifier by md5 and a bad salt are refused', async () => {
  const failing = async (more: object) => {
    declare(1, more);
    return inOneLine(await project.terraform.failing.plan('-var', 'password=x'));
  };
  const md5 = await failing({ password_verifier_wo: `md5${'0'.repeat(32)}` });
  expect(md5).toContain('verifiers by md5 are refused');
  expect(md5).not.toContain('0'.repeat(32));
  expect(await failing({ password_verifier_wo: 'SCRAM-SHA-256$0:x$y:z' })).toContain('`SCRAM-SHA-256$iterations:salt');
  expect(await failing({ password_wo: '${var.password}' })).toContain('Both `password_wo` and `password_verifier_wo`');
  const salt = { password_verifier_wo: '${provider::aponopg::scram_verifier(var.password, "short")}' };
  expect(await failing(salt)).toContain('16 bytes or more in base64');
  expect(await failing({ password_verifier_wo: null })).toContain('`password_wo_version` is given, and no password');
});

test('a name is quoted as SQL does it', async () => {
  const quoted = (text: string) =>
    project.declare({
      output: { quoted: { value: `\${provider::aponopg::quote_identifier(${JSON.stringify(text)})}` } },
    });
  quoted('a "b" É');
  const { stdout } = await project.terraform.apply();
  expect(stdout).toContain('quoted = "\\"a \\"\\"b\\"\\" É\\""');
  quoted('x'.repeat(64));
  expect(inOneLine(await project.terraform.failing.plan())).toContain('A name has 64 bytes');
});
