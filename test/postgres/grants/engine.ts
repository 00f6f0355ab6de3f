import type { DeclaredGrants, DefaultPrivilegeEntry, GrantEntry } from '../../../src/metadata';
import { refuseBeyond } from '../../../src/postgres/beyond-review';
import { openServer } from '../../../src/postgres/connect';
import {
  type ApplyGrantsOptions,
  applyGrants,
  beyondReview,
  type GrantStatement,
  type GrantsPlan,
  readAndPlan,
  renderStatement,
} from '../../../src/postgres/grants';
import type { DatabaseServer } from '../../../src/postgres/session';
import { labelled } from '../../support/labelled';
import { databaseOn, freshName, type PostgresServer, sharedServer, type TestDatabase } from '../../support/postgres';

/** A declaration without its database; entries may be lists, for tests to which the labels mean nothing. */
export interface EngineDeclaration extends Partial<Omit<DeclaredGrants, 'grants' | 'default_privileges'>> {
  readonly grants?: DeclaredGrants['grants'] | readonly GrantEntry[];
  readonly default_privileges?: DeclaredGrants['default_privileges'] | readonly DefaultPrivilegeEntry[];
}

/** As for `applyGrants`; the database of what was declared before may be left out. */
export interface EngineOptions extends Omit<ApplyGrantsOptions, 'prior'> {
  /** The statements that somebody saw; doing more is refused. */
  readonly reviewed?: readonly GrantStatement[];
  readonly prior?: EngineDeclaration | undefined;
}

/** A database with the engine pointed at it, signed in as some admin. */
export interface Engine {
  readonly database: TestDatabase;
  readonly server: DatabaseServer;
  readonly admin: string;
  apply(declared: EngineDeclaration, options?: EngineOptions): Promise<readonly string[]>;
  /** What is declared, in full. */
  full(declared: EngineDeclaration): DeclaredGrants;
  plan(declared: EngineDeclaration, prior?: EngineDeclaration): Promise<EnginePlan>;
  /** Makes a role with a login and gives its name. */
  role(prefix?: string, options?: string): Promise<string>;
  /** Signs in as a role and runs SQL. */
  as(role: string, sql: string): Promise<string>;
  close(): Promise<void>;
}

export interface EnginePlan {
  readonly statements: readonly string[];
  readonly codes: readonly string[];
  readonly plan: Awaited<ReturnType<typeof readAndPlan>>;
}

export const PASSWORD = 'a role for tests';

export function openEngine(database: TestDatabase, user?: string): DatabaseServer {
  const { host, port, superuser, password } = database.server;
  return openServer(
    {
      host,
      port,
      username: user ?? superuser,
      password: user === undefined ? password : PASSWORD,
      database: database.name,
      sslmode: 'disable',
    },
    {},
  );
}

/** @param admin `superuser`, or a CREATEROLE role that owns the database and is a member of nothing else */
export async function engineOn(
  version: number | undefined,
  admin: 'superuser' | 'createrole' = 'superuser',
  on?: PostgresServer,
): Promise<Engine> {
  const shared = on ?? (await sharedServer(version));
  const database = await databaseOn(shared);
  const roles: string[] = [];
  const role = async (prefix = 'role', options = '') => {
    const name = freshName(prefix);
    roles.push(name);
    await shared.query(`CREATE ROLE "${name}" LOGIN PASSWORD '${PASSWORD}' ${options}`);
    return name;
  };
  const user = admin === 'superuser' ? undefined : await role('admin', 'CREATEROLE');
  if (user !== undefined) await shared.query(`ALTER DATABASE "${database.name}" OWNER TO "${user}"`);
  const server = openEngine(database, user);
  const full = ({ grants, default_privileges, ...declared }: EngineDeclaration): DeclaredGrants => ({
    database: database.name,
    ...declared,
    ...(grants && { grants: mapOf(grants) }),
    ...(default_privileges && { default_privileges: mapOf(default_privileges) }),
  });
  return {
    database,
    server,
    admin: user ?? shared.superuser,
    apply: async (declared, { prior, reviewed, ...options } = {}) => {
      const refuse = ({ changes }: GrantsPlan) => refuseBeyond(beyondReview(changes, reviewed ?? []));
      const given = { ...options, prior: prior && full(prior), ...(reviewed && { refuse }) };
      return (await applyGrants(server, full(declared), given)).statements.map(renderStatement);
    },
    plan: async (declared, prior) => {
      const plan = await server.use((session) => readAndPlan(session, full(declared), { prior: prior && full(prior) }));
      return {
        plan,
        statements: plan.statements.map(renderStatement),
        codes: plan.problems.map((each) => each.code),
      };
    },
    full,
    role,
    as: (name, sql) => shared.tryAs(name, PASSWORD, database.name, sql),
    close: async () => {
      await server.close();
      await database.drop();
      for (const name of roles) await shared.query(`DROP ROLE IF EXISTS "${name}"`).catch(() => undefined);
    },
  };
}

function mapOf<Entry>(entries: Readonly<Record<string, Entry>> | readonly Entry[]): Readonly<Record<string, Entry>> {
  return Array.isArray(entries) ? labelled(entries as readonly Entry[]) : (entries as Readonly<Record<string, Entry>>);
}
