import fc from 'fast-check';
import { Client } from 'pg';
import { type PrivateServer, startPostgres } from '../../../support/postgres';
import { FEWER_VERSIONS, randomRuns } from '../random-runs';
import { anyStatement, type Stage } from './arbitrary';
import { linesOf, readWorld } from './catalog';
import { type Outcome, play } from './play';
import { run } from './run';
import { type Statement, sqlOf } from './statements';
import type { World } from './world';

const { runs, seed, timeout } = randomRuns(20);

/** The model that judges the engine is itself judged by real servers. */
describe.each(FEWER_VERSIONS)('the model of PostgreSQL %d', (version) => {
  let server: PrivateServer;
  let client: Client;
  const roles = ['a', 'b', 'c', 'd', 'o', 'su'];
  const schemas = ['s1', 's2'];

  beforeAll(async () => {
    server = await startPostgres({ version });
    client = new Client({ connectionString: server.url() });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const stage = (): Stage => ({
    version,
    roles: [...roles, server.superuser],
    database: server.database,
    schemas,
    objects: [
      { kind: 'table', name: 't' },
      { kind: 'sequence', name: 'q' },
      { kind: 'function', name: 'f' },
      { kind: 'type', name: 'e' },
    ],
    columns: ['x', 'y', 'z'],
  });

  test(
    'does on every statement what the server does',
    async () => {
      const attributes = fc.array(fc.record({ inherit: fc.boolean(), createrole: fc.boolean() }), {
        minLength: roles.length,
        maxLength: roles.length,
      });
      await fc.assert(
        fc.asyncProperty(
          attributes,
          fc.array(anyStatement(stage()), { minLength: 10, maxLength: 60, size: 'max' }),
          async (each, statements) => {
            await client.query('BEGIN');
            try {
              await client.query(setUp(each));
              await alike(statements);
            } finally {
              await client.query('ROLLBACK');
            }
          },
        ),
        { numRuns: runs, seed },
      );
    },
    timeout,
  );

  async function alike(all: readonly Statement[]): Promise<void> {
    let world = await read();
    const played: { statement: Statement; outcome: Outcome }[] = [];
    for (const statement of all) {
      // A column that is dropped twice.
      if (statement.do === 'drop column' && !hasColumn(world, statement)) continue;
      const outcome = play(world, statement);
      played.push({ statement, outcome });
      world = outcome.world;
    }
    const real = await run(
      client,
      played.map(({ statement }) => statement),
      version,
    );
    for (const [at, { statement, outcome }] of played.entries()) {
      const { sqlstate, warnings } = outcome;
      expect({ at, sql: sqlOf(statement, version), ...real[at] }).toEqual({
        at,
        sql: sqlOf(statement, version),
        sqlstate,
        warnings,
      });
    }
    expect(linesOf(await read())).toEqual(linesOf(world));
  }

  const read = () => readWorld(async (sql) => (await client.query<{ data: string }>(sql)).rows, version, schemas);

  function setUp(attributes: readonly { inherit: boolean; createrole: boolean }[]): string {
    const made = roles.map((name, at) => {
      const { inherit, createrole } = attributes[at] ?? { inherit: true, createrole: false };
      const words = [inherit ? 'INHERIT' : 'NOINHERIT', createrole ? 'CREATEROLE' : 'NOCREATEROLE'];
      return `CREATE ROLE ${name} ${words.join(' ')} ${name === 'su' ? 'SUPERUSER' : ''}`;
    });
    const inSchema = schemas.map(
      (
        s,
      ) => `CREATE SCHEMA ${s} AUTHORIZATION o; GRANT USAGE ON SCHEMA ${s} TO a, b, c, d, PUBLIC; GRANT CREATE ON SCHEMA ${s} TO a, b;
        CREATE TABLE ${s}.t (x int, y int, z int); ALTER TABLE ${s}.t OWNER TO o; CREATE SEQUENCE ${s}.q; ALTER SEQUENCE ${s}.q OWNER TO a;
        CREATE FUNCTION ${s}.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE ${s}.e AS ENUM ('one')`,
    );
    return [...made, ...inSchema].join(';');
  }
});

function hasColumn({ things }: World, { schema, name, column }: { schema: string; name: string; column: string }) {
  return things.some((each) => each.schema === schema && each.table === name && each.name === column);
}
