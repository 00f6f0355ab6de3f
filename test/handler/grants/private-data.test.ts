import { keepCatalogs, keptCatalogs } from '../../../src/handler/grants/private-data';
import type { DeclaredGrants } from '../../../src/metadata';
import { readGrants, scopeOf } from '../../../src/postgres/grants';
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
  const kept = async (read: DeclaredGrants, asked: DeclaredGrants) => {
    const scope = scopeOf(read);
    const found = await engine.server.use((session) => readGrants(session, scope));
    return keptCatalogs(keepCatalogs(found, scope), asked);
  };

  beforeAll(() => engine.database.query('CREATE TABLE public.t (id int)'));

  test('are used where they hold all that is asked for', async () => {
    expect(await kept(on(), on({ privileges: ['INSERT'] }))).toMatchObject({ database: engine.database.name });
    expect(await kept(on({ columns: ['id'] }), on())).toBeDefined();
  });

  test.each([
    ['the columns of a table that was read as a whole', { columns: ['id'] }],
    ['another grantee', { grantees: ['somebody'] }],
    ['another kind in the same schema', { on: 'sequence' }],
    ['another schema', { schemas: ['app'] }],
  ])('are not used for %s', async (_, entry) => {
    expect(await kept(on(), on(entry))).toBeUndefined();
  });
});
