import { SIGN_IN_ROLES } from '../../../src/metadata';
import { openServer } from '../../../src/postgres/connect';
import { destroyRole, previewDestroy } from '../../../src/postgres/destroy';
import { applyGrants, exportGrants, exportScope, readGrants } from '../../../src/postgres/grants';
import { applyRole, readServerFacts, roleGuards } from '../../../src/postgres/roles';
import type { DatabaseServer } from '../../../src/postgres/session';
import { type CloudServer, startCloud } from '../../support/clouds';
import { freshName } from '../../support/postgres';

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

/** Every role that makes its members sign in by a cloud's tokens. */
const SIGN_INS = [
  ...['rds_iam', 'rds_ad', 'azure_ad_user', 'azure_ad_admin', 'azure_ad_mfa', 'alloydbiamuser', 'alloydbiamgroupuser'],
  ...['cloudsqliamuser', 'cloudsqliamserviceaccount', 'cloudsqliamgroup'],
  ...['cloudsqliamgroupuser', 'cloudsqliamgroupserviceaccount'],
];

test('the sign-in roles of every cloud are known', () => {
  expect([...SIGN_IN_ROLES].sort()).toEqual([...SIGN_INS].sort());
});

describe.each(SIGN_INS)('who holds %s through a group', (signIn) => {
  let owner: string;
  let reader: string;

  beforeAll(async () => {
    owner = freshName('owner');
    reader = freshName('reader');
    const group = freshName('people');
    await rds.query(`DO $$BEGIN CREATE ROLE ${signIn}; EXCEPTION WHEN duplicate_object THEN NULL; END$$;
      CREATE ROLE ${group} IN ROLE ${signIn}; CREATE ROLE ${owner} IN ROLE ${group}; CREATE ROLE ${reader} LOGIN PASSWORD 'pw';
      GRANT ${owner}, ${reader} TO master WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
    await rds.query(
      `CREATE SCHEMA ${owner} AUTHORIZATION ${owner}; SET ROLE ${owner}; CREATE TABLE ${owner}.t (); GRANT USAGE ON SCHEMA ${owner} TO ${reader}`,
    );
  });

  const memberships = () =>
    rds.query(`SELECT m::text AS row FROM pg_auth_members m WHERE member = 'master'::regrole ORDER BY 1`);

  test('is not joined to grant', async () => {
    const before = await memberships();
    const grants = { tables: { grantees: [reader], on: 'table', schemas: [owner], privileges: ['SELECT'] } } as const;
    await expect(applyGrants(admin, { database: 'postgres', grants })).rejects.toThrow(
      new RegExp(
        `cannot act as ${owner}: it holds ${signIn}, [\\s\\S]*Apply as ${owner} itself[\\s\\S]*GRANT_CANNOT_ACT`,
      ),
    );
    expect(await memberships()).toEqual(before);
  });

  test('is not joined to drop a role that it gave something, nor to hand something on to it', async () => {
    const before = await memberships();
    await expect(destroyRole(admin, reader)).rejects.toThrow(
      new RegExp(`cannot act as ${owner}: it holds ${signIn}, [\\s\\S]*GRANT_CANNOT_ACT`),
    );
    const { parts, problems } = await previewDestroy(admin, reader, { reassign_owned_to: owner });
    expect(problems.map(({ code }) => code)).toEqual(['GRANT_CANNOT_ACT']);
    expect(parts.flatMap(({ statements }) => statements.map((each) => each.do))).not.toContain('grant membership');
    expect(await memberships()).toEqual(before);
  });

  test('is not joined to make others its members, and a password beside the sign-in role itself is warned of', async () => {
    const before = await memberships();
    const wanted = { name: freshName('member'), member_of: [{ role: owner }] };
    await applyRole(admin, wanted, { serverName: 'main' });
    // PostgreSQL makes who creates a role its admin.
    await rds.query(`DROP ROLE ${wanted.name}`);
    expect(await memberships()).toEqual(before);
    const facts = await admin.use((session) => readServerFacts(session, [signIn]));
    const member = { name: 'anybody', password: 'to be set' as const, member_of: [{ role: signIn }] };
    const codes = roleGuards(member, facts, null, { managed: false, server: 'main' }).map(({ code }) => code);
    expect(codes).toContain('ROLE_PASSWORD_LOST');
  });

  test('and the sign-in role is neither made, dropped nor exported', async () => {
    const facts = await admin.use((session) => readServerFacts(session));
    const guarded = roleGuards({ name: signIn }, facts, null, { managed: false, server: 'main' });
    expect(guarded.map(({ code }) => code)).toEqual(['ROLE_RESERVED']);
    const { problems } = await previewDestroy(admin, signIn);
    expect(problems.map(({ code }) => code)).toContain('ROLE_RESERVED');
    await rds.query(`GRANT SELECT ON ${owner}.t TO ${signIn}`);
    const found = await admin.use((session) => readGrants(session, exportScope()));
    expect(Object.values(exportGrants(found).grants ?? {}).flatMap(({ grantees }) => grantees)).not.toContain(signIn);
  });
});
