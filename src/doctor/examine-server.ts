import { serverParameters } from '../handler/server-parameters';
import { SIGN_IN_ROLES } from '../metadata';
import type { ConnectionPlan } from '../postgres/connect/settings/connection-plan';
import { resolveParameters } from '../postgres/connect/settings/resolve';
import type { DatabaseServer } from '../postgres/session';
import { missingVariable } from '../problem';
import { examineEncryption, examineNetwork } from './examine-network';
import { type Finding, failed, notChecked, ofError, ok, type Section } from './finding';
import { givenFinding } from './given-finding';
import { readPublicRights, readServerRights, type ServerRights } from './read-rights';
import {
  adminFinding,
  connectorFinding,
  connectorRightsFinding,
  databaseFinding,
  publicFinding,
  versionFinding,
} from './rights-findings';
import type { ServerSubject } from './subject';
import type { Surroundings } from './surroundings';

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
  'given by the connector',
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
  const reached = await examineNetwork(plan, around, findings);
  if (reached === undefined) return;
  await examineEncryption(plan, reached, around, findings);
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
      await givenFinding(server, rights, databases),
      ...(await publicFindings(server, rights, databases)),
    );
  } catch (error) {
    const finding = ofError('sign-in', error);
    // The server says so only once the password was right.
    const inside = finding.code === 'PG_NO_SUCH_DATABASE' || finding.code === 'PG_NO_CONNECT';
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
  if (rights.connector.memberOf.some((role) => SIGN_IN_ROLES.includes(role)))
    return notChecked(step, `${name} signs in by a token of its own cloud identity`);
  const password = subject.connector.password ?? (passwordEnv === undefined ? undefined : around.env[passwordEnv]);
  if (!password) {
    const next = 'Name the environment variable with it: --connector-password-env.';
    return notChecked(step, passwordEnv === undefined ? 'its password is not known here' : notSet(passwordEnv), next);
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

function notSet(variable: string): string {
  return missingVariable('MISSING_VALUE', ['password_env'], variable, '').what;
}

function open(parameters: ServerSubject['parameters'], { env, signal }: Surroundings): DatabaseServer {
  const { openServer } = require('../postgres/connect') as typeof import('../postgres/connect');
  return openServer(serverParameters(parameters), {
    env,
    signal,
    applicationName: 'aponopg doctor',
    maxConnections: 1,
  });
}
