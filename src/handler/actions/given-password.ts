import { isGiven } from '../../metadata';
import { missingVariable, ProblemError, problem, rememberSecret } from '../../problem';
import type { HandlerContext } from '../context';
import type { Values } from '../handler-resource';

/**
 * The password that an action is given, by value or by the name of a variable. From now on it is told nowhere.
 *
 * @param role whose it is
 * @throws ProblemError ENVIRONMENT_VARIABLE_MISSING, MISSING_VALUE
 */
export function givenPassword({ password_wo, password_env, role }: Values, context: HandlerContext): string {
  const password = typeof password_wo === 'string' ? password_wo : inVariable(password_env, String(role), context);
  rememberSecret(password);
  return password;
}

function inVariable(name: unknown, role: string, { env }: HandlerContext): string {
  if (!isGiven(name)) throw new ProblemError(leftOut());
  const password = env[String(name)];
  if (password) return password;
  const whose = `of ${role} where Terraform runs`;
  throw new ProblemError(missingVariable('ENVIRONMENT_VARIABLE_MISSING', ['password_env'], String(name), whose));
}

/** Terraform takes ephemeral values out of the plan, and with `-invoke` does not put them in again. */
function leftOut() {
  return problem('MISSING_VALUE', ['password_wo'], 'Terraform gave no password', {
    allowed: 'with `-invoke`: `password_env`; an ephemeral `password_wo` where a resource triggers the action',
    next: 'Name an environment variable in `password_env`.',
  });
}
