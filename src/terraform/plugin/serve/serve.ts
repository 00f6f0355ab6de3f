import type { AnyProvider } from '../provider';
import { closeServer, createServer, loadOnce } from '../server/server';
import { selfSignedIdentity } from '../wire/certificate';
import { localEndpoint } from '../wire/endpoint';
import { type Listening, listen } from '../wire/grpc';
import { handlers } from './handlers';
import { hclog } from './hclog';
import { liveWithParent } from './process-life';

/**
 * Serves a provider to the Terraform that started this process, and ends the process when that is over. `load` is
 * called with the first call that needs the provider, after the handshake: keep what is slow to load behind it. Nothing
 * may be written to stdout before. Without Terraform it says so and ends with exit code 1.
 *
 * @param options `told` is given every text that goes to people, in diagnostics and in the log, and gives what may be
 *   said of it. Default: all of it
 */
export async function serve(
  load: () => AnyProvider | Promise<AnyProvider>,
  { name, version, told = (text) => text }: ServeOptions,
): Promise<void> {
  const { env } = process;
  if (env.TF_PLUGIN_MAGIC_COOKIE !== MAGIC_COOKIE) {
    return giveUp(`This is the Terraform provider ${name} ${version}. Terraform starts it; it is of no use by itself.`);
  }
  const spoken = env.PLUGIN_PROTOCOL_VERSIONS;
  if (spoken && !spoken.split(',').includes(String(PROTOCOL))) {
    return giveUp(`${name} speaks plugin protocol ${PROTOCOL}, this Terraform ${spoken}. Use Terraform 1.5 or later.`);
  }

  const log = hclog(name, (line) => process.stderr.write(told(line)));
  // Terraform starts a process for each configuration of the provider: whoever connects speaks of the same.
  const server = createServer(loadOnce(load), log, told);
  const client = env.PLUGIN_CLIENT_CERT;
  const tls = client ? { own: selfSignedIdentity(), client } : undefined;
  const endpoint = localEndpoint(env);
  let listening: Listening | undefined;
  const life = liveWithParent({
    log,
    stop: () => server.session.stopping.abort(),
    close: async () => {
      await listening?.close();
      await closeServer(server);
    },
    remove: () => endpoint.remove(),
  });
  const connection = { handlers: handlers(server, life.end) };
  listening = await listen(() => connection, { endpoint, tls });
  const certificate = tls ? tls.own.der.toString('base64').replace(/=+$/, '') : '';
  process.stdout.write(`1|${PROTOCOL}|${endpoint.network}|${listening.address}|grpc|${certificate}\n`);
}

/** What is served, and what of it may be said. */
export interface ServeOptions {
  readonly name: string;
  readonly version: string;
  readonly told?: (text: string) => string;
}

/** go-plugin's sign that the process was started by Terraform; no secret. */
const MAGIC_COOKIE = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';
const PROTOCOL = 6;

function giveUp(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
