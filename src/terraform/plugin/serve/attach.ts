import type { Provider } from '../provider';
import { createServer } from '../server/server';
import { unixEndpoint } from '../wire/endpoint';
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
 * its source address, such as `registry.terraform.io/hashicorp/toy`. Log lines go to `log`; default: nowhere.
 */
export async function attach(
  address: string,
  provider: Provider | (() => Provider | Promise<Provider>),
  log: LogSink = () => undefined,
): Promise<Attached> {
  const server = createServer(typeof provider === 'function' ? provider : () => provider, hclog(address, log));
  const endpoint = unixEndpoint();
  const listening = await listen(
    handlers(server, () => undefined),
    { endpoint, tls: undefined },
  );
  const config = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: 'unix', String: listening.address },
  };
  return {
    reattach: JSON.stringify({ [address]: config }),
    socket: listening.address,
    close: async () => {
      await listening.close();
      await server.loaded?.close?.(server.configured);
      endpoint.remove();
    },
  };
}
