import { type AponoClient, connectorProblem, createAponoClient, DEFAULT_ENDPOINT, waitUntilActive } from '../apono';
import { ProblemError } from '../problem';
import { type Finding, failed, notChecked, ofProblems, ok, type Section, some, warning } from './finding';
import type { AponoSubject } from './subject';
import type { Surroundings } from './surroundings';

/** Examines Apono's API, the token, the connectors and the integrations. Changes nothing. */
export async function examineApono(subject: AponoSubject, around: Surroundings): Promise<Section> {
  const findings: Finding[] = [];
  const client = await reach(subject, around, findings);
  for (const each of subject.connectors) {
    const step = `connector ${each.id}`;
    findings.push(
      client === undefined ? notChecked(step, 'Apono was not reached') : await connector(client, step, each),
    );
  }
  for (const each of subject.integrations) {
    const step = `integration ${each.name}`;
    findings.push(
      client === undefined
        ? notChecked(step, 'Apono was not reached')
        : await integration(client, step, { ...each, waitSeconds: subject.waitSeconds }, around.signal),
    );
  }
  return { title: 'Apono', findings };
}

async function reach(
  { endpoint: given, token: known, connectors, integrations }: AponoSubject,
  { env, signal }: Surroundings,
  findings: Finding[],
): Promise<AponoClient | undefined> {
  const endpoint = given ?? (env.APONO_ENDPOINT || DEFAULT_ENDPOINT);
  const token = known ?? env.APONO_PERSONAL_TOKEN;
  if (!token) {
    // Only a server to be looked at: Apono is not missed then.
    const missed = connectors.length + integrations.length > 0;
    const next = 'Set APONO_PERSONAL_TOKEN.';
    findings.push(
      notChecked('endpoint', 'it is asked with a token'),
      missed ? failed('token', 'none is given', next) : notChecked('token', 'none is given', next),
    );
    return undefined;
  }
  try {
    const client = createAponoClient({ endpoint, token, signal, retries: 1, timeoutSeconds: 15 });
    const ids: string[] = [];
    for await (const { id } of client.connectors.list()) ids.push(id);
    findings.push(ok('endpoint', endpoint), ok('token', `accepted; connectors: ${some(ids) || 'none'}`));
    return client;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const answered = error.problems[0]?.code === 'APONO_TOKEN_REFUSED';
    findings.push(
      ...(answered
        ? [ok('endpoint', endpoint), ofProblems('token', error.problems)]
        : [ofProblems('endpoint', error.problems), notChecked('token', 'endpoint failed')]),
    );
    return undefined;
  }
}

async function connector(
  client: AponoClient,
  step: string,
  wanted: AponoSubject['connectors'][number],
): Promise<Finding> {
  try {
    const found = await client.connectors.get(wanted.id);
    for (const minimumVersion of [undefined, ...wanted.minimumVersions]) {
      const wrong = connectorProblem(found, minimumVersion === undefined ? {} : { minimumVersion });
      if (wrong !== undefined) return ofProblems(step, [wrong], wrong.severity === 'error' ? 'failed' : 'warning');
    }
    const said = `${found.status}, version ${found.version}`;
    return found.is_latest_version === false ? warning(step, `${said}; there is a newer one`) : ok(step, said);
  } catch (error) {
    if (error instanceof ProblemError) return ofProblems(step, error.problems);
    throw error;
  }
}

async function integration(
  client: AponoClient,
  step: string,
  wanted: AponoSubject['integrations'][number] & { readonly waitSeconds: number | undefined },
  signal: AbortSignal,
): Promise<Finding> {
  const { waitSeconds: seconds } = wanted;
  try {
    const registered = await client.integrations.findByName(wanted.name);
    if (registered === null) {
      return wanted.declared && seconds === undefined
        ? warning(step, 'not registered yet', 'Nothing to do: applying registers it.')
        : failed(step, 'Apono has no integration of this name', 'Correct the name, or register it.');
    }
    const found =
      seconds === undefined ? registered : await waitUntilActive(client, registered.id, { seconds, signal });
    const said = `${found.status}${found.last_sync_time ? `, last synchronized ${found.last_sync_time}` : ''}`;
    if (found.status === 'Active') return ok(step, said);
    if (found.status === 'Error')
      return failed(step, said, 'Look at the integration in Apono: it tells what the connector met.');
    return warning(step, said, 'It serves nobody until it is Active.');
  } catch (error) {
    if (error instanceof ProblemError) return ofProblems(step, error.problems);
    throw error;
  }
}
