import fc from 'fast-check';
import { type GrantEntry, namesOf, type Privilege } from '../../../src/metadata';
import { describeDrift, describePassedOn, type GrantsPlan } from '../../../src/postgres/grants';
import { ProblemError } from '../../../src/problem';
import { serverVersions } from '../../support/postgres';
import { IS_QUICK } from '../../support/tier';
import { type Engine, engineOn } from './engine';
import { randomRuns } from './random-runs';

const { runs, seed, timeout, endOnFailure } = randomRuns(12, 6);
const ADMINS: readonly ('superuser' | 'createrole')[] = IS_QUICK ? ['createrole'] : ['superuser', 'createrole'];
const CASES = serverVersions(['oldest', 'newest']).flatMap((version) =>
  ADMINS.map((admin) => [version, admin] as const),
);

/** Whoever passed what on to whom, in whatever order of names: declarations are reached, and others lose only what is told. */
describe.each(CASES)('grants that were passed on, on PostgreSQL %d by a %s', (version, admin) => {
  let engine: Engine;
  let roles: string[];

  beforeAll(async () => {
    engine = await engineOn(version, admin);
    roles = [];
    for (const name of ['a', 'm', 'z', 'no', 'q'])
      roles.push(await engine.role(name, name === 'no' ? 'NOINHERIT' : ''));
    const owner = await engine.role('owner');
    await engine.database.query(`CREATE SCHEMA s AUTHORIZATION "${owner}"; GRANT USAGE ON SCHEMA s TO PUBLIC`);
    if (admin === 'createrole') await engine.database.query(`GRANT "${owner}" TO "${engine.admin}"`);
    await engine.database.query(`CREATE TABLE s.t (x int, y int); ALTER TABLE s.t OWNER TO "${owner}"`);
    roles.push(owner);
  });
  afterAll(() => engine.close());

  const role = fc.nat(4);
  const privilege = fc.constantFrom<Privilege>('SELECT', 'INSERT');
  const state = fc.record({
    memberships: fc.array(fc.tuple(role, role), { maxLength: 2 }),
    /** Those that the admin can act as, where it is no superuser. */
    joined: fc.array(role, { maxLength: 3 }),
    grants: fc.array(fc.record({ from: fc.nat(5), to: role, privilege, column: fc.boolean(), option: fc.boolean() }), {
      minLength: 2,
      maxLength: 12,
    }),
    /** The table-level options of this role go by hand at the end, and leave what it gave on columns. */
    loses: fc.option(role),
  });
  const declaration = fc.record({
    named: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
    entry: fc.constantFrom<'none' | 'table' | 'empty' | 'column'>('none', 'table', 'empty', 'column'),
    privileges: fc.uniqueArray(privilege, { minLength: 1 }),
    option: fc.boolean(),
    ignored: fc.option(role),
  });

  test(
    'are brought to a declaration, then to another, then to none',
    async () => {
      await fc.assert(
        fc.asyncProperty(state, declaration, declaration, async (before, first, second) => {
          await prepare(before);
          const one = declared(first);
          await reach(one, undefined);
          await reach(declared(second), one);
          await reach({ mode: 'additive', grants: [] }, declared(second));
        }),
        { numRuns: runs, seed, endOnFailure },
      );
    },
    timeout,
  );

  interface Declared {
    readonly mode?: 'authoritative' | 'additive';
    readonly ignore_grantors?: readonly string[];
    readonly grants: readonly GrantEntry[];
  }

  function declared({ named, entry, privileges, option, ignored }: DeclarationCase): Declared {
    const grants = named.flatMap((position): GrantEntry[] => {
      const grantee = roles[position] as string;
      const usage: GrantEntry = { grantees: [grantee], on: 'schema', objects: ['s'], privileges: ['USAGE'] };
      const on = { grantees: [grantee], on: 'table', schemas: ['s'], objects: ['t'] } as const;
      if (entry === 'none') return [usage];
      if (entry === 'empty') return [usage, { ...on, privileges: [] }];
      return [usage, { ...on, ...(entry === 'column' && { columns: ['x'] }), privileges, with_grant_option: option }];
    });
    return { grants, ...(ignored !== null && { ignore_grantors: [roles[ignored] as string] }) };
  }

  /** Applies, and holds what is there afterwards against what the plan said. */
  async function reach(wanted: Declared, prior: Declared | undefined): Promise<void> {
    const before = await lines();
    const full = prior && engine.full(prior);
    const { plan, statements } = await engine.plan(wanted, full);
    const refused = plan.problems.filter(({ severity }) => severity === 'error');
    if (refused.length > 0) {
      expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['GRANT_CANNOT_ACT']));
      await expect(engine.apply(wanted, { prior: full })).rejects.toThrow(ProblemError);
      expect(await lines()).toEqual(before);
      return;
    }
    const reviewed = JSON.parse(JSON.stringify(plan.statements));
    expect(await engine.apply(wanted, { prior: full, reviewed })).toEqual(statements);
    const after = await lines();
    const named = new Set([...wanted.grants, ...(prior?.grants ?? [])].flatMap(({ grantees }) => grantees));
    const isOthers = (line: string) => !named.has(line.split(' | ')[0] as string);
    expect(after.filter(isOthers)).toEqual(before.filter(isOthers).filter((line) => !lostBy(plan).has(line)));
    const told = plan.problems.find(({ code }) => code === 'GRANT_PASSED_ON')?.value ?? [];
    expect(told).toEqual(describePassedOn(plan.changes.losses.filter(({ asked, restored }) => !asked && !restored)));
    const again = await engine.plan(wanted, full);
    expect([describeDrift(again.plan.changes), again.statements]).toEqual([[], []]);
    if (plan.changes.outOfReach.length > 0 || wanted.mode === 'additive') return;
    for (const { grantees, on, columns, privileges, with_grant_option } of wanted.grants) {
      const [grantee] = grantees;
      if (on !== 'table') continue;
      const part = columns === undefined ? 'table' : 'x';
      const ignored = new Set(wanted.ignore_grantors);
      const held = after.filter((line) => {
        const [who, by, where] = line.split(' | ');
        return who === grantee && !ignored.has(by as string) && (privileges.length === 0 || where === part);
      });
      const names = new Set(held.map((line) => line.split(' | ')[3]));
      expect(names).toEqual(new Set(privileges.map((name) => name as string)));
      const options = new Set(held.filter((line) => line.endsWith('option')).map((line) => line.split(' | ')[3]));
      expect(options).toEqual(new Set(with_grant_option ? privileges : []));
    }
  }

  async function prepare({ memberships, joined, grants, loses }: StateCase): Promise<void> {
    const owner = `"${roles[5]}"`;
    const list = roles.slice(0, 5).map((each) => `"${each}"`);
    await quietly([
      `REVOKE ${list.join(', ')} FROM "${engine.admin}"`,
      ...list.flatMap((each) => list.map((other) => `REVOKE ${each} FROM ${other}`)),
      `DROP TABLE s.t`,
      `CREATE TABLE s.t (x int, y int)`,
      `ALTER TABLE s.t OWNER TO ${owner}`,
      ...memberships.flatMap(([member, of]) => (member === of ? [] : [`GRANT ${list[of]} TO ${list[member]}`])),
      ...(admin === 'createrole' ? joined.map((each) => `GRANT ${list[each]} TO "${engine.admin}"`) : []),
      ...grants.map(({ from, to, privilege: what, column, option }) => {
        const on = `${what}${column ? ' (x)' : ''} ON s.t TO ${list[to]}${option ? ' WITH GRANT OPTION' : ''}`;
        return `SET LOCAL ROLE "${roles[from]}"; GRANT ${on}; RESET ROLE`;
      }),
      ...(loses === null ? [] : [`SET LOCAL ROLE ${owner}; REVOKE ALL ON s.t FROM ${list[loses]} CASCADE; RESET ROLE`]),
    ]);
  }

  /** In one go; what PostgreSQL refuses is left out. */
  async function quietly(statements: readonly string[]): Promise<void> {
    const list = statements.map((each) => `$s$${each}$s$`).join(', ');
    await engine.database.query(`DO $do$ DECLARE each text; BEGIN FOREACH each IN ARRAY ARRAY[${list}] LOOP
      BEGIN EXECUTE each; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $do$`);
  }

  async function lines(): Promise<string[]> {
    const rows = await engine.database.query(`
      SELECT 'table' AS part, pg_get_userbyid(a.grantee) AS grantee, pg_get_userbyid(a.grantor) AS grantor,
        a.privilege_type AS what, a.is_grantable AS option
        FROM pg_class, aclexplode(relacl) a WHERE oid = 's.t'::regclass AND a.grantee <> relowner
      UNION ALL SELECT attname, pg_get_userbyid(a.grantee), pg_get_userbyid(a.grantor), a.privilege_type, a.is_grantable
        FROM pg_attribute, aclexplode(attacl) a WHERE attrelid = 's.t'::regclass`);
    return rows
      .flatMap(({ part, grantee, grantor, what, option }) => {
        const line = `${grantee} | ${grantor} | ${part} | ${what}`;
        return option ? [line, `${line} | option`] : [line];
      })
      .sort();
  }
});

function lostBy({ changes }: GrantsPlan): ReadonlySet<string> {
  return new Set(
    changes.losses.flatMap(({ target, grantee, grantor, privileges, optionOnly, restored }) => {
      if (restored) return [];
      const part = target.kind === 'column' ? target.name : 'table';
      return namesOf(privileges).flatMap((name) => {
        const line = `${grantee} | ${grantor} | ${part} | ${name}`;
        return optionOnly ? [`${line} | option`] : [line, `${line} | option`];
      });
    }),
  );
}

interface StateCase {
  readonly memberships: readonly (readonly [number, number])[];
  readonly joined: readonly number[];
  readonly grants: readonly {
    readonly from: number;
    readonly to: number;
    readonly privilege: Privilege;
    readonly column: boolean;
    readonly option: boolean;
  }[];
  readonly loses: number | null;
}

interface DeclarationCase {
  readonly named: readonly number[];
  readonly entry: 'none' | 'table' | 'empty' | 'column';
  readonly privileges: readonly Privilege[];
  readonly option: boolean;
  readonly ignored: number | null;
}
