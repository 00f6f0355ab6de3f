import type { Server } from '../metadata';
import type { ServerParameters } from '../postgres/connect';

/** A declared server as the connection takes it: several ports become libpq's list. */
export function serverParameters({ ports, ...server }: Server): ServerParameters {
  return (ports === undefined ? server : { ...server, port: ports.join(',') }) as ServerParameters;
}
