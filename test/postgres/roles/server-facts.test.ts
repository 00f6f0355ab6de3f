import { openServer } from '../../../src/postgres/connect';
import { readServerFacts } from '../../../src/postgres/roles';
import { freshName, sharedServer } from '../../support/postgres';
import { FEWER_VERSIONS } from '../grants/random-runs';

test.each(FEWER_VERSIONS)(
  'whether membership in a role may be given is told as PostgreSQL %i tells it',
  async (version) => {
    const server = await sharedServer(version);
    const [admin, group, over, lent, given, plain, power, outside] = Array.from({ length: 8 }, () =>
      freshName('of'),
    ) as [...[string, string, string, string, string, string, string, string]];
    const roles = [group, over, lent, given, plain, power, outside];
    await server.query(
      `CREATE ROLE ${admin} LOGIN NOINHERIT PASSWORD 'p'; CREATE ROLE ${power} SUPERUSER;
     ${[group, over, lent, given, plain, outside].map((each) => `CREATE ROLE ${each}`).join(';')};
     GRANT ${group} TO ${admin}; GRANT ${over} TO ${group};
     GRANT ${lent} TO ${over} WITH ADMIN OPTION; GRANT ${given} TO ${admin} WITH ADMIN OPTION; GRANT ${plain} TO ${admin}`,
    );
    const engine = openServer(
      { host: server.host, port: server.port, username: admin, password: 'p', database: 'postgres' },
      { env: {} },
    );
    try {
      for (const attribute of ['NOCREATEROLE', 'CREATEROLE']) {
        await server.query(`ALTER ROLE ${admin} ${attribute}`);
        const all = [...roles, admin];
        const asked = await engine.use((session) =>
          session.query<{ name: string; may: boolean }>(
            `SELECT rolname AS name, pg_has_role(oid, 'MEMBER WITH ADMIN OPTION') AS may FROM pg_roles WHERE rolname = ANY ($1)`,
            [all],
          ),
        );
        const byCreaterole = attribute === 'CREATEROLE' && version < 16;
        const expected = asked.map(({ name, may }) => [name, may || (byCreaterole && name !== power)]);
        const facts = await engine.use((session) => readServerFacts(session, all, false));
        const told = [...facts.roles].map(([name, { grantable }]) => [name, grantable]);
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
        expect(facts.roles.get(lent)?.grantable).toBe(true);
        if (!byCreaterole) expect(facts.roles.get(outside)?.grantable).toBe(false);
      }
    } finally {
      await engine.close();
      await server.query(`DROP ROLE ${[admin, ...roles].join(', ')}`);
    }
  },
);
