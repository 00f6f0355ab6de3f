import { keepCatalogs, keptCatalogs } from '../../../src/handler/grants/private-data';
import type { DeclaredGrants } from '../../../src/metadata';
import { planFromMemory, readGrants, renderStatement, scopeOf } from '../../../src/postgres/grants';
import { engineOn } from '../../postgres/grants/engine';
import { closedAfterwards, opened } from '../../support/clean-up';

describe('catalogs that are kept beside the state', () => {
  const engine = opened(async () => closedAfterwards(await engineOn(undefined)));
  const on = (entry: object = {}): DeclaredGrants => ({
    database: engine.database.name,
    grants: {
      entry: {
        grantees: ['public'],
        on: 'table',
        schemas: ['public'],
        objects: ['t'],
        privileges: ['SELECT'],
        ...entry,
      },
    },
  });
  /** The statements that lead to what is asked, by what was read for what was declared before. */
  const statements = async (before: DeclaredGrants, asked: DeclaredGrants) => {
    const found = await engine.server.use((session) => readGrants(session, scopeOf(before)));
    const memory = keptCatalogs(keepCatalogs(found, before));
    if (memory === undefined) throw new Error('Nothing was kept');
    return planFromMemory(asked, memory, before, []).map(renderStatement);
  };

  beforeAll(() => engine.database.query('CREATE TABLE public.t (id int); GRANT SELECT ON public.t TO PUBLIC'));

  test('tell exactly what they hold', async () => {
    expect(await statements(on(), on())).toEqual([]);
    expect(await statements(on(), on({ privileges: ['SELECT', 'INSERT'] }))).toEqual([
      'GRANT INSERT ON TABLE "public"."t" TO PUBLIC',
    ]);
  });

  test.each([
    ['the columns of a table that was read as a whole', { columns: ['id'], privileges: ['UPDATE'] }, /UPDATE \("id"\)/],
    ['another grantee', { grantees: ['somebody'] }, /TO "somebody"/],
    ['another kind in the same schema', { on: 'sequence', objects: ['s'] }, /ON SEQUENCE/],
    ['another schema', { schemas: ['app'] }, /"app"\."t"/],
  ])('leave it to the declaration what becomes of %s', async (_, entry, shown) => {
    expect((await statements(on(), on(entry))).join('\n')).toMatch(shown);
  });
});
