import { freshName, serverVersions } from '../support/postgres';
import { useProject, useServer } from '../support/project';

describe.each(serverVersions())('an admin who is no superuser, on PostgreSQL %i', (version) => {
  const server = useServer(version);
  let admin: string;

  beforeAll(async () => {
    admin = freshName('admin');
    await server.query(`CREATE ROLE "${admin}" LOGIN CREATEROLE CREATEDB PASSWORD 'admin'`);
  });

  const project = useProject(() => ({ server, admin: { user: admin, password: 'admin' } }));

  afterAll(async () => {
    project.declare({});
    await project.terraform.apply();
    await server.query(`DROP OWNED BY "${admin}"; DROP ROLE "${admin}"`);
  });

  test('makes, changes, mends and destroys roles', async () => {
    const [group, name] = [freshName('group'), freshName('reader')];
    const roles = (attributes: object) =>
      project.declare({
        resource: {
          aponopg_role: {
            group: { server: 'main', name: group },
            it: { server: 'main', name, login: true, password_env: 'ITS_PASSWORD', ...attributes },
          },
        },
      });
    project.env.ITS_PASSWORD = 'first';
    roles({
      settings: { search_path: 'app' },
      comment: 'c',
      member_of: [{ role: '${aponopg_role.group.name}', admin: true }],
    });
    await project.settle();
    expect(await server.tryAs(name, 'first', 'postgres', 'SELECT 1')).toBe('ok');

    roles({ name: `${name}_2`, createdb: true, member_of: [], connection_limit: 2 });
    await project.settle();
    expect(await server.tryAs(`${name}_2`, 'first', 'postgres', 'SELECT 1')).toBe('ok');

    await server.query(`GRANT "${group}" TO "${name}_2"; ALTER ROLE "${name}_2" NOLOGIN`);
    if (version >= 16) {
      // From 16 on only its grantor, or who inherits from it, may take a membership back: told before anything runs.
      expect(await project.terraform.failing.plan()).toMatch(/was given by .* cannot take it back.*PG_NOT_PERMITTED/);
      await server.query(`REVOKE "${group}" FROM "${name}_2"`);
    }
    expect(Object.keys(await project.changes())).toEqual(['aponopg_role.it']);
    await project.settle();

    // The stored password cannot be read, so a new one is given by its version.
    project.env.ITS_PASSWORD = 'second';
    expect(await project.changes()).toEqual({});
    roles({ name: `${name}_2`, createdb: true, member_of: [], connection_limit: 2, password_wo_version: 2 });
    await project.settle();
    expect(await server.tryAs(`${name}_2`, 'second', 'postgres', 'SELECT 1')).toBe('ok');
  });

  test('is told at plan what it may not do', async () => {
    const name = freshName('mighty');
    project.declare({ resource: { aponopg_role: { it: { server: 'main', name, superuser: true } } } });
    const said = await project.terraform.failing.plan();
    expect(said).toContain(`Only a superuser may give or take SUPERUSER, and ${admin} is none`);
    expect(said).toMatch(/Where: superuser Value: true What to do: Leave out superuser/);
    project.declare({
      resource: { aponopg_role: { it: { server: 'main', name, settings: { session_replication_role: 'replica' } } } },
    });
    expect(await project.terraform.failing.plan()).toContain('PG_NOT_PERMITTED');
    project.declare({ resource: { aponopg_role: { it: { server: 'main', name, settings: { serch_path: 'app' } } } } });
    expect(await project.terraform.failing.plan()).toContain('The server has no such setting');
  });
});
