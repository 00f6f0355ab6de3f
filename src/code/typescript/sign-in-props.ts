import { secretVariable } from '../print/secret-variable';
import { textOf } from '../print/value';
import type { Known, RoleDocument, ServerDocument } from '../project-document';
import type { Members } from '../write-described';
import type { Program } from './program';
import type { References } from './references';
import { call, members, type Source } from './source';

/** `signIn`, by the function of `SignIn` that says it; nothing where no password is set. */
export function signInOf(
  { name, password_wo, password_verifier_wo: verifier, password_wo_version: version, password_env }: RoleDocument,
  id: string,
  program: Program,
  references: References,
): Members<Source> {
  // The constructs begin to count at 1 by themselves.
  const options = (version ?? 1) === 1 ? [] : [members({ version: references.number(version as Known<number>) })];
  if (password_wo !== undefined) {
    const password = references.hidden(password_wo, secretVariable(['password_wo'], id, `the role ${textOf(name)}`));
    return { signIn: call(`${program.of('SignIn')}.password`, password, ...options) };
  }
  if (verifier !== undefined) {
    const given = references.hidden(verifier, secretVariable(['password_verifier_wo'], id, `the role ${textOf(name)}`));
    return { signIn: call(`${program.of('SignIn')}.passwordVerifier`, given, ...options) };
  }
  if (password_env === undefined) return {};
  return { signIn: call(`${program.of('SignIn')}.passwordEnv`, references.text(password_env)) };
}

/** `admin`, by the function of `Admin` that says it; nothing where all is left to the environment. */
export function adminOf(
  name: string,
  { username, password, password_env, auth }: ServerDocument,
  program: Program,
  references: References,
): Members<Source> {
  const who = username === undefined ? {} : { username: references.text(username) };
  const by = (method: string, ...args: Source[]) => ({ admin: call(`${program.of('Admin')}.${method}`, ...args) });
  const maybe = Object.keys(who).length === 0 ? [] : [members(who)];
  if (password !== undefined) {
    const variable = secretVariable(['password'], name, `the admin of ${name}`);
    return by('password', members({ ...who, password: references.hidden(password, variable) }));
  }
  if (password_env !== undefined) {
    return by('passwordEnv', members({ ...who, passwordEnv: references.text(password_env) }));
  }
  if (auth === undefined) return maybe.length === 0 ? {} : by('environment', ...maybe);
  const method = typeof auth === 'string' ? TOKENS[auth] : undefined;
  return method === undefined ? by('token', references.any(auth), ...maybe) : by(method, ...maybe);
}

const TOKENS: Readonly<Record<string, string>> = {
  'aws-rds-iam': 'rdsIam',
  'azure-entra': 'azureEntra',
  'gcp-cloudsql-iam': 'cloudSqlIam',
};
