import { closedAfterwards, opened } from '../../support/clean-up';
import { serverVersions } from '../../support/postgres';
import { engineOn } from './engine';

describe.each(serverVersions(['oldest', 'newest']))('what the admin cannot reach, on PostgreSQL %d', (version) => {
  const engine = opened(async () => closedAfterwards(await engineOn(version, 'createrole')));
  const select = (grantee: string, objects?: string[]) =>
    ({
      grantees: [grantee],
      on: 'table',
      schemas: ['public'],
      ...(objects && { objects }),
      privileges: ['SELECT'],
    }) as const;

  beforeAll(async () => {
    await engine.database.query(`CREATE EXTENSION pg_stat_statements SCHEMA public; CREATE TABLE public.mine (id int);
      ALTER TABLE public.mine OWNER TO "${engine.admin}"; GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE TABLE public.theirs ();
      CREATE SCHEMA scratch; GRANT USAGE ON SCHEMA scratch TO PUBLIC; CREATE TABLE scratch.x (id int)`);
  });

  test('is left out of all of a schema with one warning that names it', async () => {
    const role = await engine.role();
    const { plan } = await engine.plan({ grants: [select(role)] });
    expect(plan.problems).toMatchObject([
      {
        severity: 'warning',
        code: 'GRANT_OUT_OF_REACH',
        value: expect.arrayContaining(['table public.pg_stat_statements', 'table public.theirs']),
      },
    ]);
    await engine.apply({ grants: [select(role)] });
    expect(await engine.as(role, 'SELECT * FROM public.mine')).toBe('ok');
    expect((await engine.plan({ grants: [select(role)] })).statements).toEqual([]);
  });

  test('members of extensions can be left out', async () => {
    const role = await engine.role();
    const { plan } = await engine.plan({
      grants: [{ ...select(role), extensions: 'skip', except: ['theirs'] }],
    });
    expect(plan.problems).toEqual([]);
    const all = await engine.plan({ grants: [{ ...select(role), extensions: 'skip' }] });
    expect(all.plan.problems).toMatchObject([{ code: 'GRANT_OUT_OF_REACH', value: ['table public.theirs'] }]);
  });

  test('is refused where an entry names it, or comes to nothing without it', async () => {
    const role = await engine.role();
    expect((await engine.plan({ grants: [select(role, ['theirs'])] })).codes).toContain('GRANT_CANNOT_ACT');
    expect((await engine.plan({ grants: [{ ...select(role), schemas: ['scratch'] }] })).codes).toContain(
      'GRANT_CANNOT_ACT',
    );
  });

  test('does not block the rest of an authoritative resource', async () => {
    const [role, stranger] = [await engine.role(), await engine.role('stranger')];
    await engine.database.query(`ALTER TABLE scratch.x OWNER TO "postgres"; GRANT SELECT ON scratch.x TO "${role}";
      GRANT INSERT ON public.mine TO "${role}";
      ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT SELECT ON TABLES TO "${role}"; GRANT SELECT ON scratch.x TO "${stranger}"`);
    const declared = { grants: [select(role, ['mine'])] };
    const { codes } = await engine.plan(declared);
    expect(codes).toEqual(['GRANT_OUT_OF_REACH']);
    await engine.apply(declared);
    expect(await engine.as(role, 'INSERT INTO public.mine VALUES (1)')).toBe('permission denied');
    expect((await engine.plan(declared)).statements).toEqual([]);
    await engine.database.query(`ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" REVOKE SELECT ON TABLES FROM "${role}"`);
  });

  test.each(['itself', 'through a membership'])(
    'an admin that holds no more than the grant option, %s, may grant',
    async (how) => {
      const [role, group] = [await engine.role(), await engine.role('group')];
      const holder = how === 'itself' ? engine.admin : group;
      await engine.database.query(`GRANT "${group}" TO "${engine.admin}";
      GRANT SELECT ON public.theirs TO "${holder}" WITH GRANT OPTION`);
      const declared = { grants: [select(role, ['theirs'])] };
      expect((await engine.plan(declared)).codes).toEqual([]);
      await engine.apply(declared);
      expect(await engine.as(role, 'SELECT * FROM public.theirs')).toBe('ok');
      expect((await engine.plan(declared)).statements).toEqual([]);
      const nothing = { mode: 'additive', grants: {} } as const;
      await engine.apply(nothing, { prior: { database: engine.database.name, ...declared } });
      expect(await engine.as(role, 'SELECT * FROM public.theirs')).toBe('permission denied');
      await engine.database.query(`REVOKE SELECT ON public.theirs FROM "${holder}" CASCADE`);
    },
  );
});
