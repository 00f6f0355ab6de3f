import { type Problem, problem } from '../problem';
import { isGiven, isMissing, known } from './unknown';

/** The preflight of an integration signs in with one password: where Apono itself stores it, with that one. */
export function preflightRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const preflight = known(value.preflight) as Readonly<Record<string, unknown>> | undefined;
  if (preflight === undefined) return [];
  const { password_env, password_wo } = preflight;
  if (isGiven(password_env) && isGiven(password_wo)) {
    return [
      problem('CONFLICTING_VALUES', ['preflight', 'password_env'], 'Both `password_wo` and `password_env` are given', {
        allowed: 'one of them',
        next: 'Keep `password_wo` with Terraform >= 1.11, `password_env` below that.',
      }),
    ];
  }
  if (isMissing(password_env) && isMissing(password_wo)) {
    return [
      problem('MISSING_VALUE', ['preflight', 'password_env'], '`preflight` has no password to sign in with', {
        allowed: '`password_wo`, or `password_env` with the name of an environment variable',
        next: 'Give one of them.',
      }),
    ];
  }
  const stored = storedPassword(value.secret_store);
  if (stored === undefined || !isGiven(password_wo) || stored === password_wo) return [];
  return [
    problem(
      'CONFLICTING_VALUES',
      ['preflight', 'password_wo'],
      'The password that is tried is not the one that is stored',
      {
        allowed: 'the value that `secret_store.apono.parameters.password` has',
        next: 'Give both the same reference.',
      },
    ),
  ];
}

/** The password that would be stored with Apono, where it is known. */
function storedPassword(store: unknown): string | undefined {
  const apono = known((known(store) as Record<string, unknown> | undefined)?.apono) as
    | Record<string, unknown>
    | undefined;
  const parameters = known(apono?.parameters) as Record<string, unknown> | undefined;
  return known(parameters?.password) as string | undefined;
}
