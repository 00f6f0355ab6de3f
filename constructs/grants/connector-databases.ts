import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_ROLES, kindsWhere } from '../../src/metadata';
import { problem } from '../../src/problem';
import { userData } from '../checks/user-text';
import { refuse } from '../checks/validation';
import { AponopgGrants } from '../l1/aponopg-grants';
import { type IDatabase, type IPostgresqlServer, isSameServer } from '../server-reference';

/**
 * What the connector's user needs on databases where its memberships do not bring it: every privilege, with the right
 * to pass it on. Nothing that others gave is taken away.
 *
 * @param on `user` is the user's name, a reference where it is made in the same stack
 */
export function grantDatabases(
  construct: Construct,
  on: {
    readonly server: IPostgresqlServer;
    readonly user: string;
    readonly databases: readonly (IDatabase | string)[];
  },
): AponopgGrants[] {
  const { databasesTo } = CONNECTOR_ROLES[on.server.kind.name];
  if (databasesTo === undefined) return [];
  const grantee = databasesTo === 'itself' ? on.user : databasesTo;
  return on.databases.map(nameOf).map(
    (database, index) =>
      new AponopgGrants(construct, `Database-${Token.isUnresolved(database) ? index : database}`, {
        ...userData({ server: on.server.serverName, database }),
        mode: 'additive',
        grants: { database: { grantees: [grantee], on: 'database', privileges: ['ALL'], withGrantOption: true } },
        provider: on.server.provider,
      }),
  );
}

/** Refuses databases where none are needed, those of other servers, and those of PostgreSQL's or the cloud's own. */
export function refuseDatabases(
  construct: Construct,
  server: IPostgresqlServer,
  databases: readonly (IDatabase | string)[] = [],
): void {
  const { databasesTo, internalDatabases } = CONNECTOR_ROLES[server.kind.name];
  if (databases.length > 0 && databasesTo === undefined) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['databases'], `\`databases\` are given, and ${server.kind.name} needs none`, {
        value: databases.map(nameOf),
        allowed: `databases on servers of the kinds ${kindsWhere((role) => role.databasesTo !== undefined).join(', ')}`,
        next: 'Leave them out: the user gets at every database by its attributes and memberships.',
      }),
    ]);
  }
  for (const each of databases) if (typeof each !== 'string') refuseElsewhere(construct, each, server);
  const reserved = ['template0', 'template1', ...internalDatabases];
  const names = databases.map(nameOf);
  const wrong = names.filter((name, index) => reserved.includes(name) || names.indexOf(name) !== index);
  if (wrong.length > 0) {
    refuse(construct, [
      problem(
        'INVALID_VALUE',
        ['databases'],
        `\`databases\` names ${wrong.join(', ')}, which belong to the server itself or stand there twice`,
        {
          value: wrong,
          allowed: `your own databases, each once; not ${reserved.join(', ')}`,
          next: 'Leave them out.',
        },
      ),
    ]);
  }
}

function refuseElsewhere(construct: Construct, { databaseName, server }: IDatabase, here: IPostgresqlServer): void {
  if (isSameServer(server, here)) return;
  refuse(construct, [
    problem(
      'CONFLICTING_VALUES',
      ['databases'],
      `A database of the server ${server.serverName} is named on ${here.serverName}`,
      {
        value: databaseName,
        allowed: `databases of the server ${here.serverName}`,
        next: 'Name the database of this server.',
      },
    ),
  ]);
}

function nameOf(database: IDatabase | string): string {
  return typeof database === 'string' ? database : database.databaseName;
}
