import { openServer } from '../../../src/postgres/connect';
import { destroyRole } from '../../../src/postgres/destroy';
import { applyGrants } from '../../../src/postgres/grants';
import { applyRole, makeRoles } from '../../../src/postgres/roles';
import type { DatabaseServer } from '../../../src/postgres/session';
import { cleanUp } from '../../support/clean-up';
import { type FaultProxy, openFaultProxy } from '../../support/fault-proxy';
import { labelled } from '../../support/labelled';
import { databaseOn, freshName, sharedServer, type TestDatabase } from '../../support/postgres';
import { snapshot } from './snapshot';

/** A database with the roles around it, administered through a proxy by somebody who is no superuser. */
export interface World {
  readonly database: TestDatabase;
  readonly proxy: FaultProxy;
  readonly applies: Readonly<Record<ApplyName, Apply>>;
  /** The server as the product opens it, by the proxy. @param patience seconds after which it gives up what does not answer; default: 2 */
  open(patience?: number): DatabaseServer;
  snapshot(): Promise<string>;
  /** What the admin's sessions are still in the middle of. */
  underWay(): Promise<string[]>;
}

/** Something that the product does in one transaction. */
export interface Apply {
  run(server: DatabaseServer): Promise<unknown>;
  /** SQL that undoes it, whether it was done or not. */
  readonly undo: string;
}

export const APPLIES = [
  'a role is made',
  'roles are made together',
  'a role is changed',
  'grants of a borrowed owner',
  'a role is destroyed',
] as const;

export type ApplyName = (typeof APPLIES)[number];

const PASSWORD = 'an admin for tests';

/** Makes such a database; it is gone after the test. */
export async function openWorld(version: number): Promise<World> {
  const server = await sharedServer(version);
  const database = await databaseOn(server);
  const proxy = await openFaultProxy(server);
  const prefix = freshName('fault');
  const names = ['admin', 'owner', 'team', 'other', 'heir', 'reader', 'second', 'changed', 'old'] as const;
  const role = Object.fromEntries(names.map((name) => [name, `${prefix}_${name}`])) as Record<Name, string>;
  type Name = (typeof names)[number];
  // As if the admin had made it: from 16 on, CREATEROLE manages only what it has ADMIN OPTION for.
  const make = (name: Name) =>
    `CREATE ROLE ${role[name]};
     ${version >= 16 ? `GRANT ${role[name]} TO ${role.admin} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;` : ''}`;
  const oldOne = `${make('old')} ALTER TABLE app.kept OWNER TO ${role.old}; GRANT SELECT ON app.orders TO ${role.old};`;
  await database.query(
    `CREATE ROLE ${role.admin} LOGIN CREATEROLE PASSWORD '${PASSWORD}';
     ALTER DATABASE "${database.name}" OWNER TO ${role.admin};
     ${(['owner', 'team', 'other', 'heir', 'changed'] as const).map(make).join('')}
     CREATE SCHEMA app AUTHORIZATION ${role.owner};
     CREATE TABLE app.orders (id int); CREATE TABLE app.items (id int); CREATE TABLE app.kept (id int);
     CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
     ALTER TABLE app.orders OWNER TO ${role.owner}; ALTER TABLE app.items OWNER TO ${role.owner};
     ALTER FUNCTION app.one() OWNER TO ${role.owner};
     GRANT SELECT ON app.items TO ${role.team};
     ${oldOne}`,
  );
  const open = (patience = 2) =>
    openServer(
      {
        host: '127.0.0.1',
        port: proxy.port,
        username: role.admin,
        password: PASSWORD,
        database: database.name,
        sslmode: 'disable',
        connect_timeout_seconds: patience,
      },
      { env: {} },
    );
  cleanUp(async () => {
    await database.drop();
    await server.query(names.map((name) => `DROP ROLE IF EXISTS ${role[name]};`).join(''));
  });

  const options = { serverName: 'main' };
  const reader = { name: role.reader, login: true, comment: 'reads', member_of: [{ role: role.team }] };
  const changed = { name: role.changed, member_of: [] };
  const grants = {
    database: database.name,
    grants: labelled([
      { grantees: [role.team], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
      { grantees: [role.team], on: 'table', schemas: ['app'], objects: ['orders'], privileges: ['SELECT', 'INSERT'] },
      { grantees: [role.team], on: 'database', objects: [database.name], privileges: ['CONNECT'] },
      { grantees: [role.other], on: 'function', schemas: ['app'], objects: ['one()'], privileges: ['EXECUTE'] },
    ]),
    default_privileges: labelled([
      { owners: [role.owner], schemas: ['app'], on: 'table', grantees: [role.team], privileges: ['SELECT'] },
    ]),
  } as const satisfies Parameters<typeof applyGrants>[1];
  const dropOwned = (name: Name) =>
    `DO $$ BEGIN IF to_regrole('${role[name]}') IS NOT NULL THEN DROP OWNED BY ${role[name]}; END IF; END $$;`;
  const gone = (name: Name) => `DROP ROLE IF EXISTS ${role[name]};`;
  const applies: Record<ApplyName, Apply> = {
    'a role is made': {
      run: (on) => applyRole(on, reader, options),
      undo: gone('reader'),
    },
    'roles are made together': {
      run: (on) =>
        makeRoles(on, [
          { wanted: reader, options },
          { wanted: { name: role.second, member_of: [{ role: role.other }] }, options },
        ]),
      undo: gone('reader') + gone('second'),
    },
    'a role is changed': {
      run: (on) =>
        applyRole(
          on,
          { ...changed, connection_limit: 5, settings: { work_mem: '8MB' }, member_of: [{ role: role.team }] },
          { ...options, previous: changed },
        ),
      undo: `ALTER ROLE ${role.changed} CONNECTION LIMIT -1; ALTER ROLE ${role.changed} RESET ALL;
        REVOKE ${role.team} FROM ${role.changed} ${version >= 16 ? `GRANTED BY ${role.admin}` : ''};`,
    },
    'grants of a borrowed owner': {
      run: (on) => applyGrants(on, grants),
      undo: `${dropOwned('team')} ${dropOwned('other')} GRANT SELECT ON app.items TO ${role.team};`,
    },
    'a role is destroyed': {
      run: (on) => destroyRole(on, role.old, { reassign_owned_to: role.heir }),
      undo: `DO $$ BEGIN IF to_regrole('${role.old}') IS NULL THEN ${oldOne} END IF; END $$;`,
    },
  };
  return {
    database,
    proxy,
    applies,
    open,
    snapshot: () => snapshot(database, `${prefix}%`),
    underWay: async () => {
      const rows = await database.query(
        `SELECT format('%s %s: %s', pid, state, query) AS text FROM pg_stat_activity
          WHERE usename = $1 AND (xact_start IS NOT NULL OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory'))`,
        { values: [role.admin] },
      );
      return rows.map(({ text }) => text);
    },
  };
}
