import { grantsResource } from '../../../src/handler/grants';
import { roleResource } from '../../../src/handler/role';
import { closedAfterwards } from '../../support/clean-up';
import { freshName, type PostgresServer, type TestDatabase } from '../../support/postgres';
import { Managed } from './managed';

const PASSWORD = 'for a while';

/** A schema `app` with tables `orders` and `items`, a connector, a group, and people. */
export interface Stage {
  readonly server: PostgresServer;
  readonly database: TestDatabase;
  readonly schema: string;
  /** Owns the schema and the tables. */
  readonly owner: string;
  /** No superuser: holds SELECT on `orders` with grant option, and ADMIN OPTION on the group. */
  readonly connector: string;
  readonly group: string;
  readonly alice: string;
  readonly bob: string;
  /** From PostgreSQL 16 on a membership has a row for each grantor. */
  readonly perGrantor: boolean;
  /** Makes another role that may sign in. */
  role(prefix: string, options?: string): Promise<string>;
  /** A name for a role that is to be made, and goes with the stage. */
  freshRole(prefix: string): Promise<string>;
  /** Of whoever signs in. */
  readonly password: string;
  /** The access list of `orders`, as it stands in the catalog. */
  accessList(): Promise<string[]>;
  /** A resource that nothing is declared of yet. */
  grants(): Managed;
  roleResource(): Managed;
  /** What is declared of `orders`, USAGE on the schema included. */
  orders(grantees: readonly string[], privileges: readonly string[], more?: object): Record<string, unknown>;
  /** Runs SQL as the superuser, in the schema. */
  query(sql: string): Promise<unknown>;
  /** Signs in as a role and runs SQL in the schema: `ok`, or what was said. */
  as(role: string, sql: string): Promise<string>;
  /** As `as`, and it has to work. */
  does(role: string, sql: string): Promise<void>;
  /** Who holds what on `orders`: `SELECT by connector` for each that gave it. */
  holds(role: string): Promise<string[]>;
  /** Who gave a role its memberships: `group by connector`. */
  memberships(role: string): Promise<string[]>;
}

export async function openStage(server: PostgresServer, database: TestDatabase): Promise<Stage> {
  const roles: string[] = [];
  const role = async (prefix: string, options = '') => {
    const name = freshName(prefix);
    roles.push(name);
    await server.query(`CREATE ROLE ${name} LOGIN PASSWORD '${PASSWORD}' ${options}`);
    return name;
  };
  const owner = await role('owner');
  const [connector, group] = [await role('connector'), await role('group')];
  const [alice, bob] = [await role('alice'), await role('bob')];
  const schema = freshName('app');
  await database.query(`CREATE SCHEMA ${schema} AUTHORIZATION ${owner}; SET ROLE ${owner}; SET search_path = ${schema};
    CREATE TABLE orders (id int); CREATE TABLE items (id int);
    GRANT USAGE ON SCHEMA ${schema} TO ${connector}, ${alice}, ${bob};
    GRANT SELECT ON orders TO ${connector} WITH GRANT OPTION;
    RESET ROLE; GRANT ${group} TO ${connector} WITH ADMIN OPTION`);
  const { host, port, superuser: username, password } = server;
  const main = { host, port, username, password, database: 'postgres', sslmode: 'disable' as const };
  const inSchema = (sql: string) => `SET search_path = ${schema}; ${sql}`;
  const stage: Stage = {
    ...{ server, database, schema, owner, connector, group, alice, bob, role },
    password: PASSWORD,
    async freshRole(prefix) {
      const name = freshName(prefix);
      roles.push(name);
      return name;
    },
    async accessList() {
      const rows = await database.query(`SELECT relacl::text FROM pg_class WHERE oid = '${schema}.orders'::regclass`);
      return rows.map(({ relacl }) => String(relacl));
    },
    perGrantor: server.major >= 16,
    grants: () => new Managed(grantsResource, { servers: { main } }),
    roleResource: () => new Managed(roleResource, { servers: { main } }),
    orders: (grantees, privileges, more) => ({
      use: { grantees, on: 'schema', objects: [schema], privileges: ['USAGE'] },
      orders: { grantees, on: 'table', schemas: [schema], objects: ['orders'], privileges, ...more },
    }),
    query: (sql) => database.query(inSchema(sql)),
    as: (name, sql) => database.tryAs(name, PASSWORD, inSchema(sql)),
    async does(name, sql) {
      expect(await stage.as(name, sql)).toBe('ok');
    },
    async holds(name) {
      const rows = await database.query<{ line: string }>(
        `SELECT privilege_type || ' by ' || grantor::regrole AS line FROM pg_class, aclexplode(relacl)
          WHERE oid = '${schema}.orders'::regclass AND grantee = '${name}'::regrole ORDER BY 1`,
      );
      return rows.map(({ line }) => line);
    },
    async memberships(name) {
      const rows = await server.query<{ line: string }>(
        `SELECT roleid::regrole || ' by ' || grantor::regrole AS line FROM pg_auth_members
          WHERE member = '${name}'::regrole ORDER BY 1`,
      );
      return rows.map(({ line }) => line);
    },
  };
  closedAfterwards({
    async close() {
      await database.query(`DROP SCHEMA ${schema} CASCADE`);
      for (const name of roles) {
        const [there] = await server.query(`SELECT 1 FROM pg_roles WHERE rolname = '${name}'`);
        if (there) await database.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
      }
    },
  });
  return stage;
}
