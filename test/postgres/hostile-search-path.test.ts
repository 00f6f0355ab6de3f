import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { aponopg } from '../support/cli';
import { freshName, type PrivateServer, readLog, serverVersions, startPostgres } from '../support/postgres';
import { layTraps, MALLORY, tripped } from './hostile-objects';

/** The admin. Its name is that of a schema too, which search_path has first where nobody sets it. */
const CHIEF = { user: 'chief', password: 'chief' } as const;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ activeAfterMs: 0 });
});

afterAll(() => sandbox.close());

describe.each(serverVersions())('on PostgreSQL %i', (version) => {
  let server: PrivateServer;

  beforeAll(async () => {
    server = await startPostgres({ version });
    await server.query(`CREATE ROLE ${CHIEF.user} LOGIN SUPERUSER PASSWORD '${CHIEF.password}'`);
    await server.query(`CREATE ROLE ${MALLORY.user} LOGIN PASSWORD '${MALLORY.password}'`);
  });

  afterAll(() => server.stop());

  describe.each([
    ['the default search_path', ''],
    ['a search_path of the database', 'ALTER DATABASE "$d" SET search_path = public, pg_catalog'],
    ["a search_path of the admin's", `ALTER ROLE ${CHIEF.user} SET search_path = ${CHIEF.user}, public, pg_catalog`],
  ])('with %s', (_, set) => {
    let database: string;
    let before: string;
    const [reader, writer, other] = ['reader', 'writer', 'other'].map(freshName) as [string, string, string];

    beforeAll(async () => {
      database = await server.createDatabase();
      await server.query(`ALTER DATABASE "${database}" OWNER TO ${MALLORY.user}`);
      await server.query(
        `GRANT ALL ON SCHEMA public TO ${MALLORY.user};
         CREATE SCHEMA app; CREATE TYPE public.mood AS ENUM ('calm'); CREATE TABLE app.t (id int, note text);
         CREATE FUNCTION app.f(mood, mood[], int) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
        { database },
      );
      await layTraps(server, database, ['public', CHIEF.user]);
      if (set !== '') await server.query(set.replace('$d', database));
      await server.query(`CREATE ROLE ${other}`);
      before = readLog(server);
    });

    afterAll(() => server.query(`ALTER ROLE ${CHIEF.user} RESET ALL; ALTER ROLE ${MALLORY.user} NOSUPERUSER`));

    const env = () => ({
      ADMIN_PASSWORD: CHIEF.password,
      PGPASSWORD: CHIEF.password,
      READER_PASSWORD: 'canary-hostile',
      APONO_ENDPOINT: sandbox.url,
      APONO_PERSONAL_TOKEN: sandbox.token,
    });

    const documentOf = (more: object) => ({
      id: database,
      servers: {
        main: { host: server.host, port: server.port, database, username: CHIEF.user, password_env: 'ADMIN_PASSWORD' },
      },
      ...more,
    });

    const wanted = (signature: string) =>
      documentOf({
        roles: [
          { server: 'main', name: reader, login: true, password_env: 'READER_PASSWORD', comment: 'reads' },
          { server: 'main', name: writer, member_of: [{ role: reader }], settings: { search_path: 'app' } },
        ],
        grants: [
          {
            server: 'main',
            database,
            grants: [
              { grantee: reader, on: 'schema', objects: ['app'], privileges: ['USAGE'] },
              { grantee: reader, on: 'table', schema: 'app', objects: ['t'], columns: ['id'], privileges: ['SELECT'] },
              { grantee: reader, on: 'function', schema: 'app', objects: [signature], privileges: ['EXECUTE'] },
            ],
          },
        ],
      });

    const handle = (event: string, document: object) =>
      aponopg(['handle'], { env: { ...env(), APONOPG_EVENT: event, APONOPG_REQUEST: JSON.stringify(document) } });

    async function untouched(): Promise<void> {
      expect(tripped(readLog(server).slice(before.length))).toEqual([]);
      const superusers = await server.query('SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY 1');
      expect(superusers.map(({ rolname }) => rolname)).toEqual([CHIEF.user, 'postgres']);
    }

    test('plan and apply run nothing of hers, and find the types of public by either name', async () => {
      const planned = await aponopg(['plan', '-'], {
        env: env(),
        input: JSON.stringify(wanted('f(mood, mood[], int)')),
      });
      expect(planned).toMatchObject({ code: 0, stderr: '' });
      expect(planned.stdout).toContain('Plan: 3 to add, 0 to change, 0 to destroy.');
      expect(planned.stdout).toContain('FUNCTION "app"."f"("public"."mood", "public"."mood"[], integer)');
      expect(await handle('create', wanted('f(mood, mood[], int)'))).toMatchObject({ code: 0 });
      const again = await aponopg(['plan', '-', '--detailed-exitcode'], {
        env: env(),
        input: JSON.stringify(wanted('f(public.mood, public.mood[], integer)')),
      });
      expect(again).toMatchObject({ code: 0, stderr: '' });
      await untouched();
    });

    test('doctor and export run nothing of hers', async () => {
      const at = ['--host', server.host, '--port', String(server.port), '--username', CHIEF.user];
      const doctor = await aponopg(['doctor', ...at, '--database', database, '--connector-user', reader], {
        env: env(),
      });
      expect(doctor.stdout).toMatch(new RegExp(`PUBLIC in ${database}`));
      expect(doctor.stdout).not.toContain('not checked  PUBLIC');
      const exported = await aponopg(
        ['export', '--server', 'main', ...at, '--password-env', 'ADMIN_PASSWORD', '--database', database],
        { env: env() },
      );
      expect(exported).toMatchObject({ code: 0 });
      expect(exported.stdout).toContain('f(public.mood, public.mood[], integer)');
      await untouched();
    });

    test('destroy runs nothing of hers, with privileges that others gave on columns and defaults', async () => {
      await server.query(
        `GRANT SELECT (note) ON app.t TO ${reader}, ${writer}; GRANT ${other} TO ${writer};
         ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO ${writer};
         SET ROLE ${writer}; CREATE TEMP TABLE mine (id int)`,
        { database },
      );
      expect(await handle('delete', documentOf({}))).toMatchObject({ code: 0 });
      expect(await server.query(`SELECT FROM pg_roles WHERE rolname IN ('${reader}', '${writer}')`)).toEqual([]);
      await untouched();
    });

    test('what would trip does: another session of the admin runs it', async () => {
      await server.query("SELECT shobj_description(10::oid, 'pg_authid'::text), 10::oid || 'x'::text", {
        ...CHIEF,
        database,
      });
      expect(tripped(readLog(server).slice(before.length))).toContainEqual(expect.stringContaining('op_concat'));
      expect(await server.query(`SELECT rolsuper FROM pg_roles WHERE rolname = '${MALLORY.user}'`)).toEqual([
        { rolsuper: true },
      ]);
    });
  });
});
