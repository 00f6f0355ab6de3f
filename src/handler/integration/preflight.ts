import { isGiven, isUnknown, known, type Unknown } from '../../metadata';
import { missingVariable, type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Values } from '../handler-resource';

interface Preflight {
  readonly server: string;
  readonly role: string;
  readonly password_env?: string | null;
  readonly password_wo?: string | null;
}

/**
 * Looks whether the preflight can be made: its server is declared, its variable set. What is not known yet is left out.
 *
 * @throws ProblemError SERVER_NOT_DECLARED, ENVIRONMENT_VARIABLE_MISSING
 */
export function checkPreflight(values: Values, context: HandlerContext): void {
  const wanted = known(values.preflight) as { [K in keyof Preflight]: Preflight[K] | Unknown } | undefined;
  if (wanted === undefined) return;
  if (!isUnknown(wanted.server)) serverOf(wanted.server, context);
  if (!isUnknown(wanted.password_env) && isGiven(wanted.password_env))
    fromEnvironment(wanted.password_env as string, wanted.role, context);
}

/**
 * Signs in to the database as the connector will.
 *
 * @throws ProblemError PREFLIGHT_FAILED with what stood in the way
 */
export async function preflight(values: Values, context: HandlerContext): Promise<void> {
  const wanted = (values.preflight ?? null) as Preflight | null;
  if (wanted === null) return;
  const password = wanted.password_wo ?? fromEnvironment(String(wanted.password_env), wanted.role, context);
  const database = typeof values.dbname === 'string' ? values.dbname : undefined;
  try {
    const as = { username: wanted.role, password };
    await context.signInAs(wanted.server, as, (session) => session.query('SELECT 1'), database);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const drawn = context.run.drawn.has(wanted.password_wo);
    throw new ProblemError(error.problems.map((each) => failed(each, wanted, drawn)));
  }
}

function serverOf(name: string, context: HandlerContext): void {
  try {
    context.server(name);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(error.problems.map((each) => ({ ...each, path: ['preflight', ...each.path] })));
  }
}

function fromEnvironment(variable: string, role: string | Unknown, { env }: HandlerContext): string {
  const password = env[variable];
  if (password) return password;
  const whose = `${isUnknown(role) ? 'of the role' : `of ${role}`} where Terraform runs`;
  const path = ['preflight', 'password_env'];
  throw new ProblemError(missingVariable('ENVIRONMENT_VARIABLE_MISSING', path, variable, whose));
}

function failed(cause: Problem, wanted: Preflight, drawn: boolean): Problem {
  if (drawn && cause.code === 'PG_AUTH_FAILED') return drawnAnew(wanted);
  return problem(
    'PREFLIGHT_FAILED',
    ['preflight'],
    `Signing in as ${wanted.role} on ${wanted.server} failed: ${cause.what}`,
    {
      ...(cause.allowed !== undefined && { allowed: cause.allowed }),
      next: cause.next ?? 'Make sure that the role exists, may sign in, and that its password is the one given.',
    },
  );
}

/** The role has its password from an earlier run, and the one of this run would be stored beside it. */
function drawnAnew({ role, server }: Preflight): Problem {
  return problem(
    'PASSWORD_CHANGED',
    ['preflight', 'password_wo'],
    `${role} on ${server} has another password than the one that would be stored: it was drawn anew`,
    {
      allowed: 'a password that the role and the secret are given in one apply',
      next: 'Raise the version of the password, which the role and the secret share: both then get a new one. Nothing was stored.',
    },
  );
}
