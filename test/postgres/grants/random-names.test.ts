import fc from 'fast-check';
import { type GrantEntry, validateGrants } from '../../../src/metadata';
import { describeDrift } from '../../../src/postgres/grants';
import { serverVersions } from '../../support/postgres';
import { IS_QUICK } from '../../support/tier';
import { type Engine, engineOn } from './engine';
import { namesInStatement } from './real-parser';

/** Few in the daily run, for each is a server's work; raise it to search further. */
const RUNS = Number(process.env.TEST_RANDOM_RUNS ?? (IS_QUICK ? 2 : 5));

/** What a name may hold that a careless writer would trip over. */
const NAMES = [
  'plain',
  'With Space',
  'quo"te',
  "apo'strophe",
  'dot.ted',
  'select',
  'ünïcødé',
  'back\\slash',
  '$1; DROP',
  'x'.repeat(63),
];

const PRIVILEGES: Record<string, string[]> = {
  database: ['CONNECT', 'CREATE', 'TEMPORARY', 'ALL'],
  schema: ['USAGE', 'CREATE', 'ALL'],
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  function: ['EXECUTE'],
  procedure: ['EXECUTE'],
  routine: ['EXECUTE'],
  type: ['USAGE'],
};

describe.each(serverVersions(['newest']))('random declarations on PostgreSQL %d', (version) => {
  let engine: Engine;
  let grantees: string[];
  const schemas = [NAMES[1] as string, NAMES[2] as string];

  beforeAll(async () => {
    engine = await engineOn(version);
    grantees = [await engine.role('re"ader'.replace('"', ' ')), await engine.role('Über.role'), await engine.role('w')];
    const owner = await engine.role('owner');
    const q = (name: string) => `"${name.replaceAll('"', '""')}"`;
    for (const [position, schema] of schemas.entries()) {
      const s = q(schema);
      const objects = NAMES.flatMap((name) => [
        `CREATE TABLE ${s}.${q(name)} (${q(name)} int, ${q('other "col')} int)`,
        `CREATE SEQUENCE ${s}.${q(`${name.slice(0, 60)}_s`)}`,
        `CREATE FUNCTION ${s}.${q(name)}(a int, b text[]) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
        `CREATE FUNCTION ${s}.${q(name)}(${s}.${q('My Type')}, OUT x int) LANGUAGE sql AS 'SELECT 1'`,
        `CREATE PROCEDURE ${s}.${q(`${name.slice(0, 60)}_p`)}(IN a int, INOUT b varchar) LANGUAGE sql AS 'SELECT b'`,
      ]);
      await engine.database.query(`
        CREATE SCHEMA ${s}; CREATE TYPE ${s}.${q('My Type')} AS ENUM ('one'); ${objects.join(';')};
        CREATE AGGREGATE ${s}.agg(int) (SFUNC = int4pl, STYPE = int);
        CREATE VIEW ${s}.v AS SELECT 1 AS one; CREATE MATERIALIZED VIEW ${s}.m AS SELECT 1 AS one;
        ${position === 0 ? `ALTER TABLE ${s}.plain OWNER TO "${owner}"; ALTER TABLE ${s}.v OWNER TO "${owner}";` : ''}`);
    }
  });
  afterAll(() => engine.close());

  const entry = (): fc.Arbitrary<GrantEntry> =>
    fc
      .record({
        grantee: fc.constantFrom(...grantees, 'public'),
        on: fc.constantFrom(...Object.keys(PRIVILEGES)),
        schema: fc.constantFrom(...schemas),
        name: fc.constantFrom(...NAMES),
        whole: fc.boolean(),
        columns: fc.boolean(),
        privileges: fc.infiniteStream(fc.nat(100)),
        count: fc.nat(3),
        option: fc.boolean(),
      })
      .map(({ grantee, on, schema, name, whole, columns, privileges, count, option }) => {
        const byColumn = on === 'table' && columns && !whole;
        const names = byColumn ? ['SELECT', 'INSERT', 'UPDATE'] : (PRIVILEGES[on] as string[]);
        const chosen = new Set(
          [...Array(count)].map(() => names[(privileges.next().value as number) % names.length] as string),
        );
        const object =
          on === 'sequence'
            ? `${name.slice(0, 60)}_s`
            : on === 'procedure'
              ? `${name.slice(0, 60)}_p`
              : on === 'type'
                ? 'My Type'
                : on === 'function' || on === 'routine'
                  ? `"${name.replaceAll('"', '""')}"(int, text[])`
                  : name;
        return {
          grantees: [grantee],
          on: on as GrantEntry['on'],
          ...(on !== 'database' && on !== 'schema' && { schemas: [schema] }),
          ...(on === 'schema' && { objects: [schema] }),
          ...(on !== 'schema' && on !== 'database' && !whole && { objects: [object] }),
          ...(byColumn && { columns: ['other "col'] }),
          privileges: chosen.has('ALL') ? ['ALL'] : [...chosen],
          with_grant_option: option && grantee !== 'public',
        };
      });

  test('after an apply nothing is left to do, and every statement names exactly what was meant', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(entry(), { maxLength: 8 }), { minLength: 2, maxLength: 3 }),
        fc.constantFrom('authoritative' as const, 'additive' as const),
        async (steps, mode) => {
          let prior: GrantEntry[] = [];
          for (const grants of steps) {
            const declared = engine.full({ mode, grants });
            if (validateGrants(declared).length > 0) continue;
            const before = engine.full({ mode, grants: prior });
            const { plan, statements } = await engine.plan(declared, before);
            for (const sql of statements) {
              if (sql.startsWith('SET LOCAL ROLE') || sql === 'RESET ROLE') continue;
              const { roles, objects } = await namesInStatement(sql);
              for (const role of roles) expect([...grantees, 'public']).toContain(role);
              for (const object of objects) expect(object.some((part) => known(part))).toBe(true);
            }
            // As it comes back from where a plan keeps it: a plan allows itself, whatever it does.
            const reviewed = JSON.parse(JSON.stringify(plan.statements));
            const ran = await engine.apply(declared, { prior: before, reviewed });
            expect(ran).toEqual(statements);
            const after = await engine.plan(declared, before);
            expect(describeDrift(after.plan.changes)).toEqual([]);
            prior = grants;
          }
          await engine.apply({ mode }, { prior: engine.full({ mode, grants: prior }) });
        },
      ),
      { numRuns: RUNS },
    );
  });

  function known(name: string): boolean {
    return (
      schemas.includes(name) ||
      NAMES.includes(name.replace(/_[sp]$/, '')) ||
      [...NAMES.map((each) => each.slice(0, 60))].includes(name.replace(/_[sp]$/, '')) ||
      ['My Type', 'v', 'm', 'agg', engine.database.name].includes(name)
    );
  }
});
