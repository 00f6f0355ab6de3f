import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, runAs, serverAccount } from './account';
import type { Binaries } from './binaries';
import { makeDataFolder, makeOwnFolder, reachableBinaries, type Superuser, writeOwnFile } from './data-folder';
import { serversIn } from './run-folder';

/** How to start a server. */
export interface ClusterOptions {
  readonly binaries: Binaries;
  /** The folder from `openRunFolder`, with which the server goes. */
  readonly runFolder: string;
  readonly superuser: Superuser;
  /** Settings as in postgresql.conf, over those that make a short-lived server quick. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Lines of pg_hba.conf. Default: passwords (SCRAM-SHA-256) everywhere. The superuser always gets in by the socket. */
  readonly hba?: readonly string[];
  /** Serve TLS with this certificate and key (PEM); `ca` is what clients' certificates are checked against. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string };
}

/** A server started by this process. */
export interface Cluster {
  /** As the server names it: `15.18`. */
  readonly version: string;
  readonly port: number;
  /** The folder of its Unix socket. */
  readonly socketFolder: string;
  /** The path of its log. */
  readonly logFile: string;
  /** Starts it again if it was stopped; the data and the port stay. */
  start(): Promise<void>;
  /** Stops it the `fast` way: open sessions are ended. */
  halt(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of its own, on 127.0.0.1 (and ::1 where there is one) and a socket.
 *
 * @throws Error with the server's log when it does not come up
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const account = serverAccount();
  const binaries = await reachableBinaries(options.runFolder, options.binaries, account);
  const servers = serversIn(options.runFolder);
  const folder = await mkdtemp(join(servers, 's'));
  await makeOwnFolder(folder, account);
  await makeDataFolder(servers, join(folder, 'data'), binaries, options.superuser, account);
  await configure(folder, options, account);
  const started = await startOnFreePort(folder, binaries, account);
  return running(folder, binaries, account, started.port, started.child);
}

function running(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  port: number,
  first: ChildProcess,
): Cluster {
  let child = first;
  const halt = () => end(child, 'SIGINT');
  return {
    version: binaries.version,
    port,
    socketFolder: folder,
    logFile: logOf(folder),
    halt,
    start: async () => {
      if (hasEnded(child)) child = await launch(folder, binaries, account, port);
    },
    remove: async () => {
      await end(child, 'SIGQUIT');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Quick and talkative: nothing in these servers outlives the run. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  shared_buffers: '32MB',
  log_statement: 'all',
  log_line_prefix: '%m [%p] %u@%d ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  password_encryption: 'scram-sha-256',
};

async function configure(folder: string, options: ClusterOptions, account: Account | undefined): Promise<void> {
  const data = join(folder, 'data');
  const settings: Record<string, string> = {
    ...SETTINGS,
    listen_addresses: hasIPv6() ? '127.0.0.1,::1' : '127.0.0.1',
    unix_socket_directories: folder,
    ...(options.tls && (await writeCertificates(data, options.tls, account))),
    ...options.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await writeOwnFile(join(data, 'postgresql.auto.conf'), `${lines.join('\n')}\n`, account);
  const hba = options.hba ?? ['local all all scram-sha-256', 'host all all all scram-sha-256'];
  const own = `local all "${options.superuser.name}" scram-sha-256`;
  await writeOwnFile(join(data, 'pg_hba.conf'), `${[own, ...hba].join('\n')}\n`, account);
}

async function writeCertificates(
  data: string,
  tls: NonNullable<ClusterOptions['tls']>,
  account: Account | undefined,
): Promise<Record<string, string>> {
  await writeOwnFile(join(data, 'server.crt'), tls.cert, account);
  await writeOwnFile(join(data, 'server.key'), tls.key, account);
  if (tls.ca === undefined) return { ssl: 'on' };
  await writeOwnFile(join(data, 'root.crt'), tls.ca, account);
  return { ssl: 'on', ssl_ca_file: 'root.crt' };
}

function hasIPv6(): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
}

/** Another process may take a port between the look and the start: the server's own word decides, and another is tried. */
async function startOnFreePort(folder: string, binaries: Binaries, account: Account | undefined) {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    try {
      return { port, child: await launch(folder, binaries, account, port) };
    } catch (error) {
      if (tries === 20 || !PORT_TAKEN.test(String(error))) throw error;
    }
  }
}

const PORT_TAKEN = /could not bind IPv[46] address/;

/** Below the ports that systems hand out for outgoing connections, so that a port is still free after a restart. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

const START_LIMIT_SECONDS = 30;

async function launch(folder: string, binaries: Binaries, account: Account | undefined, port: number) {
  const log = openSync(logOf(folder), 'a');
  const before = readFileSync(logOf(folder), 'utf8').length;
  const child = spawn(join(binaries.folder, 'postgres'), ['-D', join(folder, 'data'), '-p', String(port)], {
    ...runAs(account),
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    // In a group of its own: Ctrl-C is for the tests; whoever watches the run's folder stops the server.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const said = () => readFileSync(logOf(folder), 'utf8').slice(before);
  for (const until = Date.now() + START_LIMIT_SECONDS * 1000; Date.now() < until; await sleep(10)) {
    if (failure || hasEnded(child)) break;
    if (PORT_TAKEN.test(said())) break;
    if (isReady(folder, child)) return child;
  }
  await end(child, 'SIGQUIT');
  throw new Error(`PostgreSQL ${binaries.version} did not start: ${failure?.message ?? ''}\n${said()}`);
}

/** The server says so in the last line of the file with its process id. */
function isReady(folder: string, child: ChildProcess): boolean {
  try {
    const lines = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(child.pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.ref();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function logOf(folder: string): string {
  return join(folder, 'log');
}
