import { Client } from 'pg';
import { quoteIdentifier as q } from '../../src/postgres/quote';
import { cleanUp } from '../support/clean-up';
import { labelled } from '../support/labelled';
import { defaultMajor, freshName, type PostgresServer, serverVersions, sharedServer } from '../support/postgres';
import { useProject } from '../support/project';
import { type Entry, type Place, SCENARIOS, type Scenario, type Step } from './grants-scenarios';

/*
 * Every scenario on every version, as several kinds of admin, each with roles, a schema and a resource of its own: all of
 * them take their next step in one run of Terraform.
 */

/**
 * A member of the owner, and one who is allowed to become it: until 15 by CREATEROLE, from 16 on by ADMIN OPTION.
 */
const ADMINS = ['superuser', 'member', 'lender'] as const;
type Admin = (typeof ADMINS)[number];

interface Case {
  readonly label: string;
  readonly address: string;
  readonly server: PostgresServer;
  readonly serverName: string;
  readonly scenario: Scenario;
  readonly place: Place;
  readonly steps: readonly Step[];
}

const project = useProject();
let provider: string;
const cases: Case[] = [];

beforeAll(async () => {
  const servers: Record<string, object> = {};
  for (const version of serverVersions()) {
    const server = await sharedServer(version);
    for (const admin of ADMINS) {
      // To act as the owner by a standing membership is the same on every version.
      if (admin === 'member' && version !== defaultMajor()) continue;
      const name = `v${version}_${admin}`;
      const username = admin === 'superuser' ? server.superuser : freshName(admin);
      project.env[`PASSWORD_${name}`] = admin === 'superuser' ? server.password : 'admin';
      servers[name] = {
        host: server.host,
        port: server.port,
        username,
        password_env: `PASSWORD_${name}`,
        sslmode: 'prefer',
      };
      await makePlaces(server, name, admin, username);
    }
  }
  provider = `provider "aponopg" {\n  servers = jsondecode(${JSON.stringify(JSON.stringify(servers))})\n}`;
  project.declare({}, provider);
});

const longest = Math.max(...SCENARIOS.map(({ steps }) => steps(somewhere()).length));

describe.each(Array.from({ length: longest }, (_, step) => step))('step %i of every scenario', (step) => {
  const taking = () => cases.flatMap((each) => (each.steps[step] ? [{ each, now: each.steps[step] }] : []));

  test('what was done by hand is told as drift', async () => {
    const byHand = taking().filter(({ now }) => now.byHand !== undefined);
    await eachOf(byHand, ({ each, now }) =>
      query(each, (now.byHand as string).replaceAll('SET ROLE owner', `SET ROLE ${q(each.place.owner)}`)),
    );
    if (!byHand.some(({ now }) => now.drift)) return;
    const changes = await project.changes();
    const told = byHand.filter(({ now }) => now.drift);
    expect(told.map(({ each }) => [each.label, changes[each.address]?.before?.drift])).toEqual(
      told.map(({ each, now }) => [each.label, now.drift]),
    );
  });

  test('it is applied, and the second plan is empty', async () => {
    // A scenario that is at its end is destroyed meanwhile.
    const resources = taking().map(({ each, now }) => [each.address.split('.')[1], resourceOf(each, now)]);
    project.declare({ resource: { aponopg_grants: Object.fromEntries(resources) } }, provider);
    await project.settle();
  }, 180_000);

  test('the roles may do what it says, and nothing more', async () => {
    await eachOf(taking(), ({ each, now }) =>
      now.owner ? query(each, `SET ROLE ${q(each.place.owner)}; ${now.owner}`) : undefined,
    );
    const wrong: string[] = [];
    await eachOf(taking(), async ({ each, now }) => {
      wrong.push(...(await unexpected(each, each.place.role, now.may, now.not)));
      wrong.push(...(await unexpected(each, each.place.other, now.otherMay, now.otherNot)));
    });
    expect(wrong).toEqual([]);
  });
});

test('destroyed, the roles hold nothing of what they were given, and no membership is left behind', async () => {
  await project.terraform.destroy();
  const exact = cases.filter(({ steps }) => steps.every(({ mode }) => mode !== 'additive'));
  const held: string[] = [];
  await eachOf(exact, async (each) => {
    const rows = await query(
      each,
      `SELECT classid::regclass::text AS catalog, objid, deptype FROM pg_shdepend
        WHERE refobjid = ${q(each.place.role)
          .replaceAll("'", "''")
          .replace(/^(.*)$/s, "'$1'")}::regrole AND deptype <> 'o'
          AND (classid <> 'pg_foreign_server'::regclass)`,
    );
    held.push(...rows.map((row) => `${each.label}: ${JSON.stringify(row)}`));
  });
  expect(held).toEqual([]);
  for (const version of serverVersions()) {
    const server = await sharedServer(version);
    expect(
      await server.query(
        `SELECT m.member::regrole::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
          WHERE r.rolname LIKE 'lender%' AND m.roleid::regrole::text LIKE 'owner%' AND NOT m.admin_option`,
      ),
    ).toEqual([]);
  }
});

async function makePlaces(server: PostgresServer, serverName: string, admin: Admin, username: string): Promise<void> {
  const owner = freshName('owner');
  await server.query(`CREATE ROLE ${q(owner)}`);
  if (admin === 'member') await server.query(`CREATE ROLE ${q(username)} LOGIN PASSWORD 'admin' IN ROLE ${q(owner)}`);
  if (admin === 'lender') {
    await server.query(`CREATE ROLE ${q(username)} LOGIN CREATEROLE PASSWORD 'admin'`);
    if (server.major >= 16) {
      await server.query(`GRANT ${q(owner)} TO ${q(username)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
    }
  }
  const [database, second] = [await server.createDatabase(), await server.createDatabase()];
  await server.query(
    `ALTER DATABASE ${q(database)} OWNER TO ${q(owner)}; ALTER DATABASE ${q(second)} OWNER TO ${q(owner)}`,
  );
  await server.query(
    `CREATE FOREIGN DATA WRAPPER nothing; GRANT USAGE ON FOREIGN DATA WRAPPER nothing TO ${q(owner)}`,
    {
      database,
    },
  );
  // PUBLIC's CONNECT is taken away there, and this admin is no member of the owner.
  if (admin === 'lender') await server.query(`GRANT CONNECT ON DATABASE ${q(second)} TO ${q(username)}`);
  const roles = admin === 'superuser' ? [owner] : [username, owner];
  for (const scenario of SCENARIOS) {
    if (server.major < (scenario.since ?? 0) || (scenario.superuserOnly && admin !== 'superuser')) continue;
    const [role, other, schema] = ['role', 'other', 'schema'].map((each) => nameFor(each, scenario.awkward)) as [
      string,
      string,
      string,
    ];
    roles.push(role, other);
    const place: Place = {
      role,
      other,
      schema,
      owner,
      database: scenario.inSecondDatabase ? second : database,
      second,
    };
    const logins = [role, other].map(
      (each) =>
        `CREATE ROLE ${q(each)} LOGIN PASSWORD 'password'; ALTER ROLE ${q(each)} SET search_path = ${q(schema)}`,
    );
    await server.query(
      `${logins.join(';')}; SET ROLE ${q(owner)}; CREATE SCHEMA ${q(schema)}; SET search_path = ${q(schema)};
       ${scenario.given?.replaceAll('SCHEMA srv', `${schema} srv`) ?? ''}`,
      { database: place.database },
    );
    cases.push({
      label: `PostgreSQL ${server.major}, ${admin}, ${scenario.name}`,
      address: `aponopg_grants.${serverName}_${scenario.name.replace(/\W+/g, '_')}`,
      server,
      serverName,
      scenario,
      place,
      steps: scenario.steps(place),
    });
  }
  cleanUp(async () => {
    await server.dropDatabase(database);
    await server.dropDatabase(second);
    const all = roles.map(q).join(', ');
    await server.query(`DROP OWNED BY ${all}; DROP ROLE ${all}`);
  });
}

function nameFor(kind: string, awkward: boolean | undefined): string {
  if (!awkward) return freshName(kind);
  const name = `${freshName(kind)} É"x,/@ `;
  return name + 'ü'.repeat(Math.floor((63 - Buffer.byteLength(name)) / 2));
}

function somewhere(): Place {
  return { role: '', other: '', schema: '', owner: '', database: '', second: '' };
}

function resourceOf({ serverName, place }: Case, { mode, grants = [], defaults }: Step): object {
  const { role, schema, database } = place;
  const inSchema = ['table', 'sequence', 'function', 'procedure', 'routine', 'type'];
  const complete = (entry: Entry) => ({
    grantees: [role],
    ...(inSchema.includes(entry.on) && { schemas: [schema] }),
    ...entry,
  });
  return {
    server: serverName,
    database,
    ...(mode && { mode }),
    grants: labelled(grants.map(complete)),
    ...(defaults && { default_privileges: labelled(defaults.map((entry) => ({ grantees: [role], ...entry }))) }),
  };
}

function query({ server, place }: Case, sql: string) {
  return server.query(`SET search_path = ${q(place.schema)}; ${sql}`, { database: place.database });
}

/** Signs in as the role and tries each statement by itself, leaving nothing behind. */
async function unexpected(
  { server, place, label }: Case,
  role: string,
  may: readonly string[] = [],
  not: readonly string[] = [],
): Promise<string[]> {
  if (may.length + not.length === 0) return [];
  const client = new Client({
    host: server.host,
    port: server.port,
    user: role,
    password: 'password',
    database: place.database,
  });
  const wrong: string[] = [];
  const refused = await client.connect().then(
    () => undefined,
    (error: Error) => error.message,
  );
  try {
    for (const [sql, expected] of [
      ...may.map((sql) => [sql, true] as const),
      ...not.map((sql) => [sql, false] as const),
    ]) {
      const said = refused ?? (await tried(client, sql));
      const isRight = expected ? said === 'ok' : /^(permission denied|must be (owner|member))/.test(said);
      if (!isRight) wrong.push(`${label}: ${sql}: ${said}`);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
  return wrong;
}

async function tried(client: Client, sql: string): Promise<string> {
  await client.query('BEGIN');
  const said = await client.query(sql).then(
    () => 'ok',
    (error: Error) => error.message,
  );
  await client.query('ROLLBACK');
  return said;
}

/** Eight at a time, so that the logins of hundreds of roles do not wait for one another. */
async function eachOf<T>(items: readonly T[], work: (item: T) => unknown): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, one));
}
