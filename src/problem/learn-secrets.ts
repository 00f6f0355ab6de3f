import { isSecretMember, passwordsIn } from './credentials';
import { rememberSecret } from './secrets';

/** Members whose text is no secret: a password that is the same is hidden nowhere, which would tell that it is. */
const SAID_ANYWAY = ['name', 'username', 'user', 'role', 'database', 'dbname'];
const VARIABLE_MEMBER = /^(?:.*_)?(?:password|token)_env$/;

/**
 * Has the secrets of what a user gave hidden from now on: members such as `password` and `token`, variables that
 * `password_env` names, and passwords in URLs and connection strings, wherever they stand. Whatever the value is made
 * of: also what is refused later must not be shown.
 */
export function learnSecrets(value: unknown, env: NodeJS.ProcessEnv): void {
  if (typeof value === 'string') {
    for (const each of passwordsIn(value)) rememberSecret(each);
  } else if (Array.isArray(value)) {
    for (const each of value) learnSecrets(each, env);
  } else if (typeof value === 'object' && value !== null) {
    learnMembers(value as Record<string, unknown>, env);
  }
}

/** The same for the environment: what libpq and Apono take from it. */
export function learnEnvironment(env: NodeJS.ProcessEnv): void {
  const said = [env.PGUSER, env.PGDATABASE];
  for (const secret of [env.PGPASSWORD, env.APONO_PERSONAL_TOKEN]) {
    if (secret && !said.includes(secret)) rememberSecret(secret);
  }
  for (const [name, each] of Object.entries(env)) {
    if (/^(PG|APONO)/.test(name) && name !== 'APONOPG_REQUEST') learnSecrets(each, env);
  }
}

/** Whether a text is the name of a variable rather than the secret itself, given where a name was asked for. */
export function isVariableName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name);
}

function learnMembers(members: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): void {
  const said = SAID_ANYWAY.map((name) => members[name]);
  const learn = (secret: string | undefined) => {
    if (secret !== undefined && secret !== '' && !said.includes(secret)) rememberSecret(secret);
  };
  for (const [name, each] of Object.entries(members)) {
    if (typeof each !== 'string') learnSecrets(each, env);
    else if (VARIABLE_MEMBER.test(name)) learn(env[each] ?? (isVariableName(each) ? undefined : each));
    else if (isSecretMember(name) && !isReference(each)) learn(each);
    else learnSecrets(each, env);
  }
}

/** `${var.password}` is where a secret comes from, not the secret. */
function isReference(text: string): boolean {
  return /^\$\{[^}]*\}$/.test(text);
}
