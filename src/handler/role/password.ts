import { isGiven, isUnknown } from '../../metadata';
import { type FoundRole, passwordMark, scramVerifier, type VerifierMatcher } from '../../postgres/roles';
import { missingVariable, ProblemError } from '../../problem';
import type { PrivateData, ResourceState, Values } from '../handler-resource';

/** What becomes of the password: set anew, taken away, or left; `open` where that is not known yet. */
export type PasswordChange = 'set' | 'removed' | 'left' | 'open';

/** Whether a configuration gives the role a password for sure. */
export function givesPassword(config: Values): boolean {
  return [config.password_wo, config.password_verifier_wo, config.password_env].some(isGiven);
}

/**
 * What a change does to the password: a pure function of configuration and state.
 *
 * @param drawn whether the password is one that this very run drew. Such a one is set for a new version, and never for
 *   drift: whoever was given the one before would not know it
 */
export function passwordChange(config: Values, prior: ResourceState | null, drawn = false): PasswordChange {
  const { password_wo, password_wo_version, password_verifier_wo, password_env } = config;
  if (!givesPassword(config)) {
    const unknown = [password_wo, password_verifier_wo].some(isUnknown);
    // What is not known yet may be null; not where a version promises it.
    if (isUnknown(password_env) || (unknown && !isGiven(password_wo_version))) return 'open';
    if (!unknown) return prior?.private.passwordGiven ? 'removed' : 'left';
  }
  if (prior === null || !prior.private.passwordGiven || (prior.private.passwordDrift && !drawn)) return 'set';
  if ([password_wo_version, password_env].some(isUnknown)) return 'open';
  const before = prior.values;
  const sameVersion = (before.password_wo_version ?? null) === (password_wo_version ?? null);
  const sameVariable = (before.password_env ?? null) === (password_env ?? null);
  return sameVersion && sameVariable ? 'left' : 'set';
}

/**
 * The verifier to store. The password itself goes no further than here.
 *
 * @throws ProblemError ENVIRONMENT_VARIABLE_MISSING
 */
export function verifierToSet(config: Values, env: NodeJS.ProcessEnv): string {
  const verifier = config.password_verifier_wo;
  if (typeof verifier === 'string') return verifier;
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

/**
 * What is kept of a password that was given: enough to see that another took its place, useless otherwise.
 *
 * @param drifted what was kept of a password whose place another has taken, and that was left so
 */
export function keepPassword(found: FoundRole, given: boolean, drifted?: PrivateData): PrivateData {
  if (!given) return {};
  if (drifted !== undefined) return { passwordGiven: true, verifierMark: drifted.verifierMark };
  return { passwordGiven: true, ...(found.verifier && { verifierMark: passwordMark(found.verifier) }) };
}

/** A role that was read again, and its state before. */
export interface ReadAgain {
  readonly found: FoundRole;
  readonly state: ResourceState;
}

/** Of each role, whether somebody else changed its password: undefined where that cannot be read. */
export async function passwordsDrifted(
  roles: readonly ReadAgain[],
  env: NodeJS.ProcessEnv,
  matcher: VerifierMatcher,
): Promise<(boolean | undefined)[]> {
  const known = roles.map((each) => ({ ...each, password: passwordInEnvironment(each.state, env) }));
  const tried = known.filter(({ found, state, password }) => state.private.passwordGiven && found.verifier && password);
  const matches = await matcher.matches(
    tried.map(({ found, password }) => ({
      verifier: found.verifier as string,
      password: password as string,
      role: found.name,
    })),
  );
  return known.map((each) => {
    const { found, state } = each;
    if (!state.private.passwordGiven || found.verifier === undefined) return undefined;
    if (found.verifier === null) return true;
    const at = tried.indexOf(each);
    if (at >= 0) return !matches[at];
    const { verifierMark } = state.private;
    return verifierMark === undefined ? undefined : passwordMark(found.verifier) !== verifierMark;
  });
}

function passwordInEnvironment({ values }: ResourceState, env: NodeJS.ProcessEnv): string | undefined {
  return typeof values.password_env === 'string' ? env[values.password_env] : undefined;
}
