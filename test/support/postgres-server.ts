import { readFileSync } from 'node:fs';
import { Client, type QueryResult } from 'pg';
import { quoteIdentifier } from '../../src/postgres/quote';
import { freshName } from './postgres-run';

/** Where a server is and how its superuser signs in: plain data, so that the workers of a run can share a server. */
export interface ServerRecord {
  /** As the server names it: `15.18`. */
  readonly version: string;
  readonly host: string;
  readonly port: number;
  /** The folder of the socket; undefined for a server that was not started here. */
  readonly socketFolder?: string;
  /** The path of the log; undefined for a server that was not started here. */
  readonly logPath?: string;
  readonly superuser: string;
  readonly password: string;
  /** The database to connect to by default. */
  readonly database: string;
  /** What follows `?` in a connection string. */
  readonly parameters?: string;
}

/** As whom and where to run a statement; default: the superuser in the server's default database. */
export interface SignIn {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly values?: readonly unknown[];
}

// biome-ignore lint/suspicious/noExplicitAny: a test knows its columns, and writes them down nowhere else
export type Row = Record<string, any>;

/** A PostgreSQL server for tests. */
export interface PostgresServer extends Omit<ServerRecord, 'logPath' | 'parameters'> {
  /** The major version: 15. */
  readonly major: number;
  /** The environment that makes `psql` and libpq sign in as the superuser over TCP. */
  readonly psqlEnv: Readonly<Record<string, string>>;
  /** The path of the log, which holds every statement. @throws Error for a server that was not started here */
  logFile(): string;
  /** A connection string; default: the superuser, the default database. */
  url(database?: string, as?: { readonly user: string; readonly password: string }): string;
  /**
   * Runs SQL on a connection of its own and gives the rows of its last statement. The superuser comes by the socket
   * where there is one, whatever pg_hba.conf says; everybody else by TCP.
   */
  query<R extends Row = Row>(sql: string, as?: SignIn): Promise<R[]>;
  /** Signs in as a role and runs SQL: `ok`, `permission denied`, or the text of any other error. */
  tryAs(role: string, password: string, database: string, sql: string): Promise<string>;
  /** Makes an empty database and gives its name; default: a fresh one. */
  createDatabase(name?: string): Promise<string>;
  /** Drops a database, ending the sessions in it. */
  dropDatabase(name: string): Promise<void>;
}

/** The server that a record describes. */
export function serverOf(record: ServerRecord): PostgresServer {
  const query = <R extends Row>(sql: string, as: SignIn = {}) => runSql<R>(record, sql, as);
  const { logPath, parameters, ...shown } = record;
  return {
    ...shown,
    major: Number.parseInt(record.version, 10),
    psqlEnv: {
      PGHOST: record.host,
      PGPORT: String(record.port),
      PGUSER: record.superuser,
      PGPASSWORD: record.password,
      PGDATABASE: record.database,
    },
    logFile: () => {
      if (logPath === undefined)
        throw new Error('The log of a server that was not started by the tests is out of reach');
      return logPath;
    },
    url: (database = record.database, as = { user: record.superuser, password: record.password }) => {
      const [user, password, name] = [as.user, as.password, database].map(encodeURIComponent);
      return `postgresql://${user}:${password}@${record.host}:${record.port}/${name}${parameters ?? ''}`;
    },
    query,
    tryAs: async (role, password, database, sql) => {
      try {
        await query(sql, { user: role, password, database });
        return 'ok';
      } catch (error) {
        const { message } = error as Error;
        return message.startsWith('permission denied') ? 'permission denied' : message;
      }
    },
    createDatabase: async (name = freshName('db')) => {
      // Copying a template's files is quicker than writing it into the log, where there is the choice.
      const strategy = Number.parseInt(record.version, 10) >= 15 ? 'STRATEGY file_copy' : '';
      await query(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ${strategy}`);
      return name;
    },
    dropDatabase: async (name) => {
      await query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
    },
  };
}

/** Reads the log of a server. */
export function readLog(server: PostgresServer): string {
  return readFileSync(server.logFile(), 'utf8');
}

async function runSql<R extends Row>(record: ServerRecord, sql: string, as: SignIn): Promise<R[]> {
  const user = as.user ?? record.superuser;
  const bySocket = user === record.superuser && record.socketFolder !== undefined;
  const client = new Client({
    host: bySocket ? record.socketFolder : record.host,
    port: record.port,
    user,
    password: as.password ?? record.password,
    database: as.database ?? record.database,
    ssl: !bySocket && /sslmode=(?!disable)/.test(record.parameters ?? '') ? { rejectUnauthorized: false } : false,
  });
  await client.connect();
  try {
    const result = (await (as.values ? client.query<R>(sql, [...as.values]) : client.query<R>(sql))) as
      | QueryResult<R>
      | QueryResult<R>[];
    return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? [];
  } finally {
    await client.end();
  }
}
