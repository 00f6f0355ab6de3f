import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from '../../scripts/postgres/binaries';
import { type ClusterOptions, startCluster } from '../../scripts/postgres/cluster';
import { withLock } from '../../scripts/postgres/lock';
import { runFolder } from './postgres-run';
import { type PostgresServer, type Row, type ServerRecord, type SignIn, serverOf } from './postgres-server';
import { choosePostgresSource } from './postgres-source';
import { binariesOf, defaultMajor } from './postgres-versions';

export { freshName } from './postgres-run';
export { type PostgresServer, readLog, type SignIn } from './postgres-server';
export { defaultMajor, serverVersions } from './postgres-versions';

/** What a private server shall be like. */
export interface StartOptions extends Pick<ClusterOptions, 'settings' | 'hba' | 'tls'> {
  /** A major version, 13 to 18. Default: the machine's own server, else the npm package's. */
  readonly version?: number;
  /** Default: `postgres` */
  readonly superuser?: string;
  /** The superuser's password; default: one for tests. */
  readonly password?: string;
}

/** A server that one test has for itself. */
export interface PrivateServer extends PostgresServer {
  readonly socketFolder: string;
  /** Stops and starts it; open sessions are ended; port and data stay. */
  restart(): Promise<void>;
  /** Stops it, so that nothing answers on its port. */
  halt(): Promise<void>;
  /** Starts it again after `halt`. */
  start(): Promise<void>;
  /** Stops it for good and removes its files. */
  stop(): Promise<void>;
}

/** A database for one test, on a server that others use too. */
export interface TestDatabase {
  readonly server: PostgresServer;
  readonly name: string;
  /** A connection string; default: the superuser. */
  url(as?: { readonly user: string; readonly password: string }): string;
  /** As `server.query`, in this database. */
  query<R extends Row = Row>(sql: string, as?: SignIn): Promise<R[]>;
  /** As `server.tryAs`, in this database. */
  tryAs(role: string, password: string, sql: string): Promise<string>;
  drop(): Promise<void>;
}

/** Starts a server with binaries from the machine or npm. It goes with the run at the latest; `stop` it when done. */
export async function startPostgres(options: StartOptions = {}): Promise<PrivateServer> {
  const { version, superuser = 'postgres', password = PASSWORD, ...more } = options;
  const binaries = await binariesOf(version);
  const { cluster, record } = await launch(binaries, { name: superuser, password }, more);
  return {
    ...serverOf(record),
    socketFolder: cluster.socketFolder,
    restart: async () => {
      await cluster.halt();
      await cluster.start();
    },
    halt: cluster.halt,
    start: cluster.start,
    stop: cluster.remove,
  };
}

/**
 * The server of this version that all tests of the run share; started by whichever asks first, gone with the run.
 * Use fresh databases and `freshName` for roles; leave its settings alone.
 *
 * @param version a major version; default: the default server (see `choosePostgresSource`)
 */
export async function sharedServer(version: number = defaultMajor()): Promise<PostgresServer> {
  const file = join(runFolder(), `shared-${version}.json`);
  if (!existsSync(file)) {
    await withLock(`${file}.lock`, async () => {
      if (existsSync(file)) return;
      await writeFile(`${file}.part`, JSON.stringify(await startShared(version)));
      await rename(`${file}.part`, file);
    });
  }
  return serverOf(JSON.parse(await readFile(file, 'utf8')) as ServerRecord);
}

/** An empty database on the shared server of this version. */
export async function freshDatabase(options: { readonly version?: number } = {}): Promise<TestDatabase> {
  return databaseOn(await sharedServer(options.version));
}

/** An empty database on a given server. */
export async function databaseOn(server: PostgresServer): Promise<TestDatabase> {
  const name = await server.createDatabase();
  return {
    server,
    name,
    url: (as) => server.url(name, as),
    query: (sql, as) => server.query(sql, { database: name, ...as }),
    tryAs: (role, password, sql) => server.tryAs(role, password, name, sql),
    drop: () => server.dropDatabase(name),
  };
}

/** Signs in to the default server as a role and runs SQL: `ok`, `permission denied`, or the text of any other error. */
export async function tryAs(role: string, password: string, database: string, sql: string): Promise<string> {
  return (await sharedServer()).tryAs(role, password, database, sql);
}

const PASSWORD = 'superuser-for-tests';

async function launch(
  binaries: Binaries,
  superuser: { name: string; password: string },
  more: Pick<ClusterOptions, 'settings' | 'hba' | 'tls'> = {},
) {
  const cluster = await startCluster({ binaries, superuser, runFolder: runFolder(), ...more });
  const record: ServerRecord = {
    version: cluster.version,
    host: '127.0.0.1',
    port: cluster.port,
    socketFolder: cluster.socketFolder,
    logPath: cluster.logFile,
    superuser: superuser.name,
    password: superuser.password,
    database: 'postgres',
  };
  return { cluster, record };
}

async function startShared(version: number): Promise<ServerRecord> {
  if (version === defaultMajor()) {
    const source = await choosePostgresSource();
    if (source.kind === 'url') return readUrl(source.url);
    if (source.kind === 'container') return startContainer(source.image);
  }
  return (await launch(await binariesOf(version), { name: 'postgres', password: PASSWORD })).record;
}

/** The server that a connection string names, asked for its version. */
export async function readUrl(url: string): Promise<ServerRecord> {
  const parsed = new URL(url);
  const record: ServerRecord = {
    version: '',
    host: decodeURIComponent(parsed.hostname) || '127.0.0.1',
    port: Number(parsed.port || 5432),
    superuser: decodeURIComponent(parsed.username) || 'postgres',
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)) || 'postgres',
    parameters: parsed.search,
  };
  const [row] = await serverOf(record).query<{ server_version: string }>('SHOW server_version');
  return { ...record, version: row?.server_version.split(' ')[0] ?? '' };
}

async function startContainer(image: string): Promise<ServerRecord> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(image)
    .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
    .withExposedPorts(5432)
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'autovacuum=off', '-c', 'log_statement=all'])
    // The image starts the server twice: the first is for its own set-up.
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  const host = container.getHost();
  return readUrl(`postgresql://postgres:${PASSWORD}@${host}:${container.getMappedPort(5432)}/postgres`);
}
