import fc from 'fast-check';
import { Client } from 'pg';
import type { DeclaredGrants } from '../../../src/metadata';
import { refuseBeyond } from '../../../src/postgres/beyond-review';
import {
  type AlreadyHeld,
  applyGrants,
  beyondReview,
  type GrantsPlan,
  readAndPlan,
  renderStatement,
} from '../../../src/postgres/grants';
import type { DatabaseServer } from '../../../src/postgres/session';
import { ProblemError } from '../../../src/problem';
import { databaseOn, type PrivateServer, startPostgres, type TestDatabase } from '../../support/postgres';
import { openEngine, PASSWORD } from './engine';
import { anyStatement, dropColumn, grantOrRevoke, handOver, join, onDefaults, type Stage } from './oracle/arbitrary';
import { linesOf, readWorld } from './oracle/catalog';
import type { Declaration } from './oracle/declaration';
import { type Forecast, forecast } from './oracle/judge';
import { GAVE_NOTHING, type Gave, gaveBy } from './oracle/memory';
import { run } from './oracle/run';
import type { Statement } from './oracle/statements';
import type { World } from './oracle/world';
import { anyDeclaration } from './random-declarations';
import { randomRuns, VERSIONS } from './random-runs';

const { runs, seed, timeout, endOnFailure } = randomRuns(80, 75);

const ROLES = ['a', 'b', 'c', 'd', 'o', 'p', 'adm'];
const SCHEMAS = ['s1', 's2'];

/** Whatever a database is like and whatever is declared: what comes of it is what the oracle says, which knows nothing of the engine. */
describe.each(VERSIONS)('random grants on PostgreSQL %d', (version) => {
  let server: PrivateServer;
  let database: TestDatabase;
  let client: Client;
  let engines: Record<string, DatabaseServer>;

  beforeAll(async () => {
    server = await startPostgres({ version });
    database = await databaseOn(server);
    client = new Client({ connectionString: database.url() });
    await client.connect();
    for (const name of ROLES) await client.query(`CREATE ROLE ${name} LOGIN PASSWORD '${PASSWORD}'`);
    engines = { [server.superuser]: openEngine(database), adm: openEngine(database, 'adm') };
  });
  afterAll(async () => {
    await Promise.all(Object.values(engines).map((each) => each.close()));
    await client.end();
    await server.stop();
  });

  const stage: Stage = {
    version,
    roles: ROLES,
    schemas: SCHEMAS,
    objects: [
      { kind: 'table', name: 't' },
      { kind: 'table', name: 'u' },
      { kind: 'sequence', name: 'q' },
      { kind: 'function', name: 'f' },
      { kind: 'type', name: 'e' },
    ],
    columns: ['x', 'y', 'z'],
  };

  const anyCase = fc.record({
    /** Attributes of the roles, by position. */
    noinherit: fc.subarray(ROLES, { maxLength: 3 }),
    createrole: fc.boolean(),
    superuser: fc.boolean(),
    /** The admin is a member of some from the beginning, as it may have given itself. */
    joined: fc.array(
      fc.record({
        role: fc.constantFrom(...ROLES.slice(0, 6)),
        admin: fc.boolean(),
        inherit: fc.boolean(),
        set: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    state: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: grantOrRevoke(stage, 'grant') },
        { weight: 1, arbitrary: handOver(stage) },
        { weight: 1, arbitrary: join(stage) },
        { weight: 1, arbitrary: onDefaults(stage) },
        { weight: 1, arbitrary: dropColumn({ ...stage, columns: ['z'] }) },
        { weight: 1, arbitrary: anyStatement(stage) },
      ),
      { minLength: 5, maxLength: 40, size: 'max' },
    ),
    steps: fc.array(anyDeclaration(stage), { minLength: 1, maxLength: 2 }),
    between: fc.array(anyStatement(stage), { maxLength: 6 }),
  });

  test(
    'come to what the oracle says, or are refused where it says so',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyCase, async (each) => {
          const admin = each.superuser ? server.superuser : 'adm';
          await prepare(each);
          let past: Past = { gave: GAVE_NOTHING };
          for (const [at, declaration] of each.steps.entries()) {
            if (at > 0) await play(each.between);
            past = await reach(declaration, past, admin);
          }
          const end: Declaration = { mode: 'additive', ignore_grantors: [], grants: {}, default_privileges: {} };
          await reach(end, past, admin);
        }),
        { numRuns: runs, seed, endOnFailure },
      );
    },
    timeout,
  );

  /** What a resource did before. */
  interface Past {
    readonly gave: Gave;
    readonly prior?: DeclaredGrants;
    readonly held?: AlreadyHeld;
  }

  async function reach(declaration: Declaration, past: Past, admin: string): Promise<Past> {
    const engine = engines[admin] as DatabaseServer;
    const before = await read();
    const foretold = forecast(before, declaration, past.gave, admin);
    const declared = { database: database.name, ...declaration } as DeclaredGrants;
    const plan = await engine.use((session) =>
      readAndPlan(session, declared, { prior: past.prior, alreadyHeld: past.held }),
    );
    const reviewed = JSON.parse(JSON.stringify(plan.statements));
    const options = {
      refuse: ({ changes }: GrantsPlan) => refuseBeyond(beyondReview(changes, reviewed)),
      ...(past.prior && { prior: past.prior }),
      ...(past.held && { alreadyHeld: past.held }),
    };
    const outcome = await applyGrants(engine, declared, options).catch((error: unknown) => error);
    const after = await read();
    const context = { foretold: `${foretold.verdict} ${foretold.why}`, declaration, before: linesOf(before) };
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(ProblemError);
      const { problems } = outcome as ProblemError;
      const unforeseen = problems.filter(({ code }) => !mayRefuse(code, foretold, admin));
      const said = unforeseen.map(({ code, what, value }) => ({
        code,
        what,
        value,
        statements: plan.statements.map(renderStatement),
      }));
      expect({ ...context, said }).toEqual({ ...context, said: [] });
      expect(linesOf(after)).toEqual(linesOf(before));
      return past;
    }
    const applied = outcome as Awaited<ReturnType<typeof applyGrants>>;
    const faults = foretold.verdict === 'is refused' ? [`it was not refused: ${foretold.why}`] : foretold.faults(after);
    const ran = applied.statements.map(renderStatement);
    expect({ ...context, faults, ran: faults.length > 0 ? ran : [] }).toEqual({ ...context, faults: [], ran: [] });
    expect(ran).toEqual(plan.statements.map(renderStatement));
    expect({ ...context, ran, told: isTold(plan) }).toEqual({ ...context, ran, told: foretold.othersLost(after) });
    const again = await engine.use((session) =>
      readAndPlan(session, declared, { prior: declared, alreadyHeld: applied.alreadyHeld }),
    );
    expect({ ...context, ran, again: again.statements.map(renderStatement) }).toEqual({ ...context, ran, again: [] });
    return { prior: declared, held: applied.alreadyHeld, gave: gaveBy(declaration, before, past.gave) };
  }

  async function prepare({ noinherit, createrole, joined, state }: Parameters<Parameters<typeof anyCase.map>[0]>[0]) {
    const attributes = ROLES.map(
      (name) =>
        `ALTER ROLE ${name} ${noinherit.includes(name) ? 'NOINHERIT' : 'INHERIT'} ${name === 'adm' && createrole ? 'CREATEROLE' : 'NOCREATEROLE'}`,
    );
    const objects = SCHEMAS.map(
      (s) => `CREATE SCHEMA ${s} AUTHORIZATION o; GRANT USAGE ON SCHEMA ${s} TO PUBLIC;
        CREATE TABLE ${s}.t (x int, y int, z int); CREATE TABLE ${s}.u (x int, y int, z int); CREATE SEQUENCE ${s}.q;
        ALTER TABLE ${s}.t OWNER TO o; ALTER TABLE ${s}.u OWNER TO p; ALTER SEQUENCE ${s}.q OWNER TO o;
        CREATE FUNCTION ${s}.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE ${s}.e AS ENUM ('one');
        ALTER FUNCTION ${s}.f OWNER TO o; ALTER TYPE ${s}.e OWNER TO p`,
    );
    const options = ({ admin, inherit, set }: (typeof joined)[number]) =>
      version >= 16 ? ` WITH ADMIN ${admin}, INHERIT ${inherit}, SET ${set}` : admin ? ' WITH ADMIN OPTION' : '';
    await client.query(
      [
        RESET(version, database.name),
        ...attributes,
        ...objects,
        ...joined.map((each) => `GRANT ${each.role} TO adm${options(each)}`),
      ].join(';'),
    );
    await play(state);
  }

  async function play(statements: readonly Statement[]): Promise<void> {
    await run(client, statements, version);
  }

  const read = (): Promise<World> =>
    readWorld(async (sql) => (await client.query<{ data: string }>(sql)).rows, version, SCHEMAS);
});

/** Everything as it was at first. */
const RESET = (version: number, database: string) => `
  DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT DISTINCT r.rolname AS role, u.rolname AS member, g.rolname AS grantor FROM pg_auth_members m
      JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member JOIN pg_roles g ON g.oid = m.grantor WHERE u.rolname !~ '^pg_'
    LOOP EXECUTE format('REVOKE %I FROM %I ${version >= 16 ? 'GRANTED BY %I' : ''} CASCADE', each.role, each.member, each.grantor); END LOOP;
  END $$;
  ${ROLES.map((each) => `DROP OWNED BY ${each} CASCADE`).join(';')}; DROP SCHEMA IF EXISTS s1, s2 CASCADE;
  GRANT CONNECT, TEMPORARY ON DATABASE "${database}" TO PUBLIC`;

function mayRefuse(code: string, { verdict }: Forecast, admin: string): boolean {
  if (code === 'GRANT_LOCKS_OUT') return admin === 'adm';
  return (
    verdict !== 'succeeds' && ['GRANT_CANNOT_ACT', 'GRANT_DEFAULT_ONLY_ADDS', 'GRANT_OBJECT_MISSING'].includes(code)
  );
}

function isTold({ problems }: GrantsPlan): boolean {
  return problems.some(({ code }) => code === 'GRANT_PASSED_ON');
}
