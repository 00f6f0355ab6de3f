import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runAs, serverAccount } from '../../../scripts/postgres/account';
import { findBinaries } from '../../../scripts/postgres/binaries';
import { reachableBinaries, writeOwnFile } from '../../../scripts/postgres/data-folder';
import { openServer, type TargetSessionAttrs } from '../../../src/postgres/connect';
import { cleanUp, closedAfterwards } from '../../support/clean-up';
import { type PrivateServer, startPostgres } from '../../support/postgres';
import { runFolder } from '../../support/postgres-run';
import { parametersOf } from './parameters-of';
import { askPsql, hasPsql } from './psql';

const ATTRIBUTES: readonly TargetSessionAttrs[] = [
  'any',
  'read-write',
  'read-only',
  'primary',
  'standby',
  'prefer-standby',
];

let primary: PrivateServer;
let standby: PrivateServer;

beforeAll(async () => {
  primary = closedAfterwards(await startPostgres());
  standby = closedAfterwards(await startPostgres({ settings: { wal_level: 'replica' } }));
  await standby.halt();
  const account = serverAccount();
  const data = join(standby.socketFolder, 'data');
  await writeOwnFile(join(data, 'standby.signal'), '', account);
  const binaries = await reachableBinaries(runFolder(), findBinaries(), account);
  const child = spawn(join(binaries.folder, 'postgres'), ['-D', data, '-p', String(standby.port)], {
    ...runAs(account),
    cwd: standby.socketFolder,
    stdio: 'ignore',
  });
  cleanUp(async () => {
    child.kill('SIGQUIT');
    await once(child, 'exit');
  });
  while (!(await standby.query('SELECT 1').catch(() => undefined))) await sleep(20);
});

async function reached(order: readonly PrivateServer[], target_session_attrs: TargetSessionAttrs): Promise<string> {
  const hosts = { host: order.map(({ host }) => host).join(','), port: order.map(({ port }) => port).join(',') };
  const server = openServer(parametersOf(primary, { ...hosts, target_session_attrs }), { env: {} });
  try {
    const [row] = await server.use((session) => session.query<{ port: number }>('SELECT inet_server_port() AS port'));
    return String(row?.port);
  } catch {
    return 'refused';
  } finally {
    await server.close();
  }
}

function reachedByPsql(order: readonly PrivateServer[], attributes: string): Promise<string> {
  return askPsql('SELECT inet_server_port()', {
    ...primary.psqlEnv,
    PGHOST: order.map(({ host }) => host).join(','),
    PGPORT: order.map(({ port }) => port).join(','),
    PGTARGETSESSIONATTRS: attributes,
  });
}

const psql = hasPsql();

test.each(ATTRIBUTES)('%s reaches, of a primary and a standby, the one that psql reaches', async (attributes) => {
  for (const order of [[primary, standby], [standby, primary], [primary], [standby]]) {
    const expected = expectedPort(attributes, order);
    expect(await reached(order, attributes)).toBe(expected);
    if (psql) expect(await reachedByPsql(order, attributes)).toBe(expected);
  }
});

/** What the manual says, for machines without psql. */
function expectedPort(attributes: TargetSessionAttrs, order: readonly PrivateServer[]): string {
  const wanted = {
    any: order[0],
    'read-write': primary,
    primary,
    'read-only': standby,
    standby,
    'prefer-standby': standby,
  };
  const found = order.includes(wanted[attributes] as PrivateServer) ? wanted[attributes] : undefined;
  return String((found ?? (attributes === 'prefer-standby' ? order[0] : undefined))?.port ?? 'refused');
}
