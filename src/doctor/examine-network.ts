import type { ConnectionPlan } from '../postgres/connect/settings/connection-plan';
import type { Endpoint } from '../postgres/connect/socket';
import { type Finding, failed, notChecked, ok, warning } from './finding';
import { addressesOf, askForTls, tryEndpoint } from './network';
import type { Surroundings } from './surroundings';
import { tlsFindings } from './tls-findings';

/** The place that answered first. */
export interface Reached {
  readonly host: ConnectionPlan['hosts'][number];
  readonly endpoint: Endpoint;
}

/** Name resolution and TCP of every host; gives the first that answers. */
export async function examineNetwork(
  plan: ConnectionPlan,
  { signal }: Surroundings,
  findings: Finding[],
): Promise<Reached | undefined> {
  const names: Finding[] = [];
  const ports: Finding[] = [];
  let reached: Reached | undefined;
  for (const host of plan.hosts) {
    let endpoints: Endpoint[];
    try {
      const addresses = await addressesOf(host);
      endpoints =
        host.socket === undefined
          ? addresses.map((each) => ({ host: each, port: host.port }))
          : [{ path: host.socket }];
      names.push(
        ok('', host.socket === undefined ? `${host.name}: ${addresses.join(', ')}` : `${host.name}: a socket`),
      );
    } catch (error) {
      const next = 'Check the name, and that this machine asks the right name server.';
      names.push(failed('', `${host.name} is not known (${codeOf(error)})`, next));
      continue;
    }
    for (const endpoint of endpoints) {
      const place = 'path' in endpoint ? endpoint.path : `${endpoint.host} port ${endpoint.port}`;
      try {
        await tryEndpoint(endpoint, plan, signal);
        ports.push(ok('', `${place} answers`));
        reached ??= { host, endpoint };
      } catch (error) {
        const next =
          'Check host and port, that the server listens there, and security groups and firewalls in between.';
        ports.push(failed('', `${place} does not answer (${codeOf(error)})`, next));
      }
    }
  }
  findings.push(together('name resolution', names));
  if (ports.length > 0) findings.push(together('TCP', ports));
  return reached;
}

/** One finding of several places: failed only when none of them is well. */
function together(step: string, findings: readonly Finding[]): Finding {
  const found = findings.map((each) => each.found).join('; ');
  const bad = findings.find(({ mark }) => mark !== 'ok');
  if (bad === undefined) return ok(step, found);
  return (findings.some(({ mark }) => mark === 'ok') ? warning : failed)(step, found, bad.next);
}

/** TLS, certificate and sslmode, looked at without signing in. */
export async function examineEncryption(
  plan: ConnectionPlan,
  { host, endpoint }: Reached,
  { signal }: Surroundings,
  findings: Finding[],
): Promise<void> {
  if ('path' in endpoint) {
    const why = 'a socket of this machine, which libpq never encrypts';
    findings.push(ok('TLS', why), notChecked('certificate', why), notChecked('sslmode', why));
    return;
  }
  const { mode, rootCert } = plan.tls;
  try {
    const answer = await askForTls(endpoint, plan, host, signal);
    const shown = rootCert.includes('-----BEGIN') ? 'given as text' : rootCert;
    findings.push(...tlsFindings(answer, { mode, host: host.certificateName, rootCert: shown }, new Date()));
  } catch (error) {
    findings.push(
      failed('TLS', `the connection broke (${codeOf(error)})`, 'Check that a PostgreSQL server listens at this port.'),
    );
  }
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
