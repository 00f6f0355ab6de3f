import { destroyRole } from '../../../src/postgres/destroy';
import { labelled } from '../../support/labelled';
import { problemOf } from '../connect/problem-of';
import { CASES, usage, useApp } from './app';

describe.each(CASES)('PostgreSQL %d, applied by a %s', (version, admin) => {
  const engine = useApp(version, admin);
  const sql = (text: string) => engine.database.query(text);
  const reads = (grantee: string) => ({
    grants: labelled([
      usage(grantee),
      { grantees: [grantee], on: 'table' as const, schemas: ['app'], objects: ['orders'], privileges: ['SELECT'] },
    ]),
  });

  /** What runs after every statement of that kind, and not after its own. */
  const trigger = (tag: string, work: string) =>
    sql(`CREATE FUNCTION public.meddle() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
           BEGIN
             IF current_setting('meddle.busy', true) = 'yes' THEN RETURN; END IF;
             PERFORM set_config('meddle.busy', 'yes', true);
             ${work};
             PERFORM set_config('meddle.busy', 'no', true);
           END $$;
         CREATE EVENT TRIGGER meddle ON ddl_command_end WHEN TAG IN ('${tag}') EXECUTE FUNCTION public.meddle()`);

  afterEach(() => sql('DROP EVENT TRIGGER IF EXISTS meddle; DROP FUNCTION IF EXISTS public.meddle()'));

  test('a grant that an event trigger takes back is noticed, and nothing of it is kept', async () => {
    const role = await engine.role();
    await trigger('GRANT', `REVOKE SELECT ON app.orders FROM "${role}"`);
    expect(await problemOf(engine.apply(reads(role)))).toMatchObject({
      code: 'GRANT_NOT_SETTLED',
      value: expect.stringContaining(`${role} lacks SELECT on table app.orders`),
      next: expect.stringContaining('event trigger'),
    });
    expect(await sql(`SELECT has_schema_privilege('${role}', 'app', 'USAGE') AS kept`)).toEqual([{ kept: false }]);
    await sql('ALTER EVENT TRIGGER meddle DISABLE');
    await engine.apply(reads(role));
    expect(await engine.as(role, 'SELECT FROM app.orders')).toBe('ok');
  });

  test('a revoke that an event trigger undoes is noticed', async () => {
    const role = await engine.role();
    await engine.apply(reads(role));
    await trigger('REVOKE', `GRANT SELECT ON app.orders TO "${role}"`);
    expect((await problemOf(engine.apply({ grants: labelled([usage(role)]) }))).code).toBe('GRANT_NOT_SETTLED');
  });

  test('default privileges that an event trigger undoes are noticed', async () => {
    const role = await engine.role();
    const defaults = {
      default_privileges: labelled([
        { grantees: [role], owners: [engine.admin], on: 'table' as const, privileges: ['SELECT'] },
      ]),
    };
    await trigger(
      'ALTER DEFAULT PRIVILEGES',
      `ALTER DEFAULT PRIVILEGES FOR ROLE "${engine.admin}" REVOKE SELECT ON TABLES FROM "${role}"`,
    );
    expect((await problemOf(engine.apply(defaults))).code).toBe('GRANT_NOT_SETTLED');
  });

  test('an event trigger that gives more to a grantee than is declared is noticed', async () => {
    const role = await engine.role();
    await trigger('GRANT', `GRANT DELETE ON app.orders TO "${role}"`);
    expect((await problemOf(engine.apply(reads(role)))).value).toContain('DELETE');
  });

  test('an event trigger that only looks is none of our business', async () => {
    const role = await engine.role();
    await trigger('GRANT', 'PERFORM 1');
    await engine.apply(reads(role));
    expect(await engine.as(role, 'SELECT FROM app.orders')).toBe('ok');
  });

  test('a role is not dropped while an event trigger gives back what is taken from it', async () => {
    const role = await engine.role();
    await engine.apply(reads(role));
    await trigger('REVOKE', `GRANT SELECT ON app.orders TO "${role}"`);
    expect((await problemOf(destroyRole(engine.server, role))).code).toBe('PG_STATEMENT_FAILED');
    expect(await sql(`SELECT FROM pg_roles WHERE rolname = '${role}'`)).toHaveLength(1);
  });

  test.each(['CREATE ROLE', 'ALTER ROLE', 'DROP ROLE', 'GRANT ROLE'])('%s fires none', async (tag) => {
    await expect(trigger(tag, 'PERFORM 1')).rejects.toThrow(/not supported|not recognized/);
  });
});
