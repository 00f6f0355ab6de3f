import fc from 'fast-check';
import { readGrants, scopeOf } from '../../../src/postgres/grants';
import { indexFound } from '../../../src/postgres/grants/found/found-index';
import { freshName, serverVersions } from '../../support/postgres';
import { type Engine, engineOn } from './engine';

const RUNS = Number(process.env.TEST_RANDOM_RUNS ?? 12);
const COUNT = 7;

/** A membership of a later role in an earlier one, so that none goes round in a circle. */
interface Edge {
  readonly pair: [number, number];
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
  /** Refused by the server where that role has no ADMIN OPTION. */
  readonly by: number | null;
}

describe.each(serverVersions())('what an admin may do as other roles on PostgreSQL %d', (version) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await engineOn(version);
  });
  afterAll(() => engine.close());

  const edge = fc.record({
    pair: fc.uniqueArray(fc.nat(COUNT - 1), { minLength: 2, maxLength: 2 }) as fc.Arbitrary<[number, number]>,
    admin: fc.boolean(),
    inherit: fc.boolean(),
    set: fc.boolean(),
    by: fc.option(fc.nat(COUNT - 1)),
  });
  const graph = fc.record({
    attributes: fc.array(fc.record({ inherit: fc.boolean(), superuser: fc.nat(6).map((each) => each === 0) }), {
      minLength: COUNT,
      maxLength: COUNT,
    }),
    edges: fc.array(edge, { maxLength: 14 }),
    owner: fc.nat(COUNT - 1),
  });

  test('is what pg_has_role says, whoever the admin is and however the memberships stand', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async ({ attributes, edges, owner }) => {
        const prefix = freshName('r');
        const name = (at: number) => `${prefix}_${at}`;
        const made = attributes.map(
          ({ inherit, superuser }, at) =>
            `CREATE ROLE ${name(at)} ${inherit ? '' : 'NO'}INHERIT ${superuser ? '' : 'NO'}SUPERUSER`,
        );
        const granted = edges.map(
          (each) => `BEGIN ${grantOf(each, name, version)}; EXCEPTION WHEN OTHERS THEN NULL; END`,
        );
        await engine.database.query(`${made.join(';')}; ALTER DATABASE "${engine.database.name}" OWNER TO ${name(owner)};
          DO $$ BEGIN ${granted.map((each) => `${each};`).join('\n')} END $$`);
        const found = await engine.server.use((session) =>
          readGrants(session, scopeOf({ database: engine.database.name })),
        );
        const set = version >= 16 ? 'SET' : 'MEMBER';
        const told = await engine.database.query(`
          SELECT m.rolname AS admin, json_object_agg(r.rolname, json_build_array(pg_has_role(m.oid, r.oid, 'USAGE'), pg_has_role(m.oid, r.oid, '${set}'))) AS roles
          FROM pg_roles m, pg_roles r WHERE starts_with(m.rolname, '${prefix}_')
            AND (starts_with(r.rolname, '${prefix}_') OR r.rolname IN ('pg_database_owner', 'pg_monitor', 'postgres')) GROUP BY m.rolname`);
        expect(told).toHaveLength(COUNT);
        for (const { admin, roles } of told as unknown as { admin: string; roles: Record<string, boolean[]> }[]) {
          const known = indexFound({ ...found, admin }).roles;
          const ours = Object.keys(roles).map((each) => [each, [known.get(each)?.usable, known.get(each)?.settable]]);
          expect({ admin, roles: Object.fromEntries(ours) }).toEqual({ admin, roles });
        }
        await engine.database.query(`ALTER DATABASE "${engine.database.name}" OWNER TO CURRENT_USER;
          DROP ROLE ${attributes.map((_, at) => name(at)).join(', ')}`);
      }),
      { numRuns: RUNS },
    );
  });
});

function grantOf({ pair, admin, inherit, set, by }: Edge, name: (at: number) => string, version: number): string {
  const [role, member] = pair.toSorted((a, b) => a - b).map((each) => name(each));
  const grantor = by === null ? '' : ` GRANTED BY ${name(by)}`;
  const options =
    version >= 16 ? ` WITH ADMIN ${admin}, INHERIT ${inherit}, SET ${set}` : admin ? ' WITH ADMIN OPTION' : '';
  return `GRANT ${role} TO ${member}${options}${grantor}`;
}
