import { openServer } from '../src/postgres/connect';
import { previewDestroy } from '../src/postgres/destroy';
import { readAndPlan } from '../src/postgres/grants';
import { databaseOn, type PrivateServer, startPostgres } from '../test/support/postgres';
import { compare, type Job } from './compare';

/*
 * The plan of one schema grant, and what destroying a role would do, on a server with thousands of roles: by an admin that
 * is no superuser and has made all of them, against the same by a superuser. From PostgreSQL 16 that admin has ADMIN OPTION
 * for every one of them.
 *
 *     npx tsx bench/many-roles.ts [major version]
 */

const ROUNDS = 7;
const TARGET = 1.5;
const COUNTS = [1000, 2000, 4000];
const ADMIN = { username: 'manager', password: 'for a comparison' };

async function main(): Promise<void> {
  const server = await startPostgres({ version: Number(process.argv[2] ?? 18) });
  try {
    await server.query(`CREATE ROLE ${ADMIN.username} LOGIN CREATEROLE PASSWORD '${ADMIN.password}'`);
    const database = await databaseOn(server);
    await server.query(`ALTER DATABASE "${database.name}" OWNER TO ${ADMIN.username}`);
    await database.query(`CREATE SCHEMA app AUTHORIZATION ${ADMIN.username}`);
    let made = 0;
    for (const count of COUNTS) {
      await makeRoles(server, made, count);
      if (made === 0) await database.query('CREATE SCHEMA of_reader; ALTER SCHEMA of_reader OWNER TO reader_1');
      made = count;
      const superuser = { username: server.superuser, password: server.password };
      await compare({
        rounds: ROUNDS,
        target: TARGET,
        subject: [`${count} roles, no superuser`, planned(server, database.name, ADMIN)],
        floor: ['superuser', planned(server, database.name, superuser)],
      });
      await compare({
        rounds: ROUNDS,
        target: TARGET,
        subject: [`${count} roles, a destroy, no superuser`, destroyed(server, database.name, ADMIN)],
        floor: ['superuser', destroyed(server, database.name, superuser)],
      });
    }
  } finally {
    await server.stop();
  }
}

async function makeRoles(server: PrivateServer, from: number, to: number): Promise<void> {
  await server.query(`SET ROLE ${ADMIN.username};
    DO $$ BEGIN FOR i IN ${from + 1}..${to} LOOP EXECUTE format('CREATE ROLE reader_%s', i); END LOOP; END $$`);
}

function planned(server: PrivateServer, database: string, as: typeof ADMIN): Job {
  return async () => {
    const engine = openServer({ host: server.host, port: server.port, ...as, database, sslmode: 'disable' });
    const declared = {
      database,
      grants: { app: { grantees: ['reader_1'], on: 'schema' as const, objects: ['app'], privileges: ['USAGE'] } },
    };
    const { statements } = await engine.use((session) => readAndPlan(session, declared));
    if (statements.length !== 1) throw new Error(`${statements.length} statements in place of one`);
    return () => engine.close();
  };
}

function destroyed(server: PrivateServer, database: string, as: typeof ADMIN): Job {
  return async () => {
    const engine = openServer({ host: server.host, port: server.port, ...as, database, sslmode: 'disable' });
    const { parts, problems } = await previewDestroy(engine, 'reader_1', { reassign_owned_to: 'reader_2' });
    if (problems.length > 0 || parts.length !== 1) throw new Error(JSON.stringify(problems));
    return () => engine.close();
  };
}

void main();
