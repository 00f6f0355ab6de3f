import type { Construct } from 'constructs';
import { CONNECTOR_ROLES, kindsWhere } from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuseDatabases } from '../grants/connector-databases';
import type { IDatabase, IPostgresqlServer } from '../server-reference';
import { refuseIam, refuseMisusedSignIn, type SignIn } from '../sign-in';
import { refuse } from './validation';

/** What a connector's user was given that may contradict its server. */
interface Given {
  readonly server: IPostgresqlServer;
  readonly signIn: SignIn;
  readonly name?: string | undefined;
  readonly superuser?: boolean | undefined;
  readonly databases?: readonly (IDatabase | string)[] | undefined;
}

/** Refuses what the kind of server does not allow, and a user that nobody could sign in as. */
export function refuseMisuse(construct: Construct, { server, signIn, name, superuser, databases }: Given): void {
  const { kind } = server;
  const needs = CONNECTOR_ROLES[kind.name];
  refuseMisusedSignIn(construct, signIn, name);
  refuseDatabases(construct, server, databases);
  if (superuser === true && !needs.superuser) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['superuser'], `\`superuser\` is asked for, and ${kind.name} has no superusers`, {
        value: true,
        allowed: `true or false on servers of the kind ${kindsWhere((role) => role.superuser).join(' or ')}`,
        next: `Leave it out: the user gets CREATEROLE and ${needs.memberOf.join(', ')}.`,
      }),
    ]);
  }
  if (signIn.by === 'iam') refuseIam(construct, kind);
}

/** Refuses Cloud SQL's own users elsewhere. */
export function refuseNotCloudSql(construct: Construct, { serverName, kind }: IPostgresqlServer): void {
  if (kind.name === 'cloudsql') return;
  refuse(construct, [
    problem(
      'CONFLICTING_VALUES',
      ['server'],
      `The server ${serverName} is of the kind ${kind.name}, not of Cloud SQL`,
      {
        value: kind.name,
        allowed: 'a server by PostgresqlServer.cloudSql, or with `kind: ServerKind.cloudSql(...)`',
        next: 'Say that Cloud SQL runs the server; elsewhere use ConnectorUser.fromConnectorUserAttributes.',
      },
    ),
  ]);
}
