import type { Server } from '../server/server';
import type { Handlers } from '../wire/grpc';
import { GrpcError, type Handler, STATUS } from '../wire/grpc-stream';
import { METHODS } from '../wire/methods';

/**
 * What answers Terraform: the provider's methods, and go-plugin's own services. What reads and answers messages is loaded
 * with the first of them.
 */
export function handlers(server: Server, shutdown: () => void): Handlers {
  const calls = () => (require('../calls/provider-calls') as typeof import('../calls/provider-calls')).PROVIDER_CALLS;
  const methods = METHODS.map((method): [string, Handler] => [
    `/tfplugin6.Provider/${method}`,
    (request, signal) => calls()[method](server, request, signal),
  ]);
  return {
    ...Object.fromEntries(methods),
    '/plugin.GRPCController/Shutdown': async () => {
      setImmediate(shutdown);
      return Buffer.alloc(0);
    },
    // What go-plugin opens and has nothing to carry here: what a plugin prints, and its side channels.
    '/plugin.GRPCStdio/StreamStdio': 'idle',
    '/plugin.GRPCBroker/StartStream': 'idle',
    '/grpc.health.v1.Health/Check': health,
  };
}

/** Whether the process, or the one service it has by go-plugin's convention, answers: where it can say so, it does. */
const health: Handler = async (request) => {
  const { readMessage, writeMessage } = require('../wire/messages') as typeof import('../wire/messages');
  const { service = '' } = readMessage('grpc.health.v1.HealthCheckRequest', request);
  if (service === '' || service === 'plugin') return writeMessage('grpc.health.v1.HealthCheckResponse', { status: 1 });
  throw new GrpcError(STATUS.notFound, `there is no service ${service}`);
};
