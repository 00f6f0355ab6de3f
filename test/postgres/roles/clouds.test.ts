import { openServer } from '../../../src/postgres/connect';
import { previewDestroy, readServerFacts, roleGuards } from '../../../src/postgres/roles';
import type { DatabaseServer } from '../../../src/postgres/session';
import { type CloudServer, startCloud } from '../../support/clouds';

let rds: CloudServer;
let admin: DatabaseServer;

beforeAll(async () => {
  rds = await startCloud('rds', { version: 18 });
  const { user: username, password } = rds.admin;
  admin = openServer({ host: rds.host, port: rds.port, username, password, database: 'postgres' }, { env: {} });
});

afterAll(async () => {
  await admin.close();
  await rds.stop();
});

test("the cloud's own roles are granted by its admins without ADMIN OPTION, or not: a warning, no refusal", async () => {
  await rds.query('REVOKE ADMIN OPTION FOR rds_superuser FROM master');
  const wanted = {
    name: 'apono_connector',
    createrole: true,
    member_of: [{ role: 'rds_superuser' }, { role: 'outside' }],
  };
  await rds.query('CREATE ROLE outside');
  const facts = await admin.use((session) => readServerFacts(session, ['rds_superuser', 'outside']));
  const problems = roleGuards(wanted, facts, null, { managed: false, server: 'main' });
  expect(problems.map(({ severity, code, value }) => [severity, code, value])).toEqual([
    ['warning', 'NOT_CHECKED', 'rds_superuser'],
    ['error', 'PG_NOT_PERMITTED', 'outside'],
  ]);
});

test("a role that the cloud's own database names is refused without a visit there", async () => {
  await rds.query('SET SESSION AUTHORIZATION master; CREATE ROLE named');
  await rds.query('CREATE TABLE internal (); GRANT SELECT ON internal TO named', { database: 'rdsadmin' });
  const { problems } = await previewDestroy(admin, 'named');
  expect(problems).toMatchObject([
    { code: 'ROLE_NOT_REMOVABLE', what: 'The cloud\'s own database "rdsadmin" names the role' },
  ]);
  expect(rds.internalVisits()).toEqual([]);
});
