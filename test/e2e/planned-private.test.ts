import { databaseOn, freshName } from '../support/postgres';
import { openProject, useServer } from '../support/project';
import { handsOn, terraformPrograms } from '../support/terraform-program';

const server = useServer();

describe.each(terraformPrograms())('with %s', (program) => {
  const described =
    'create_before_destroy with an entry removed: what goes with the old one is no more than is declared';

  /** Ends with what the apply of the replacement printed, or with its error. */
  const replace = async (more: object = {}) => {
    const project = await openProject({ server, program });
    const database = await databaseOn(server);
    const reader = freshName('reader');
    await server.query(`CREATE ROLE ${reader} LOGIN PASSWORD 'p'`);
    await database.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int)');
    const usage = { grantees: [reader], on: 'schema', objects: ['app'], privileges: ['USAGE'] };
    const select = { grantees: [reader], on: 'table', schemas: ['app'], privileges: ['SELECT'] };
    const declare = (grants: object, trigger: number, given: object = {}) =>
      project.declare({
        resource: {
          terraform_data: { trigger: { input: trigger } },
          aponopg_grants: {
            it: {
              server: 'main',
              database: database.name,
              grants,
              lifecycle: { create_before_destroy: true, replace_triggered_by: ['terraform_data.trigger'] },
              ...given,
            },
          },
        },
      });
    declare({ usage, select }, 1);
    await project.settle();
    declare({ usage }, 2, more);
    const said = await project.terraform.apply().then(
      ({ stdout }) => stdout,
      (error: Error) => error.message,
    );
    const reads = await database.tryAs(reader, 'p', 'SELECT * FROM app.orders');
    const isDone = !said.includes('Error:');
    if (!isDone) declare({ usage, select }, 2);
    await project.settle();
    await project.terraform.destroy();
    await database.drop();
    await server.query(`DROP ROLE ${reader}`);
    return { said, isDone, reads };
  };

  (handsOn(program) ? test : test.skip)(`${described} (Terraform 1.16)`, async () => {
    const { said, isDone, reads } = await replace();
    expect(said).not.toContain('HOLDS_MORE');
    expect({ isDone, reads }).toEqual({ isDone: true, reads: 'permission denied' });
  });

  test('below Terraform 1.16 take_over lets it pass; without, nothing is lost', async () => {
    const { said, isDone, reads } = await replace();
    expect(isDone).toBe(handsOn(program));
    if (!isDone) expect({ reads, said }).toEqual({ reads: 'ok', said: expect.stringContaining('HOLDS_MORE') });
    expect(await replace({ take_over: true })).toMatchObject({ isDone: true, reads: 'permission denied' });
  });
});
