import { userInfo } from 'node:os';
import { join } from 'node:path';
import { CHANNEL_BINDINGS, SSL_MODES, TARGET_SESSION_ATTRS, TLS_VERSIONS, TOKEN_SIGN_INS } from '../../../metadata';
import { type Path, ProblemError, problem } from '../../../problem';
import type { ConnectionPlan, TlsPlan } from './connection-plan';
import { planHosts } from './hosts';
import { KEYWORDS, SESSION_VARIABLES } from './keywords';
import type { ServerParameters } from './server-parameters';
import { gatherSettings, homeFolder, type Settings, userFile } from './settings';

const CONNECT_TIMEOUT_SECONDS = 10;

/**
 * Fills in what is absent, as libpq does.
 *
 * @param database the database to connect to, when it is not the server's own
 * @throws ProblemError for what is not supported, not allowed or contradictory
 */
export function resolveParameters(
  parameters: ServerParameters,
  env: NodeJS.ProcessEnv,
  applicationName: string,
  database?: string,
): ConnectionPlan {
  const settings = gatherSettings(parameters, env);
  const user = settings.get('user') ?? userInfo().username;
  const wanted = database ?? settings.get('dbname') ?? user;
  const auth = oneOf(parameters.auth, ['auth'], TOKEN_SIGN_INS);
  if (auth !== undefined && (parameters.password || parameters.password_env)) {
    throw conflict(['auth'], 'Both a password and a sign-in by token are given', 'one of the two');
  }
  return {
    hosts: planHosts(settings, {
      user,
      database: wanted,
      passfile: passfile(settings, env),
      withPassword: auth === undefined,
    }),
    database: wanted,
    user,
    auth,
    tls: tlsPlan(settings, env, auth !== undefined),
    channelBinding: choice(settings, 'channel_binding', CHANNEL_BINDINGS) ?? 'prefer',
    targetSessionAttrs: choice(settings, 'target_session_attrs', TARGET_SESSION_ATTRS) ?? 'any',
    connectTimeoutMs: connectTimeout(settings) * 1000,
    startup: startup(settings, env, applicationName),
  };
}

function tlsPlan(settings: Settings, env: NodeJS.ProcessEnv, byToken: boolean): TlsPlan {
  const given = choice(settings, 'sslmode', SSL_MODES);
  const rootCert = settings.get('sslrootcert');
  if (rootCert === 'system' && given !== undefined && given !== 'verify-full') {
    throw conflict(
      ['sslmode'],
      `sslmode ${given} is too weak for sslrootcert "system": anybody can get a certificate that the system trusts`,
      'verify-full',
    );
  }
  const encrypting = given !== 'disable' && given !== 'allow' && given !== 'prefer';
  if (byToken && !encrypting) {
    throw conflict(
      ['sslmode'],
      `sslmode ${given} could send the token of the sign-in unencrypted`,
      'require, verify-ca or verify-full',
    );
  }
  return {
    mode: given ?? (rootCert === 'system' ? 'verify-full' : byToken ? 'require' : 'prefer'),
    rootCert: rootCert ?? userFile(env, 'root.crt'),
    crl: settings.get('sslcrl') ?? userFile(env, 'root.crl'),
    cert: settings.get('sslcert') ?? userFile(env, 'postgresql.crt'),
    key: settings.get('sslkey') ?? userFile(env, 'postgresql.key'),
    systemRoots: env.SSL_CERT_FILE,
    sendServerName: settings.get('sslsni') !== '0',
    minVersion: choice(settings, 'ssl_min_protocol_version', TLS_VERSIONS) ?? 'TLSv1.2',
    maxVersion: choice(settings, 'ssl_max_protocol_version', TLS_VERSIONS),
  };
}

function passfile(settings: Settings, env: NodeJS.ProcessEnv): string {
  const standard = process.platform === 'win32' ? userFile(env, 'pgpass.conf') : join(homeFolder(env), '.pgpass');
  return settings.get('passfile') ?? standard;
}

function connectTimeout(settings: Settings): number {
  const given = settings.get('connect_timeout');
  if (given === undefined) return CONNECT_TIMEOUT_SECONDS;
  const seconds = Number(given);
  if (Number.isInteger(seconds) && Math.abs(seconds) < 2_000_000) return Math.max(seconds, 0);
  throw new ProblemError(
    problem('INVALID_VALUE', ['connect_timeout_seconds'], 'The time limit for connecting is not a whole number', {
      value: given,
      allowed: 'seconds; 0 waits for ever',
    }),
  );
}

function startup(settings: Settings, env: NodeJS.ProcessEnv, applicationName: string): Record<string, string> {
  const result: Record<string, string> = { application_name: settings.get('application_name') ?? applicationName };
  const options = settings.get('options');
  if (options !== undefined) result.options = options;
  for (const [variable, name] of Object.entries(SESSION_VARIABLES)) {
    const value = env[variable];
    if (value) result[name] = value;
  }
  return result;
}

function choice<T extends string>(settings: Settings, keyword: string, allowed: readonly T[]): T | undefined {
  return oneOf(settings.get(keyword), [KEYWORDS[keyword]?.member ?? keyword], allowed);
}

function oneOf<T extends string>(value: string | undefined, path: Path, allowed: readonly T[]): T | undefined {
  if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
  throw new ProblemError(
    problem('INVALID_VALUE', path, `There is no such ${path.join('.')}`, { value, allowed: allowed.join(', ') }),
  );
}

function conflict(path: Path, what: string, allowed: string): ProblemError {
  return new ProblemError(problem('CONFLICTING_VALUES', path, what, { allowed }));
}
