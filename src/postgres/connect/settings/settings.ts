import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  holdsCredentials,
  missingVariable,
  type Problem,
  ProblemError,
  problem,
  rememberSecret,
} from '../../../problem';
import { isUnsupported, KEYWORDS } from './keywords';
import type { ServerParameters } from './server-parameters';
import { serviceParameters } from './service-file';

/** Connection parameters by libpq's keywords, from whichever place gives them first. */
export type Settings = ReadonlyMap<string, string>;

/**
 * Gathers what is given: the parameters, then the service's, then the environment's. Empty is as good as absent.
 *
 * @throws ProblemError naming everything that is not supported
 */
export function gatherSettings(parameters: ServerParameters, env: NodeJS.ProcessEnv): Settings {
  const settings = new Map<string, string>();
  for (const [keyword, { member }] of Object.entries(KEYWORDS)) {
    const value = member === undefined ? undefined : parameters[member];
    add(settings, keyword, value === undefined || value === null ? '' : text(value));
  }
  const password = passwordFromVariable(parameters, env);
  if (password !== undefined) settings.set('password', password);
  const problems: Problem[] = [];
  const service = settings.get('service') ?? env.PGSERVICE;
  if (service) {
    for (const [keyword, value] of serviceParameters(service, env, homeFolder(env))) {
      if (value !== '' && isUnsupported(keyword, value))
        problems.push(unsupported(keyword, `of the service ${service}`));
      add(settings, keyword, value);
    }
  }
  for (const [keyword, known] of Object.entries(KEYWORDS)) {
    const value = known.env === undefined ? undefined : env[known.env];
    if (!value || settings.has(keyword)) continue;
    if (isUnsupported(keyword, value)) problems.push(unsupported(keyword, `of the environment variable ${known.env}`));
    add(settings, keyword, value);
  }
  if (!settings.has('sslmode') && env.PGREQUIRESSL?.startsWith('1')) settings.set('sslmode', 'require');
  problems.push(...misplaced(settings));
  if (problems.length > 0) throw new ProblemError(problems);
  const secret = settings.get('password');
  if (secret !== undefined && secret !== settings.get('user')) rememberSecret(secret);
  return settings;
}

/** A whole connection string where a name belongs, wherever it comes from: the password in it would be shown. */
function misplaced(settings: Settings): Problem[] {
  return ['host', 'hostaddr', 'user', 'dbname'].flatMap((keyword) => {
    const value = settings.get(keyword) ?? '';
    const member = KEYWORDS[keyword]?.member ?? keyword;
    if (!holdsCredentials(value)) return [];
    return [
      problem('INVALID_VALUE', [member], `\`${member}\` holds a connection string`, {
        value,
        allowed: 'the one name alone',
        next: 'Give host, port, database and username each by itself, and the password by password_env.',
        concealed: true,
      }),
    ];
  });
}

/** The folder of the user's own files: `~`. */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  return env.HOME || homedir();
}

/** A file of the user's where libpq looks for it: in `~/.postgresql`, or `%APPDATA%\postgresql`. */
export function userFile(env: NodeJS.ProcessEnv, name: string): string {
  return process.platform === 'win32'
    ? join(env.APPDATA ?? homeFolder(env), 'postgresql', name)
    : join(homeFolder(env), '.postgresql', name);
}

function add(settings: Map<string, string>, keyword: string, value: string): void {
  if (value !== '' && !settings.has(keyword)) settings.set(keyword, value);
}

function text(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

function passwordFromVariable(parameters: ServerParameters, env: NodeJS.ProcessEnv): string | undefined {
  const name = parameters.password_env;
  if (!name) return undefined;
  if (parameters.password) {
    throw new ProblemError(
      problem('CONFLICTING_VALUES', ['password_env'], 'Both password and password_env are given', {
        allowed: 'one of the two',
      }),
    );
  }
  const password = env[name];
  if (password) return password;
  throw new ProblemError(missingVariable('MISSING_VALUE', ['password_env'], name, 'of the admin'));
}

function unsupported(keyword: string, where: string): Problem {
  return problem('PG_PARAMETER_UNSUPPORTED', [], `The connection parameter ${keyword} ${where} is not supported`, {
    next: 'Take it out; it is not ignored, since the connection would be another one than asked for.',
  });
}
