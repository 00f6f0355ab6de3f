import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { indexAccess } from '../../src/access/effective';
import { listRights } from '../../src/access/list-rights';
import { rightsIn } from '../../src/access/right';
import { readAccess } from '../../src/postgres/access';
import { hasPsql } from '../postgres/connect/psql';
import { FEWER_VERSIONS } from '../postgres/grants/random-runs';
import { closedAfterwards } from '../support/clean-up';
import { databaseOn, type PrivateServer, startPostgres } from '../support/postgres';
import { ALL_OBJECTS, askPostgres, SYSTEM_OBJECTS } from './asked';
import { lineOf } from './line';

/** PostgreSQL's own tests of access: the folder `src/test/regress/sql` of its sources, which is no part of this project. */
const FOLDER = process.env.TEST_POSTGRES_REGRESS;

/** Those about roles and privileges, in the order in which PostgreSQL runs them. */
const FILES = [
  'create_role',
  'roleattributes',
  'rolenames',
  'init_privs',
  'largeobject',
  'foreign_data',
  'create_schema',
  'sequence',
  'updatable_views',
  'privileges',
  'rowsecurity',
  'dependency',
  'object_address',
];

(FOLDER === undefined || !hasPsql() ? describe.skip : describe)("while PostgreSQL's own tests of access run", () => {
  test.each(FEWER_VERSIONS)(
    'every answer is its own, on %d',
    async (version) => {
      const server = closedAfterwards(await startPostgres({ version, settings: { lo_compat_privileges: 'off' } }));
      const database = await databaseOn(server);
      const client = new Client({ connectionString: database.url() });
      await client.connect();
      closedAfterwards({ close: () => client.end() });
      const psql = openPsql(server, database.name);
      let [looks, rights] = [0, 0];
      let before = '';
      const look = async (after: string, system: boolean) => {
        const found = await readAccess(sessionOf(client, version, database.name), { system });
        const now = JSON.stringify({ ...found, readAt: '' });
        if (now === before) return;
        before = now;
        const roles = [...found.roles.map((each) => each.name), 'public'];
        const answers = [...rightsIn(listRights(indexAccess(found), { roles }))]
          // Before 18 PostgreSQL answers nobody who asks for large objects.
          .filter(({ on }) => on !== 'large_object' || version >= 18)
          .map(lineOf);
        const own = await askPostgres(client, version, roles, system ? SYSTEM_OBJECTS : ALL_OBJECTS);
        expect({ after, ...differing(answers, own) }).toEqual({ after, wrong: [], missing: [] });
        looks += 1;
        rights += own.length;
      };
      for (const { name, steps } of FILES.map((each) => ({ name: each, steps: stepsOf(each) }))) {
        for (const [at, step] of steps.entries()) {
          await psql.run(step);
          // In the middle PostgreSQL's own objects too: before the file puts everything away.
          await look(`${name}: ${step.slice(-600)}`, at === Math.floor(steps.length / 2));
        }
      }
      process.stderr.write(`PostgreSQL ${version}: ${rights} rights in ${looks} looks\n`);
      expect(looks).toBeGreaterThan(50);
    },
    600_000,
  );
});

function differing(answers: readonly string[], own: readonly string[]): { wrong: string[]; missing: string[] } {
  const [mine, theirs] = [new Set(answers), new Set(own)];
  return { wrong: answers.filter((each) => !theirs.has(each)), missing: own.filter((each) => !mine.has(each)) };
}

/** A file in pieces that end with a statement, so that it can be looked at what was done in between. */
function stepsOf(name: string): string[] {
  const path = join(FOLDER as string, `${name}.sql`);
  if (!existsSync(path)) return [];
  const pieces = readFileSync(path, 'utf8').split(/(?<=;[^\n]*\n)\n+(?=--|[A-Z])/);
  const steps: string[] = [];
  for (const piece of pieces) {
    const last = steps.at(-1);
    // In the midst of a body, or of a transaction that is rolled back, there is nothing to look at.
    if (last !== undefined && (last.split('$$').length % 2 === 0 || isOpen(last)))
      steps[steps.length - 1] = `${last}\n${piece}`;
    else steps.push(piece);
  }
  return steps;
}

function isOpen(step: string): boolean {
  const words = step.match(/^(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|ABORT|END)\b[^;\n]*;/gm) ?? [];
  return /^(BEGIN|START)/.test(words.at(-1) ?? '');
}

/** One session of psql, as `pg_regress` has one for each file; what fails there is meant to. */
function openPsql({ psqlEnv }: PrivateServer, database: string) {
  const child: ChildProcessWithoutNullStreams = spawn('psql', ['-X', '-q', '-d', database], {
    env: { ...process.env, ...psqlEnv, PGDATABASE: database },
  });
  closedAfterwards({ close: () => child.kill() });
  child.stderr.resume();
  let seen = '';
  let count = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen = (seen + text).slice(-4_000);
  });
  return {
    async run(step: string): Promise<void> {
      count += 1;
      child.stdin.write(`${step}\n\\echo step ${count} is done\n`);
      while (!seen.includes(`step ${count} is done\n`)) await once(child.stdout, 'data');
    },
  };
}

function sessionOf(client: Client, version: number, database: string): Parameters<typeof readAccess>[0] {
  return {
    database,
    user: 'postgres',
    serverVersion: version * 10_000,
    query: async <Row extends object>(text: string, values?: readonly unknown[]) =>
      (await client.query<Row & Record<string, unknown>>(text, values as unknown[])).rows as Row[],
  };
}
