import fc from 'fast-check';
import { namesOf, PRIVILEGE_BITS, type Privilege } from '../../../src/metadata';
import { type AclLine, afterRevoke, ownOptions, type Standing } from '../../../src/postgres/grants/found/acl-rules';
import { serverVersions } from '../../support/postgres';
import { type Engine, engineOn } from './engine';

const RUNS = Number(process.env.TEST_RANDOM_RUNS ?? 10);
const BITS = PRIVILEGE_BITS.SELECT | PRIVILEGE_BITS.INSERT;

/** What the rules say a REVOKE does is what PostgreSQL does, whatever grants and memberships there are. */
describe.each(serverVersions(['oldest', 'newest']))('the rules of access lists on PostgreSQL %d', (version) => {
  let engine: Engine;
  let roles: string[];

  beforeAll(async () => {
    engine = await engineOn(version);
    roles = [await engine.role('owner')];
    for (const name of ['a', 'b', 'c', 'd']) roles.push(await engine.role(name, name === 'd' ? 'NOINHERIT' : ''));
    await engine.database.query(`CREATE SCHEMA s AUTHORIZATION "${roles[0]}"; GRANT USAGE ON SCHEMA s TO PUBLIC;
      CREATE TABLE s.t (x int, y int); ALTER TABLE s.t OWNER TO "${roles[0]}"`);
  });
  afterAll(() => engine.close());

  const role = fc.nat(4);
  const grant = fc.record({
    from: role,
    to: role,
    bit: fc.constantFrom<Privilege>('SELECT', 'INSERT'),
    column: fc.boolean(),
    option: fc.boolean(),
  });
  const revoke = fc.record({ line: fc.nat(50), optionOnly: fc.boolean() });

  test(
    'a REVOKE takes what the rules say, with CASCADE and without',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(role, role), { maxLength: 3 }),
          fc.array(grant, { minLength: 3, maxLength: 14 }),
          fc.array(revoke, { minLength: 1, maxLength: 4 }),
          async (memberships, grants, revokes) => {
            const made = await prepared(memberships, grants);
            for (const { line: chosen, optionOnly } of revokes) {
              const lists = await found();
              const all = Object.entries(lists).flatMap(([on, lines]) => lines.map((line) => ({ on, line })));
              const pick = all[chosen % Math.max(all.length, 1)];
              if (pick === undefined) break;
              const { on, line } = pick;
              const held = [...(lists.table ?? []), ...(on === 'table' ? [] : (lists[on] ?? []))];
              const own = ownOptions(held, line.grantor, made.owner);
              const bits = (optionOnly ? line.grantable : line.privileges) & own;
              if (bits === 0) continue;
              const revoked = { ...line, privileges: optionOnly ? 0 : bits, grantable: bits };
              const touched = on === 'table' ? Object.keys(lists) : [on];
              const after = touched.map((each) => [each, afterRevoke(lists[each] ?? [], revoked, made)] as const);
              const columns = on === 'table' ? '' : ` (${on})`;
              const what = namesOf(bits).map((name) => name + columns);
              const sql = `REVOKE ${optionOnly ? 'GRANT OPTION FOR ' : ''}${what.join(', ')} ON s.t FROM "${line.grantee}"`;
              const plain = await as(line.grantor, sql);
              expect(plain).toBe(after.some(([, { cascaded }]) => cascaded) ? '2BP01' : 'ok');
              if (plain !== 'ok') expect(await as(line.grantor, `${sql} CASCADE`)).toBe('ok');
              const expected = { ...lists, ...Object.fromEntries(after.map(([each, { left }]) => [each, left])) };
              expect(sorted(await found())).toEqual(sorted(expected));
            }
          },
        ),
        { numRuns: RUNS },
      );
    },
    60_000 + RUNS * 2_000,
  );

  async function prepared(
    memberships: [number, number][],
    grants: readonly (typeof grant extends fc.Arbitrary<infer G> ? G : never)[],
  ) {
    const list = roles.map((each) => `"${each}"`).join(', ');
    const statements = [
      ...roles.map((each) => `REVOKE ${list} FROM "${each}"`),
      ...roles.flatMap((each) => roles.map((other) => `REVOKE "${each}" FROM "${other}"`)),
      `DROP TABLE s.t`,
      `CREATE TABLE s.t (x int, y int)`,
      `ALTER TABLE s.t OWNER TO "${roles[0]}"`,
      ...memberships.flatMap(([one, of]) => (one === of ? [] : [`GRANT "${roles[of]}" TO "${roles[one]}"`])),
      ...grants.map(({ from, to, bit, column, option }) => {
        const on = `${bit}${column ? ' (x)' : ''} ON s.t TO "${roles[to]}"${option ? ' WITH GRANT OPTION' : ''}`;
        return `SET LOCAL ROLE "${roles[from]}"; GRANT ${on}; RESET ROLE`;
      }),
    ];
    await engine.database.query(`DO $do$ DECLARE each text; BEGIN
      FOREACH each IN ARRAY ARRAY[${statements.map((each) => `$s$${each}$s$`).join(', ')}] LOOP
      BEGIN EXECUTE each; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $do$`);
    const rows = await engine.database.query(
      `SELECT m.rolname AS member, o.rolname AS other FROM pg_roles m, pg_roles o WHERE pg_has_role(m.oid, o.oid, 'USAGE')`,
    );
    const has = new Set(rows.map(({ member, other }) => `${member} ${other}`));
    const standing: Standing = {
      owner: roles[0] as string,
      hasPrivilegesOf: (one, other) => one === other || has.has(`${one} ${other}`),
    };
    return standing;
  }

  async function as(who: string, sql: string): Promise<string> {
    try {
      await engine.database.query(`BEGIN; SET LOCAL ROLE "${who}"; ${sql}; COMMIT`);
      return 'ok';
    } catch (error) {
      await engine.database.query('ROLLBACK');
      return String((error as { code?: string }).code);
    }
  }

  async function found(): Promise<Record<string, AclLine[]>> {
    const rows = await engine.database.query(`
      SELECT 'table' AS part, pg_get_userbyid(a.grantee) AS grantee, pg_get_userbyid(a.grantor) AS grantor, a.privilege_type AS what,
        a.is_grantable AS option FROM pg_class, aclexplode(relacl) a WHERE oid = 's.t'::regclass AND (a.grantee <> relowner OR a.grantor <> relowner)
      UNION ALL SELECT attname, pg_get_userbyid(a.grantee), pg_get_userbyid(a.grantor), a.privilege_type, a.is_grantable
        FROM pg_attribute, aclexplode(attacl) a WHERE attrelid = 's.t'::regclass`);
    const lists: Record<string, AclLine[]> = {};
    for (const { part, grantee, grantor, what, option } of rows as unknown as Row[]) {
      const bit = PRIVILEGE_BITS[what] & BITS;
      lists[part] ??= [];
      const lines = lists[part];
      const at = lines.findIndex((line) => line.grantee === grantee && line.grantor === grantor);
      const before = lines[at] ?? { privileges: 0, grantable: 0 };
      const line = {
        grantee,
        grantor,
        privileges: before.privileges | bit,
        grantable: before.grantable | (option ? bit : 0),
      };
      if (at === -1) lines.push(line);
      else lines[at] = line;
    }
    return lists;
  }
});

interface Row {
  readonly part: string;
  readonly grantee: string;
  readonly grantor: string;
  readonly what: Privilege;
  readonly option: boolean;
}

function sorted(lists: Record<string, readonly AclLine[]>): string[] {
  return Object.entries(lists)
    .flatMap(([part, lines]) =>
      lines
        .filter(({ privileges }) => privileges !== 0)
        .map(({ grantee, grantor, privileges, grantable }) =>
          [part, grantee, grantor, namesOf(privileges), namesOf(grantable)].join(' '),
        ),
    )
    .sort();
}
