import { isUnknown } from '../../metadata';
import { type FoundRole, passwordMark, scramVerifier, verifierMatches } from '../../postgres/roles';
import { missingVariable, ProblemError } from '../../problem';
import type { PrivateData, ResourceState, Values } from '../handler-resource';

/** What becomes of the password: set anew, taken away, or left. */
export type PasswordChange = 'set' | 'removed' | 'left';

/** Whether a configuration gives the role a password. */
export function givesPassword(config: Values): boolean {
  return (config.password_wo ?? null) !== null || (config.password_env ?? null) !== null;
}

/** What a change does to the password: a pure function of configuration and state. */
export function passwordChange(config: Values, prior: ResourceState | null): PasswordChange {
  if (!givesPassword(config)) return prior?.private.passwordGiven ? 'removed' : 'left';
  if (prior === null || !prior.private.passwordGiven || prior.private.passwordDrift) return 'set';
  const before = prior.values;
  const sameVersion = (before.password_wo_version ?? null) === (config.password_wo_version ?? null);
  const sameVariable = (before.password_env ?? null) === (config.password_env ?? null);
  return sameVersion && sameVariable ? 'left' : 'set';
}

/**
 * The verifier to store. The password itself goes no further than here.
 *
 * @throws ProblemError ENVIRONMENT_VARIABLE_MISSING
 */
export function verifierToSet(config: Values, env: NodeJS.ProcessEnv): string {
  const written = config.password_wo;
  return scramVerifier(typeof written === 'string' && !isUnknown(written) ? written : fromEnvironment(config, env));
}

/** The password in the variable that the configuration names. */
export function fromEnvironment(config: Values, env: NodeJS.ProcessEnv): string {
  const name = String(config.password_env);
  const password = env[name];
  if (password) return password;
  const whose = `of ${String(config.name)} where Terraform runs`;
  throw new ProblemError(missingVariable('ENVIRONMENT_VARIABLE_MISSING', ['password_env'], name, whose));
}

/** What is kept of a password that was given: enough to see that another took its place, useless otherwise. */
export function keepPassword(found: FoundRole, given: boolean): PrivateData {
  if (!given) return {};
  return { passwordGiven: true, ...(found.verifier && { verifierMark: passwordMark(found.verifier) }) };
}

/** Whether somebody else changed the password: undefined where that cannot be read. */
export function passwordDrifted(found: FoundRole, state: ResourceState, env: NodeJS.ProcessEnv): boolean | undefined {
  if (!state.private.passwordGiven || found.verifier === undefined) return undefined;
  if (found.verifier === null) return true;
  const variable = state.values.password_env;
  const password = typeof variable === 'string' ? env[variable] : undefined;
  if (password) return !verifierMatches(found.verifier, password, found.name);
  const { verifierMark } = state.private;
  return verifierMark === undefined ? undefined : passwordMark(found.verifier) !== verifierMark;
}
