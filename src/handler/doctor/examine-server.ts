import type { ConnectionPlan } from '../../postgres/connect/plan';
import { resolveParameters } from '../../postgres/connect/resolve';
import type { Endpoint } from '../../postgres/connect/socket';
import type { DatabaseServer } from '../../postgres/session';
import { ProblemError } from '../../problem';
import { serverParameters } from '../server-parameters';
import { type Finding, failed, notChecked, ofProblems, ok, type Section, warning } from './finding';
import { addressesOf, askForTls, tryEndpoint } from './network';
import { readPublicRights, readServerRights, type ServerRights } from './read-rights';
import {
  adminFinding,
  connectorFinding,
  connectorRightsFinding,
  databaseFinding,
  publicFinding,
  variantOf,
  versionFinding,
} from './rights-findings';
import type { ServerSubject } from './subject';
import { tlsFindings } from './tls-findings';

/** What the steps work with. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Every step, in the order in which one depends on the other. */
const STEPS = [
  'parameters',
  'name resolution',
  'TCP',
  'TLS',
  'certificate',
  'sslmode',
  'sign-in',
  'version',
  'database',
  'admin',
  "connector's user",
  "connector's rights",
  "connector's sign-in",
  'PUBLIC',
] as const;

/** Examines one server step by step; what depends on a failed step is not checked. Changes nothing. */
export async function examineServer(subject: ServerSubject, around: Surroundings): Promise<Section> {
  const findings: Finding[] = [];
  await examine(subject, around, findings);
  const done = new Set(findings.map(({ step }) => step.replace(/ in .*/, '')));
  const cause = findings.find(({ mark }) => mark === 'failed')?.step ?? 'an earlier step';
  const rest = STEPS.filter((step) => !done.has(step)).map((step) => notChecked(step, `${cause} failed`));
  return { title: `Server ${subject.name}`, findings: [...findings, ...rest] };
}

async function examine(subject: ServerSubject, around: Surroundings, findings: Finding[]): Promise<void> {
  const plan = parameters(subject, around, findings);
  if (plan === undefined) return;
  const reached = await network(plan, around, findings);
  if (reached === undefined) return;
  await encryption(plan, reached, around, findings);
  // Another host may still do where there are several.
  if (plan.hosts.length === 1 && findings.some(({ mark }) => mark === 'failed')) return;
  await signedIn(subject, plan, around, findings);
}

function parameters(subject: ServerSubject, { env }: Surroundings, findings: Finding[]): ConnectionPlan | undefined {
  const step = 'parameters';
  if (subject.unknown !== undefined && subject.unknown.length > 0) {
    const next = 'Set the variables (TF_VAR_...), or give the server by --host and its kin.';
    findings.push(failed(step, `not known: ${subject.unknown.join('; ')}`, next));
    return undefined;
  }
  try {
    const plan = resolveParameters(serverParameters(subject.parameters), env, 'aponopg doctor');
    const places = plan.hosts.map(({ name, port }) => `${name}:${port}`).join(', ');
    findings.push(
      ok(step, `${plan.user} at ${places}, database ${plan.database}, sslmode ${plan.tls.mode}, ${credentials(plan)}`),
    );
    return plan;
  } catch (error) {
    findings.push(ofError(step, error));
    return undefined;
  }
}

function credentials({ auth, hosts }: ConnectionPlan): string {
  if (auth !== undefined) return `a token of ${auth}`;
  return hosts.some(({ password }) => password) ? 'a password' : (hosts[0]?.passfileNote ?? 'no password');
}

interface Reached {
  readonly host: ConnectionPlan['hosts'][number];
  readonly endpoint: Endpoint;
}

/** Name resolution and TCP of every host; gives the first that answers. */
async function network(
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

async function encryption(
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

async function signedIn(
  subject: ServerSubject,
  plan: ConnectionPlan,
  around: Surroundings,
  findings: Finding[],
): Promise<void> {
  const server = open(subject.parameters, around);
  try {
    const rights = await server.use((session) => readServerRights(session, subject.connector.name));
    const over = rights.tls === null ? 'in plaintext' : `over ${rights.tls}`;
    findings.push(ok('sign-in', `${rights.admin.name}, ${over}`));
    const databases = [...new Set([rights.database, ...subject.databases])];
    findings.push(
      versionFinding(rights, subject.types),
      databaseFinding(rights, databases),
      adminFinding(rights),
      connectorFinding(rights, subject),
      connectorRightsFinding(rights),
      await connectorSignIn(subject, rights, around),
      ...(await publicFindings(server, rights, databases)),
    );
  } catch (error) {
    const finding = ofError('sign-in', error);
    // The server says so only once the password was right.
    const inside = finding.code === 'PG_NO_SUCH_DATABASE';
    findings.push(
      ...(inside ? [ok('sign-in', `${plan.user} is accepted`), { ...finding, step: 'database' }] : [finding]),
    );
  } finally {
    await server.close();
  }
}

async function publicFindings(
  server: DatabaseServer,
  rights: ServerRights,
  databases: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const database of databases) {
    if (!rights.databases.some(({ name, adminConnect }) => name === database && adminConnect)) continue;
    try {
      findings.push(publicFinding(rights, database, await server.use(readPublicRights, database)));
    } catch (error) {
      findings.push(ofError(`PUBLIC in ${database}`, error));
    }
  }
  return findings;
}

async function connectorSignIn(subject: ServerSubject, rights: ServerRights, around: Surroundings): Promise<Finding> {
  const step = "connector's sign-in";
  const { name, passwordEnv } = subject.connector;
  if (rights.connector === null) return notChecked(step, 'there is no such role');
  const iam = variantOf(rights) === 'rds' && rights.connector.memberOf.includes('rds_iam');
  if (iam) return notChecked(step, `${name} signs in by a token of its own cloud identity`);
  const password = subject.connector.password ?? (passwordEnv === undefined ? undefined : around.env[passwordEnv]);
  if (!password) {
    const next = 'Name the environment variable with it: --connector-password-env.';
    return notChecked(
      step,
      passwordEnv === undefined ? 'its password is not known here' : `${passwordEnv} is not set`,
      next,
    );
  }
  const { password_env: _, auth: __, passfile: ___, ...rest } = subject.parameters;
  const database = subject.databases[0];
  const server = open({ ...rest, username: name, password, ...(database !== undefined && { database }) }, around);
  try {
    await server.use((session) => session.query('SELECT 1'));
    return ok(step, `${name} is accepted in ${server.database}`);
  } catch (error) {
    return ofError(step, error);
  } finally {
    await server.close();
  }
}

function open(parameters: ServerSubject['parameters'], { env, signal }: Surroundings): DatabaseServer {
  const { openServer } = require('../../postgres/connect') as typeof import('../../postgres/connect');
  return openServer(serverParameters(parameters), {
    env,
    signal,
    applicationName: 'aponopg doctor',
    maxConnections: 1,
  });
}

/** A problem as it says itself; anything else is not for the user's eyes to interpret, but must not be lost. */
function ofError(step: string, error: unknown): Finding {
  return error instanceof ProblemError ? ofProblems(step, error.problems) : failed(step, (error as Error).message);
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
