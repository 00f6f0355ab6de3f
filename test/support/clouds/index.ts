import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteLiteral } from '../../../src/postgres/quote';
import { type PrivateServer, type StartOptions, startPostgres } from '../postgres';

export type Cloud = 'rds' | 'azure' | 'cloudsql';

/** A server set up as a cloud does it. */
export interface CloudServer extends PrivateServer {
  /** The admin that a customer gets: no superuser. */
  readonly admin: { readonly user: string; readonly password: string };
  /** Connections that somebody tried to make to the vendor's own databases. */
  internalVisits(): string[];
}

const BOOTSTRAP: Readonly<Record<Cloud, string>> = { rds: 'rdsadmin', azure: 'azuresu', cloudsql: 'cloudsqladmin' };

/** Databases that customers cannot enter. */
const CLOSED = ['rdsadmin', 'azure_maintenance', 'azure_sys', 'cloudsqladmin'];

/** Something for people to be given access to. */
const SHOP = `
  CREATE ROLE app_owner NOLOGIN;
  GRANT CREATE ON DATABASE orders TO app_owner;
  GRANT app_owner TO CURRENT_USER;
`;
const TABLES = `
  CREATE SCHEMA app AUTHORIZATION app_owner;
  SET ROLE app_owner;
  CREATE TABLE app.orders (id int PRIMARY KEY, placed date NOT NULL);
  INSERT INTO app.orders VALUES (1, '2026-01-01');
`;

/** Starts a server that looks like the cloud's, with a database `orders`. */
export async function startCloud(
  cloud: Cloud,
  options: Pick<StartOptions, 'version' | 'tls'> = {},
): Promise<CloudServer> {
  const server = await startPostgres({
    ...options,
    superuser: BOOTSTRAP[cloud],
    settings: { log_connections: 'on' },
    hba: [`host ${CLOSED.join(',')} all all reject`, `${options.tls ? 'hostssl' : 'host'} all all all scram-sha-256`],
  });
  const admin = { user: 'master', password: 'master-for-tests' };
  const statements = readFileSync(join(__dirname, `${cloud}.sql`), 'utf8')
    .replaceAll(':password', quoteLiteral(admin.password))
    .replaceAll(':from16', server.major >= 16 ? '' : '--')
    .replace(/^\s*--.*$/gm, '')
    .split(';')
    .filter((statement) => statement.trim() !== '');
  // One by one: CREATE DATABASE stands in no transaction.
  for (const statement of statements) await server.query(statement);
  const asAdmin = `SET SESSION AUTHORIZATION master;`;
  await server.query(asAdmin + SHOP);
  await server.query(asAdmin + TABLES, { database: 'orders' });
  return {
    ...server,
    admin,
    internalVisits: () =>
      readFileSync(server.logFile(), 'utf8')
        .split('\n')
        .filter((line) => /FATAL/.test(line) && CLOSED.some((name) => line.includes(`"${name}"`))),
  };
}
