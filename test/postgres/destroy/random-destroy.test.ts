import fc from 'fast-check';
import type { Privilege } from '../../../src/metadata';
import { destroyRole, previewDestroy } from '../../../src/postgres/destroy';
import { ProblemError } from '../../../src/problem';
import { serverVersions } from '../../support/postgres';
import { type Engine, engineOn } from '../grants/engine';
import { randomRuns } from '../grants/random-runs';

const { runs, seed, timeout, endOnFailure } = randomRuns(8, 4);
const CASES = serverVersions(['oldest', 'newest']).flatMap((version) =>
  (['superuser', 'INHERIT', 'NOINHERIT'] as const).map((admin) => [version, admin] as const),
);

/** Whatever a role holds and gave, by whatever options: it goes, and others lose only what was told. */
describe.each(CASES)('a role among chains of grants, on PostgreSQL %d by an admin who is %s', (version, admin) => {
  let engine: Engine;
  let owner: string;
  /** The one to be destroyed first; made anew for each case. */
  let roles: readonly string[] = [];

  beforeAll(async () => {
    engine = await engineOn(version, admin === 'superuser' ? admin : 'createrole');
    owner = await engine.role('owner');
    if (admin === 'NOINHERIT') await engine.database.query(`ALTER ROLE "${engine.admin}" NOINHERIT`);
    await engine.database.query(`GRANT CREATE ON DATABASE "${engine.database.name}" TO "${owner}"`);
  });
  afterAll(() => engine.close());

  const privilege = fc.constantFrom<Privilege>('SELECT', 'INSERT');
  const world = fc.record({
    memberships: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 3 }),
    /** How the admin stands to each role and the owner, where it is no superuser. */
    standings: fc.array(fc.constantFrom('none', 'member', 'admin'), { minLength: 5, maxLength: 5 }),
    open: fc.boolean(),
    grants: fc.array(
      // From a role or the owner (4), to a role, the owner or PUBLIC (5); often by way of the one that leaves (0).
      fc.record({
        from: fc.constantFrom(4, 4, 4, 0, 0, 1, 2, 3),
        to: fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5),
        privilege,
        column: fc.boolean(),
        option: fc.constantFrom(true, true, false),
      }),
      { minLength: 2, maxLength: 12 },
    ),
    /** The table-level options of this role go by hand at the end, and leave what it gave on columns. */
    loses: fc.option(fc.nat(3)),
  });
  type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

  test(
    'goes with what was told',
    async () => {
      await fc.assert(
        fc.asyncProperty(world, async (each) => {
          await prepare(each);
          await leave(roles[0] as string);
        }),
        { numRuns: runs, seed, endOnFailure },
      );
      await tidy();
    },
    timeout,
  );

  async function leave(role: string): Promise<void> {
    const before = await lines();
    const { parts, problems } = await previewDestroy(engine.server, role);
    if (problems.length > 0) {
      expect(admin).not.toBe('superuser');
      expect(['GRANT_CANNOT_ACT', 'PG_NOT_PERMITTED']).toEqual(
        expect.arrayContaining(problems.map(({ code }) => code)),
      );
      await expect(destroyRole(engine.server, role)).rejects.toThrow(ProblemError);
      expect(await lines()).toEqual(before);
      return;
    }
    const done = await destroyRole(engine.server, role);
    expect(done.map(({ statements }) => statements)).toEqual(parts.map(({ statements }) => statements));
    const after = await lines();
    const told = linesOf(parts.flatMap(({ lostByOthers }) => lostByOthers));
    expect(after).toEqual(before.filter((line) => !line.startsWith(`${role} | `) && !told.has(line)));
    expect([...told].filter((line) => !before.includes(line) && !line.endsWith(' | option'))).toEqual([]);
  }

  async function prepare({ memberships, standings, open, grants, loses }: World): Promise<void> {
    await tidy();
    roles = await Promise.all(['b', 'a', 'z', 'no'].map((name) => engine.role(name, name === 'no' ? 'NOINHERIT' : '')));
    const list = [...roles, owner].map((each) => `"${each}"`);
    const grantees = [...list, 'PUBLIC'];
    await quietly([
      `CREATE SCHEMA s AUTHORIZATION "${owner}"`,
      ...(open ? ['GRANT USAGE ON SCHEMA s TO PUBLIC'] : []),
      `CREATE TABLE s.t (x int, y int)`,
      `ALTER TABLE s.t OWNER TO "${owner}"`,
      ...memberships.flatMap(([member, of]) => (member === of ? [] : [`GRANT ${list[of]} TO ${list[member]}`])),
      ...(admin === 'superuser' ? [] : list.flatMap((each, at) => standing(each, at === 0 ? 'admin' : standings[at]))),
      ...grants.map(({ from, to, privilege: what, column, option }) => {
        const on = `${what}${column ? ' (x)' : ''} ON s.t TO ${grantees[to]}${option ? ' WITH GRANT OPTION' : ''}`;
        return `SET LOCAL ROLE ${list[from]}; GRANT ${on}; RESET ROLE`;
      }),
      ...(loses === null
        ? []
        : [`SET LOCAL ROLE "${owner}"; REVOKE ALL ON s.t FROM ${list[loses]} CASCADE; RESET ROLE`]),
    ]);
  }

  function standing(role: string, how: string | undefined): string[] {
    if (how === 'none') return [];
    const only = version >= 16 ? 'WITH ADMIN TRUE, INHERIT FALSE, SET FALSE' : 'WITH ADMIN OPTION';
    return [`GRANT ${role} TO "${engine.admin}" ${how === 'admin' ? only : ''}`];
  }

  async function tidy(): Promise<void> {
    await quietly([
      'DROP SCHEMA IF EXISTS s CASCADE',
      `REVOKE "${owner}" FROM "${engine.admin}" CASCADE`,
      ...roles.flatMap((each) => [`DROP OWNED BY "${each}" CASCADE`, `DROP ROLE "${each}"`]),
    ]);
  }

  /** In one go; what PostgreSQL refuses is left out. */
  async function quietly(statements: readonly string[]): Promise<void> {
    const list = statements.map((each) => `$s$${each}$s$`).join(', ');
    await engine.database.query(`DO $do$ DECLARE each text; BEGIN FOREACH each IN ARRAY ARRAY[${list}] LOOP
      BEGIN EXECUTE each; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $do$`);
  }

  async function lines(): Promise<string[]> {
    const name = (oid: string) => `CASE ${oid} WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(${oid}) END`;
    const columns = `${name('a.grantee')} AS grantee, pg_get_userbyid(a.grantor) AS grantor, a.privilege_type AS what, a.is_grantable AS option`;
    const rows = await engine.database.query(`
      SELECT 'table s.t' AS part, ${columns} FROM pg_class, aclexplode(relacl) a
       WHERE oid = 's.t'::regclass AND (a.grantee <> relowner OR a.grantor <> relowner)
      UNION ALL SELECT format('column %s of table s.t', attname), ${columns}
        FROM pg_attribute, aclexplode(attacl) a WHERE attrelid = 's.t'::regclass
      UNION ALL SELECT 'schema s', ${columns} FROM pg_namespace, aclexplode(nspacl) a
       WHERE nspname = 's' AND (a.grantee <> nspowner OR a.grantor <> nspowner)`);
    return rows
      .flatMap(({ part, grantee, grantor, what, option }) => {
        const line = `${grantee} | ${grantor} | ${part} | ${what}`;
        return option ? [line, `${line} | option`] : [line];
      })
      .sort();
  }
});

/** The lines of access lists that these sentences speak of. */
function linesOf(sentences: readonly string[]): ReadonlySet<string> {
  return new Set(
    sentences.flatMap((sentence) => {
      const pattern = /^(\S+) loses (the grant option for )?(.+), given by (\S+), on (.+)$/;
      const [, grantee, option, privileges, grantor, targets] = sentence.match(pattern) ?? [];
      if (grantee === undefined) throw new Error(`Not understood: ${sentence}`);
      return (targets ?? '').split(/, (?=table|column|schema)/).flatMap((target) =>
        (privileges ?? '').split(', ').flatMap((what) => {
          const line = `${grantee} | ${grantor} | ${target} | ${what}`;
          return option === undefined ? [line, `${line} | option`] : [`${line} | option`];
        }),
      );
    }),
  );
}
