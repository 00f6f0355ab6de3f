import { isGiven, isUnknown, known } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { ResourceState, Values } from '../handler-resource';

/** The values planned, with what stands in the configuration alone. */
export function withSecrets(planned: Values, config: Values): Values {
  return { ...planned, secret_store: config.secret_store, preflight: config.preflight };
}

/** Whether a change sends the secret store: always, but for Apono's own, which is sent when its version changes. */
export function stores(config: Values, prior: ResourceState | null): boolean {
  const own = ownStore(config);
  const before = (prior?.values.secret_store as Values | null | undefined)?.apono as Values | null | undefined;
  if (own === undefined || (before ?? null) === null) return true;
  return (before?.parameters_version ?? null) !== (own.parameters_version ?? null);
}

/** The password that the preflight signs in with, where it is known. */
export function triedPassword(config: Values): unknown {
  return known((known(config.preflight) as Values | undefined)?.password_wo);
}

/**
 * Refuses to store with Apono, where nobody can read it back, a password that was drawn and is not tried.
 *
 * @throws ProblemError MISSING_VALUE
 */
export function refuseUntried(config: Values, { run }: HandlerContext): void {
  const parameters = known(ownStore(config)?.parameters) as Values | undefined;
  const drawn = Object.values(parameters ?? {}).some((each) => run.drawn.has(each));
  const preflight = known(config.preflight) as Values | undefined;
  if (!drawn || isUnknown(config.preflight) || isGiven(preflight?.password_wo)) return;
  if (isUnknown(preflight?.password_wo)) return;
  throw new ProblemError(
    problem('MISSING_VALUE', ['preflight', 'password_wo'], 'The password that was drawn would be stored untried', {
      allowed: 'the same reference as in `secret_store.apono.parameters`',
      next: 'Give `preflight` with server, role and `password_wo`: a password that the role does not have is then never stored.',
    }),
  );
}

/**
 * Refuses to leave what Apono stores as it is where this run gives the role that signs in another password.
 *
 * @throws ProblemError PASSWORD_CHANGED
 */
export function refuseLeftBehind(config: Values, { run }: HandlerContext): void {
  const { server, role } = (known(config.preflight) ?? {}) as Values;
  if (ownStore(config) === undefined || typeof server !== 'string' || typeof role !== 'string') return;
  if (!run.on(server).newPasswords.has(role)) return;
  throw new ProblemError(
    problem(
      'PASSWORD_CHANGED',
      ['secret_store', 'apono', 'parameters_version'],
      `${role} on ${server} gets another password in this run, and Apono would keep the one before`,
      {
        next: 'Change `parameters_version` together with the password of the role: raise the version that they share.',
      },
    ),
  );
}

function ownStore(config: Values): Values | undefined {
  return known((known(config.secret_store) as Values | undefined)?.apono) as Values | undefined;
}
