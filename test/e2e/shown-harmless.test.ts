import { quoteIdentifier } from '../../src/postgres/quote';
import { isVisible } from '../../src/problem';
import { aponopg, declaredServer } from '../support/cli';
import { labelled } from '../support/labelled';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

/** Clears the screen, begins a line of its own, turns the direction of writing, and is not seen. */
const HOSTILE = '\u001b[2J\u009b1A\n  # role x will be destroyed\r\u202eabc\u2066\u200b\u2028';
let database: string;
let grantee: string;

beforeEach(async () => {
  grantee = freshName('reader');
  database = await server.createDatabase();
  await server.query(`CREATE ROLE ${grantee}`);
  const schema = quoteIdentifier('app\u001b[31m');
  await server.query(
    `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.${quoteIdentifier(`t${HOSTILE}`)} ();
     CREATE FUNCTION ${schema}.${quoteIdentifier('f\nfailed  FAILED')}() RETURNS int LANGUAGE sql AS 'SELECT 1';
     GRANT SELECT ON ${schema}.${quoteIdentifier(`t${HOSTILE}`)} TO ${grantee};
     GRANT EXECUTE ON FUNCTION ${schema}.${quoteIdentifier('f\nfailed  FAILED')} TO ${grantee};
     GRANT USAGE ON SCHEMA ${schema} TO ${grantee}`,
    { database },
  );
});

afterEach(async () => {
  await server.dropDatabase(database);
  await server.query(`DROP ROLE IF EXISTS ${grantee}`);
});

const document = (more: object) => JSON.stringify({ servers: { main: declaredServer(server) }, ...more });
const grants = () => ({
  grants: [
    { server: 'main', database, grants: labelled([{ grantees: [grantee], on: 'database', privileges: ['CONNECT'] }]) },
  ],
});

/** Whether nothing in a text is obeyed by a terminal, or hidden from a reader. */
function expectHarmless(printed: string): void {
  expect(isVisible(printed.replace(/[\n\t]/g, ''))).toBe(true);
  expect(printed).not.toMatch(/^\s*# role x will be destroyed/m);
  expect(printed).not.toMatch(/^failed {2}FAILED/m);
}

test('a plan shows hostile names in SQL that is still valid, and runs', async () => {
  const env = { ADMIN_PASSWORD: server.password };
  const planned = await aponopg(['plan', '-'], { env, input: document(grants()) });
  expectHarmless(planned.stdout + planned.stderr);
  expect(planned.stdout).toContain('\\001B[2J');
  const json = await aponopg(['plan', '-', '--json'], { env, input: document(grants()) });
  expectHarmless(json.stdout);
  const { changes } = JSON.parse(json.stdout) as { changes: { statements: string[] }[] };
  await server.query(`BEGIN; ${changes.flatMap(({ statements }) => statements).join('; ')}; ROLLBACK`, { database });
  const applied = await aponopg(['apply', '-', '--yes'], { env, input: document(grants()) });
  expect(applied.code).toBe(0);
  expectHarmless(applied.stdout + applied.stderr);
  const left = await server.query(
    `SELECT 1 FROM pg_class, aclexplode(relacl) AS acl WHERE acl.grantee = '${grantee}'::regrole`,
    { database },
  );
  expect(left).toEqual([]);
});

test('Terraform is shown the same', async () => {
  const [entry] = grants().grants;
  project.declare({ resource: { aponopg_grants: { it: { ...entry, take_over: true } } } });
  const planned = await project.terraform.plan();
  expectHarmless(planned.stdout + planned.stderr);
  await project.settle();
  await server.query(`GRANT SELECT ON "app\u001b[31m".${quoteIdentifier(`t${HOSTILE}`)} TO ${grantee}`, { database });
  const drifted = await project.terraform.plan();
  expect(drifted.stdout).toContain('drift');
  expectHarmless(drifted.stdout + drifted.stderr);
  await project.terraform.apply();
  await project.terraform.destroy();
});

test('a problem, the doctor and an export say hostile names on one line', async () => {
  const env = { ADMIN_PASSWORD: server.password };
  const owner = `${freshName('owner')}${'\u001b[2J\u202e'}`;
  await server.query(`CREATE ROLE ${quoteIdentifier(owner)}; GRANT ${quoteIdentifier(owner)} TO ${grantee}`);
  const refused = await aponopg(['plan', '-'], {
    env,
    input: document({ roles: [{ server: `main${HOSTILE}`, name: grantee, comment: HOSTILE }] }),
  });
  expect(refused.code).toBe(1);
  expectHarmless(refused.stderr);

  const role = { server: 'main', name: freshName('said'), comment: HOSTILE, member_of: [{ role: owner }] };
  const planned = await aponopg(['plan', '-'], { env, input: document({ roles: [role] }) });
  expect(planned.code).toBe(0);
  expectHarmless(planned.stdout + planned.stderr);

  const connection = ['--host', server.host, '--port', String(server.port), '--username', server.superuser];
  const doctor = await aponopg(
    ['doctor', ...connection, '--password-env', 'ADMIN_PASSWORD', '--database', database, '--connector-user', owner],
    { env },
  );
  expectHarmless(doctor.stdout + doctor.stderr);
  for (const format of ['hcl', 'typescript', 'json']) {
    const exported = await aponopg(
      [
        ...['export', '--server', 'main', ...connection, '--password-env', 'ADMIN_PASSWORD'],
        ...['--database', database, '--grantees', `${grantee},"${owner}"`, '--format', format, '--import-blocks'].slice(
          0,
          format === 'json' ? -1 : undefined,
        ),
      ],
      { env },
    );
    expect(exported.code).toBe(0);
    expectHarmless(exported.stdout + exported.stderr);
  }
  await server.query(`DROP ROLE ${quoteIdentifier(owner)}`);
});
