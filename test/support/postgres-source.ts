import { request } from 'node:http';
import { type Binaries, findBinaries } from '../../scripts/postgres/binaries';

/** Where the tests' default server comes from. */
export type PostgresSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'container'; readonly image: string; readonly major: number }
  | { readonly kind: 'binaries'; readonly binaries: Binaries };

/** The major version of the server in a container. */
const CONTAINER_MAJOR = 17;

/**
 * Picks the source: the server that TEST_POSTGRES_URL names, else a container where a Docker engine answers, else server
 * binaries on this machine, else those from npm.
 */
export async function choosePostgresSource(env: NodeJS.ProcessEnv = process.env): Promise<PostgresSource> {
  const url = env.TEST_POSTGRES_URL;
  if (url) return { kind: 'url', url };
  if (await dockerAnswers(env.DOCKER_HOST)) {
    return { kind: 'container', image: `postgres:${CONTAINER_MAJOR}`, major: CONTAINER_MAJOR };
  }
  return { kind: 'binaries', binaries: findBinaries() };
}

/** The source in words, without a password. */
export function describeSource(source: PostgresSource): string {
  if (source.kind === 'url') return `the server of TEST_POSTGRES_URL (${new URL(source.url).host})`;
  if (source.kind === 'container') return `a container of ${source.image}`;
  return `PostgreSQL ${source.binaries.version}, ${source.binaries.origin}`;
}

const DOCKER_LIMIT_MILLISECONDS = 500;

/** Whether an engine answers, not only whether its client is installed. */
export function dockerAnswers(host = 'unix:///var/run/docker.sock'): Promise<boolean> {
  const { protocol, hostname, port, pathname } = new URL(host);
  const where = protocol === 'unix:' ? { socketPath: pathname } : { hostname, port: port || 2375 };
  return new Promise((resolve) => {
    const ping = request({ ...where, path: '/_ping', timeout: DOCKER_LIMIT_MILLISECONDS }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ping.once('timeout', () => ping.destroy());
    ping.once('error', () => resolve(false));
    ping.once('close', () => resolve(false));
    ping.end();
  });
}
