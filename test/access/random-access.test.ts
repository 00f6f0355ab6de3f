import fc from 'fast-check';
import { Client } from 'pg';
import { type AccessIndex, indexAccess } from '../../src/access/effective';
import { listRights } from '../../src/access/list-rights';
import { type Right, rightsIn } from '../../src/access/right';
import { readAccess } from '../../src/postgres/access';
import { FEWER_VERSIONS, randomRuns } from '../postgres/grants/random-runs';
import { databaseOn, freshName, sharedServer, type TestDatabase } from '../support/postgres';
import { askPostgres } from './asked';
import { lineOf } from './line';
import { type AccessStage, anyChange, makeObjects } from './stage';
import { undo } from './undo';

const { runs, seed, timeout, endOnFailure } = randomRuns(10);

/** Whatever roles, memberships and access lists are like: every answer is PostgreSQL's own, and its reasons are all there are. */
describe.each(FEWER_VERSIONS)('who may do what on PostgreSQL %d', (version) => {
  let database: TestDatabase;
  let client: Client;
  let stage: AccessStage;

  beforeAll(async () => {
    const server = await sharedServer(version);
    database = await databaseOn(server);
    client = new Client({ connectionString: database.url() });
    await client.connect();
    stage = { version, database: database.name, roles: ['a', 'b', 'c', 'd', 'e', 'g'].map((each) => freshName(each)) };
    for (const name of stage.roles) await client.query(`CREATE ROLE "${name}"`);
    await client.query(makeObjects(stage));
  });
  afterAll(async () => {
    for (const name of stage.roles) await client.query(`DROP OWNED BY "${name}" CASCADE; DROP ROLE "${name}"`);
    await client.end();
    await database.drop();
  });

  const read = async (): Promise<AccessIndex> => {
    const session = {
      database: database.name,
      user: database.server.superuser,
      serverVersion: version * 10000,
      query: async <Row extends object>(text: string, values?: readonly unknown[]) =>
        (await client.query<Row & Record<string, unknown>>(text, values as unknown[])).rows as Row[],
    };
    return indexAccess(await readAccess(session));
  };
  // Before 18 PostgreSQL answers nobody who asks for large objects.
  const isAnswered = ({ on }: Right) => on !== 'large_object' || version >= 18;
  const answered = (index: AccessIndex, roles: readonly string[]) =>
    [...rightsIn(listRights(index, { roles }))].filter(isOurs).filter(isAnswered).map(lineOf).sort();

  test(
    'it is what PostgreSQL answers, and goes with its last reason',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyChange(stage), { minLength: 5, maxLength: 40, size: 'max' }),
          fc.nat(),
          async (changes, pick) => {
            await client.query('BEGIN');
            try {
              for (const each of changes) await tryOut(client, each);
              const roles = [...stage.roles, database.server.superuser];
              const index = await read();
              expect(answered(index, roles)).toEqual(await askPostgres(client, version, roles));
              const rights = [...rightsIn(listRights(index, { roles: stage.roles }))].filter(isOurs).filter(isAnswered);
              const right = rights[pick % rights.length];
              if (right !== undefined) await undoAll(right);
            } finally {
              await client.query('ROLLBACK');
            }
          },
        ),
        { numRuns: runs, seed, endOnFailure },
      );
    },
    timeout,
  );

  /** Takes a right's reasons away one by one: PostgreSQL says yes as long as one is left, and no after the last. */
  async function undoAll(right: Right): Promise<void> {
    const key = lineOf({ ...right, with_grant_option: false });
    for (let step = 0; ; step += 1) {
      expect(step).toBeLessThan(60);
      const found = [...rightsIn(listRights(await read(), { roles: [right.role] }))].find(
        (each) => lineOf({ ...each, with_grant_option: false }) === key,
      );
      const asked = (await askPostgres(client, version, [right.role])).map((line) =>
        line.replace('may pass it on', '-'),
      );
      expect({ key, there: asked.includes(key) }).toEqual({ key, there: found !== undefined });
      // Where the whole table gives it now, the column alone does not.
      if (found === undefined) return;
      expect(found.reasons.length).toBeGreaterThan(0);
      await undo(client, version, found, found.reasons[0] as Right['reasons'][number]);
    }
  }
});

async function tryOut(client: Client, sql: string): Promise<void> {
  await client.query('SAVEPOINT s');
  try {
    await client.query(sql);
    await client.query('RESET ROLE; RELEASE SAVEPOINT s');
  } catch {
    await client.query('ROLLBACK TO SAVEPOINT s');
  }
}

function isOurs({ on, schema, object }: Right): boolean {
  if (on === 'schema') return ['s1', 's2'].includes(object);
  // The row types of ranges have constructors of their own, and multiranges.
  if (on === 'function') return /^(f|total)\(/.test(object);
  if (on === 'language') return ['sql', 'plpgsql'].includes(object);
  if (on === 'tablespace') return false;
  return schema !== 'public';
}
