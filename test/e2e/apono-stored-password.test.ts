import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';

/** Apono's own store is written by the integration, after the role, and nobody reads it back. */
describe('a drawn password in the store of Apono itself', () => {
  const server = useServer();
  const project = useProject(() => ({}), beforeEach);
  let name: string;

  beforeEach(() => {
    name = freshName('connector');
  });
  afterEach(async () => {
    project.sandbox.setFaults({});
    await project.terraform.destroy();
  });

  const PASSWORD = '${ephemeral.aponopg_password.it.result}';

  function declare(version: number, integration: object = {}, role: object = {}): void {
    project.declare({
      ephemeral: { aponopg_password: { it: { version } } },
      resource: {
        aponopg_role: {
          it: { server: 'main', name, login: true, password_wo: PASSWORD, password_wo_version: version, ...role },
        },
        aponopg_integration: {
          it: {
            name: 'Orders database',
            type: 'postgresql',
            connector_id: 'AwsConnector-Prod',
            connected_resource_types: ['postgresql-database'],
            hostname: 'db.internal',
            secret_store: {
              apono: { parameters: { username: name, password: PASSWORD }, parameters_version: version },
            },
            preflight: { server: 'main', role: '${aponopg_role.it.name}', password_wo: PASSWORD },
            ...integration,
          },
        },
      },
    });
  }

  const registered = () => project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
  const failing = async () => inOneLine(await project.terraform.failing.apply());

  test('a drawn password is set and stored in one apply, is no drift, and is raised in both places', async () => {
    declare(1);
    await project.settle();
    // Another setting alone stores nothing anew: what would be stored is drawn anew, and the role does not have it.
    declare(1, { custom_access_details: 'Ask the DBAs.' });
    await project.settle();
    expect(registered()).toMatchObject([{ custom_access_details: 'Ask the DBAs.' }]);
    declare(2, { custom_access_details: 'Ask the DBAs.' });
    expect(Object.keys(await project.changes()).sort()).toEqual(['aponopg_integration.it', 'aponopg_role.it']);
    await project.settle();
  });

  test('where the role was given its password and Apono was not, a retry stores no other one', async () => {
    declare(1);
    project.sandbox.setFaults({ fail_next: { count: 1, status: 400, method: 'POST' } });
    await failing();
    const said = await failing();
    expect(said).toContain('PASSWORD_CHANGED');
    expect(said).toContain('has another password than the one that would be stored');
    expect(said).toContain('Raise the version');
    expect(registered()).toEqual([]);
    declare(2);
    await project.settle();
    expect(registered()).toHaveLength(1);
  });

  test('where the role cannot be given its password, nothing is stored', async () => {
    await server.query(`CREATE ROLE "${name}"`);
    declare(1);
    expect(await failing()).toContain('exists already');
    expect(registered()).toEqual([]);
    await server.query(`DROP ROLE "${name}"`);
    await project.terraform.apply();
    expect(registered()).toHaveLength(1);
  });

  test('a role that gets another password while Apono would keep the one before is refused at plan', async () => {
    declare(1);
    await project.settle();
    await server.query(`DROP ROLE "${name}"`);
    const said = inOneLine(await project.terraform.failing.plan());
    expect(said).toContain('gets another password in this run, and Apono would keep the one before');
    expect(said).toContain('Change `parameters_version` together with the password of the role');
    declare(2);
    await project.settle();
  });

  test('a password that somebody else changed is told of, and not set to one that nobody was given', async () => {
    declare(1);
    await project.settle();
    await server.query(`ALTER ROLE "${name}" PASSWORD 'by hand'`);
    const { stdout } = await project.terraform.apply();
    expect(inOneLine(stdout)).toContain('Somebody else changed the password');
    expect(await server.tryAs(name, 'by hand', 'postgres', 'SELECT 1')).toBe('ok');
    // It stays told when the role is changed otherwise.
    declare(1, {}, { connection_limit: 5 });
    await project.terraform.apply();
    expect(inOneLine((await project.terraform.plan()).stdout)).toContain('Somebody else changed the password');
    expect(await server.tryAs(name, 'by hand', 'postgres', 'SELECT 1')).toBe('ok');
    declare(2, {}, { connection_limit: 5 });
    await project.settle();
    expect(await server.tryAs(name, 'by hand', 'postgres', 'SELECT 1')).not.toBe('ok');
  });

  test('a drawn password is stored only where it is tried, and tried only where it is stored', async () => {
    declare(1, { preflight: null });
    expect(await failing()).toContain('would be stored untried');
    declare(1, { preflight: { server: 'main', role: name, password_wo: 'another one' } });
    expect(await failing()).toContain('The password that is tried is not the one that is stored');
  });

  test('a password is taken for the version that it was drawn for only', async () => {
    declare(1, {}, { password_wo_version: 2 });
    expect(await failing()).toContain('drawn for version 1, and would be set under version 2');
  });
});
