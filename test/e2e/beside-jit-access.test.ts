import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { opened } from '../support/clean-up';
import { databaseOn, type PostgresServer, serverVersions, sharedServer, type TestDatabase } from '../support/postgres';
import type { Claims } from './beside-jit-access/claims';
import { IGNORING } from './beside-jit-access/ignoring';
import { LAYOUT } from './beside-jit-access/layout';
import { ORDERS_OF_EVENTS } from './beside-jit-access/orders-of-events';
import { openStage } from './beside-jit-access/stage';

jest.mock('../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

const CLAIMS: Claims = { ...LAYOUT, ...IGNORING, ...ORDERS_OF_EVENTS };

const guide = readFileSync(join(__dirname, '../../docs/beside-jit-access.md'), 'utf8');
/** What the guide claims: its list items, each of which begins with what its test is called. */
const points = guide.split('\n').filter((line) => line.startsWith('- '));

test('every point of the guide has a test of its name, and every test a point', () => {
  const names = points.map((point) => /^- \*\*(.+?)\*\*/.exec(point)?.[1] ?? `without a name: ${point}`);
  expect(names.sort()).toEqual(Object.keys(CLAIMS).sort());
});

describe.each(serverVersions())('on PostgreSQL %i', (version) => {
  const server: PostgresServer = opened(() => sharedServer(version));
  const database: TestDatabase = opened(() => databaseOn(server));
  afterAll(() => database.drop());

  test.each(Object.entries(CLAIMS))('%s', async (_, claim) => claim(await openStage(server, database)));
});
