import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServer, type ServerParameters, type SslMode } from '../../../src/postgres/connect';
import { ProblemError } from '../../../src/problem';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { askPsql, hasPsql } from './psql';
import { authority, client, PASSWORD, startTlsServers, type TlsServers } from './tls-servers';

const MODES: readonly SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** The eight kinds of server, as what of which server answers to which role. */
const SERVERS = {
  'no TLS': ['plain', 'anybody'],
  'self-signed': ['selfSigned', 'anybody'],
  'CA-signed, right name': ['right', 'anybody'],
  'CA-signed, wrong name': ['wrong', 'anybody'],
  expired: ['expired', 'anybody'],
  'client certificate required': ['right', 'needs_certificate'],
  'plaintext refused by pg_hba': ['right', 'only_encrypted'],
  'TLS refused by pg_hba': ['right', 'only_plaintext'],
} as const;

type Outcome = 'encrypted' | 'plaintext' | 'refused';

let folder: string;
let servers: TlsServers;

beforeAll(async () => {
  folder = freshFolder('tls');
  mkdirSync(join(folder, 'with-root/.postgresql'), { recursive: true });
  for (const name of ['root.crt', 'with-root/.postgresql/root.crt']) writeFileSync(join(folder, name), authority.cert);
  writeFileSync(join(folder, 'client.crt'), client.cert);
  writeFileSync(join(folder, 'client.key'), client.key, { mode: 0o600 });
  servers = closedAfterwards(await startTlsServers('plain', 'selfSigned', 'right', 'wrong', 'expired'));
});

(hasPsql() ? describe : describe.skip)('every sslmode on every server does what psql does', () => {
  test('with the client certificate where one is required', async () => {
    await compareAll(cells(Object.keys(SERVERS) as (keyof typeof SERVERS)[], true), 96);
  });

  test('and without it', async () => {
    await compareAll(cells(['client certificate required'], false), 12);
  });

  test('and with a root certificate in the home folder', async () => {
    const kinds = ['self-signed', 'CA-signed, right name', 'TLS refused by pg_hba'] as const;
    await compareAll(cells(kinds, false, 'with-root'), 36);
  });
});

interface Cell {
  readonly server: keyof typeof SERVERS;
  readonly parameters: ServerParameters;
  /** The folder that is the user's home. */
  readonly home: string;
}

function cells(kinds: readonly (keyof typeof SERVERS)[], withClient: boolean, home = 'empty'): Cell[] {
  return kinds.flatMap((server) =>
    MODES.flatMap((sslmode) =>
      [true, false].map((withRoot) => ({
        server,
        home: join(folder, home),
        parameters: {
          ...place(server),
          sslmode,
          ...(withRoot && { sslrootcert: join(folder, 'root.crt') }),
          ...(withClient &&
            server === 'client certificate required' && {
              sslcert: join(folder, 'client.crt'),
              sslkey: join(folder, 'client.key'),
            }),
        },
      })),
    ),
  );
}

function place(server: keyof typeof SERVERS): ServerParameters {
  const [kind, role] = SERVERS[server];
  return {
    host: 'localhost',
    hostaddr: '127.0.0.1',
    port: servers.port(kind),
    database: 'postgres',
    username: role,
    password: PASSWORD,
  };
}

async function compareAll(all: readonly Cell[], expected: number): Promise<void> {
  const results: { cell: string; psql: Outcome; ours: Outcome }[] = [];
  for (let at = 0; at < all.length; at += 4) {
    const batch = all.slice(at, at + 4).map(async ({ server, parameters, home }) => {
      const cell = `${server} | ${parameters.sslmode} | ${parameters.sslrootcert ? 'root certificate' : 'none'}`;
      const [psql, ours] = await Promise.all([outcomeOfPsql(parameters, home), outcomeOfOurs(parameters, home)]);
      results.push({ cell, psql, ours });
    });
    await Promise.all(batch);
  }
  expect(results.map(({ cell, ours }) => `${cell}: ${ours}`)).toEqual(
    results.map(({ cell, psql }) => `${cell}: ${psql}`),
  );
  expect(results).toHaveLength(expected);
  const counts = (['encrypted', 'plaintext', 'refused'] as const).map(
    (outcome) => `${results.filter(({ psql }) => psql === outcome).length} ${outcome}`,
  );
  console.log(`sslmodes: ${results.length} cells agree with psql (${counts.join(', ')})`);
}

const ENCRYPTED = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

async function outcomeOfOurs(parameters: ServerParameters, home: string): Promise<Outcome> {
  const server = openServer(parameters, { env: { HOME: home } });
  try {
    const [row] = await server.use((session) => session.query<{ ssl: boolean }>(ENCRYPTED));
    return row?.ssl ? 'encrypted' : 'plaintext';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return 'refused';
  } finally {
    await server.close();
  }
}

async function outcomeOfPsql(parameters: ServerParameters, home: string): Promise<Outcome> {
  const env: Record<string, string> = {
    HOME: home,
    PGHOST: String(parameters.host),
    PGHOSTADDR: String(parameters.hostaddr),
    PGPORT: String(parameters.port),
    PGDATABASE: String(parameters.database),
    PGUSER: String(parameters.username),
    PGPASSWORD: String(parameters.password),
    PGSSLMODE: String(parameters.sslmode),
    ...(parameters.sslrootcert && { PGSSLROOTCERT: parameters.sslrootcert }),
    ...(parameters.sslcert && { PGSSLCERT: parameters.sslcert }),
    ...(parameters.sslkey && { PGSSLKEY: parameters.sslkey }),
  };
  const ssl = await askPsql(ENCRYPTED, env);
  return ssl === 'refused' ? ssl : ssl === 't' ? 'encrypted' : 'plaintext';
}
