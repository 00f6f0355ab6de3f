import type { AnyProvider } from '../provider';
import { closeServer, createServer, loadOnce } from '../server/server';
import { localEndpoint } from '../wire/endpoint';
import { listen } from '../wire/grpc';
import { handlers } from './handlers';
import { hclog, type LogSink } from './hclog';

/** A provider inside this process that Terraform can be pointed to. */
export interface Attached {
  /** What to set `TF_REATTACH_PROVIDERS` to. */
  readonly reattach: string;
  /** The socket it listens on, in plaintext. */
  readonly socket: string;
  close(): Promise<void>;
}

/**
 * Serves a provider inside this process, for tests and debuggers: Terraform neither installs nor starts it. `address` is
 * its source address, such as `registry.terraform.io/hashicorp/toy`. Terraform connects once for each configuration of the
 * provider, and each connection is configured by itself. Log lines go to `log`; default: nowhere.
 */
export async function attach(
  address: string,
  provider: AnyProvider | (() => AnyProvider | Promise<AnyProvider>),
  log: LogSink = () => undefined,
): Promise<Attached> {
  const load = loadOnce(typeof provider === 'function' ? provider : () => provider);
  const endpoint = localEndpoint();
  const closing = new Set<Promise<void>>();
  const connect = () => {
    const server = createServer(load, hclog(address, log));
    const closed = () => {
      const done = closeServer(server).then(() => {
        closing.delete(done);
      });
      closing.add(done);
    };
    return { handlers: handlers(server, () => undefined), closed };
  };
  const listening = await listen(connect, { endpoint, tls: undefined });
  const config = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: endpoint.network, String: listening.address },
  };
  return {
    reattach: JSON.stringify({ [address]: config }),
    socket: listening.address,
    close: async () => {
      await listening.close();
      await Promise.all(closing);
      endpoint.remove();
    },
  };
}
