import { ACCESS_LIST_COLUMNS } from '../../src/metadata';
import { accessListColumns } from '../../src/postgres/access';
import { serverVersions, sharedServer } from '../support/postgres';

test.each(serverVersions())('every catalog with access lists of PostgreSQL %d is in the list', async (version) => {
  const server = await sharedServer(version);
  const columns = await accessListColumns({
    database: 'postgres',
    user: server.superuser,
    serverVersion: version * 10_000,
    query: (text) => server.query(text) as Promise<never[]>,
  });
  expect(columns.length).toBeGreaterThan(10);
  expect(columns.filter((each) => !(each in ACCESS_LIST_COLUMNS))).toEqual([]);
  const newest = Object.keys(ACCESS_LIST_COLUMNS).filter((each) => !columns.includes(each));
  expect(newest).toEqual(version >= 15 ? [] : ['pg_parameter_acl.paracl']);
});
