import type { IConstruct } from 'constructs';
import { problem } from '../../src/problem';
import { type IPostgresqlServer, isSameServer } from '../server-reference';
import { refuse } from './validation';

/** Refuses a role of another server than that where it is named: there is none of its name, or another one. */
export function refuseOtherServer(
  construct: IConstruct,
  prop: string,
  role: { readonly roleName: string; readonly server?: IPostgresqlServer | undefined },
  here: IPostgresqlServer,
): void {
  const { server } = role;
  if (server === undefined || isSameServer(server, here)) return;
  refuse(construct, [
    problem(
      'CONFLICTING_VALUES',
      [prop],
      `The role belongs to the server ${server.serverName}, and is named on ${here.serverName}`,
      {
        value: role.roleName.includes('TfToken') ? server.serverName : role.roleName,
        allowed: `a role of the server ${here.serverName}`,
        next: "Make the role on this server as well; or name one that is there by DatabaseRole.fromRoleAttributes, a connector's user by ConnectorUser.fromConnectorUserAttributes.",
      },
    ),
  ]);
}
