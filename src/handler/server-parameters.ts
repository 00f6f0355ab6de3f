import type { Server } from '../metadata';
import type { ServerParameters } from '../postgres/connect';

/** What a server is reached by, and what may be done there. */
export type HandledServer = ServerParameters & Pick<Server, 'plan_only'>;

/** A declared server as the connection takes it: several ports become libpq's list. */
export function serverParameters({ ports, ...server }: Server): HandledServer {
  return (ports === undefined ? server : { ...server, port: ports.join(',') }) as HandledServer;
}
