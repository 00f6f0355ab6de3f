import type { Right } from '../../src/report/page/model/data';
import { matrixOf, objectColumns, schemaColumns, totalsIn } from '../../src/report/page/model/matrix';
import { LEVELS } from '../../src/report/page/model/strongest';

const right = (given: Partial<Right>): Right => ({
  server: 'main',
  database: 'orders',
  roles: ['reader'],
  on: 'table',
  schema: 'app',
  objects: ['orders'],
  column: null,
  privileges: ['SELECT'],
  with_grant_option: false,
  reasons: [{ kind: 'grant', grantor: 'owner', through: [] }],
  whole_schema: false,
  ...given,
});

const ALL = right({
  roles: ['owner'],
  objects: ['events', 'orders'],
  whole_schema: true,
  reasons: [{ kind: 'owner', grantor: null, through: [] }],
});

/** What each cell of the only row says, `?` where it is so on some objects alone. */
function cellsOf(rights: readonly Right[], byObject = false): Record<string, string> {
  const all = [...rights, ALL];
  const columns = byObject ? objectColumns(all, { database: 'orders', schema: 'app' }) : schemaColumns(all);
  const matrix = matrixOf(all, ['reader'], columns, totalsIn(all));
  return Object.fromEntries(
    columns.map(({ label }, at) => [label, `${LEVELS[matrix.rank(0, at)]}${matrix.isWhole(0, at) ? '' : '?'}`]),
  );
}

test.each([
  ['nothing', [], 'none?'],
  ['one of two tables', [right({})], 'read?'],
  [
    'both, for reasons that differ',
    [right({}), right({ objects: ['events'], reasons: [{ kind: 'public', grantor: 'owner', through: [] }] })],
    'read',
  ],
  [
    'two rights on one table',
    [right({}), right({ privileges: ['INSERT'] }), right({ privileges: ['UPDATE'] })],
    'write?',
  ],
  [
    'read everywhere, write somewhere',
    [right({ objects: ['events', 'orders'], whole_schema: true }), right({ privileges: ['DELETE'] })],
    'write?',
  ],
  ['a column alone', [right({ column: 'note', privileges: ['UPDATE'] })], 'write?'],
  ['to be passed on', [right({ with_grant_option: true })], 'grant?'],
  ['the schema itself', [right({ on: 'schema', schema: null, objects: ['app'], privileges: ['USAGE'] })], 'use'],
])('the cell of a schema says the strongest right: %s', (_, rights, cell) => {
  expect(cellsOf(rights)).toEqual({ app: cell });
});

test('that of an object says what is on it alone', () => {
  expect(cellsOf([right({}), right({ objects: ['events'], column: 'at', privileges: ['UPDATE'] })], true)).toEqual({
    orders: 'read',
    events: 'write?',
  });
});

test('what lives in no schema has a column of its own, in each database and on the server', () => {
  const place = { schema: null, privileges: ['CREATE'] };
  const columns = schemaColumns([
    right({ ...place, on: 'database', objects: ['orders'] }),
    right({ ...place, on: 'tablespace', database: null, objects: ['fast'] }),
    right({}),
  ]);
  expect(columns.map(({ above, label }) => [above, label])).toEqual([
    ['', '(server)'],
    ['orders', '(database)'],
    ['orders', 'app'],
  ]);
});
