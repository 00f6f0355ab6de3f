import { quoteIdentifier } from '../../src/postgres/quote';
import { readUrl } from './postgres';
import { runId } from './postgres-run';
import { serverOf } from './postgres-server';

/** After all tests: stops the run's servers; a server that was lent gets back without the run's databases and roles. */
export default async function tearDown(): Promise<void> {
  const url = process.env.TEST_POSTGRES_URL;
  if (url) await dropLeftovers(url);
  await globalThis.aponopgRunFolder?.close();
}

async function dropLeftovers(url: string): Promise<void> {
  const server = serverOf(await readUrl(url));
  const ours = `%\\_r${runId()}\\_%`;
  const databases = await server.query('SELECT datname FROM pg_database WHERE datname LIKE $1', { values: [ours] });
  for (const { datname } of databases) await server.dropDatabase(datname);
  const roles = await server.query('SELECT rolname FROM pg_roles WHERE rolname LIKE $1', { values: [ours] });
  for (const { rolname } of roles) {
    await server.query(`DROP OWNED BY ${quoteIdentifier(rolname)}`);
    await server.query(`DROP ROLE ${quoteIdentifier(rolname)}`);
  }
}
