import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Values } from '../resource';

interface Preflight {
  readonly server: string;
  readonly role: string;
  readonly password_env: string;
}

/**
 * Signs in to the database as the connector will.
 *
 * @throws ProblemError PREFLIGHT_FAILED with what stood in the way
 */
export async function preflight(values: Values, context: HandlerContext): Promise<void> {
  const wanted = (values.preflight ?? null) as Preflight | null;
  if (wanted === null) return;
  const password = context.env[wanted.password_env];
  if (!password) {
    throw new ProblemError(
      problem(
        'ENVIRONMENT_VARIABLE_MISSING',
        ['preflight', 'password_env'],
        `The environment variable ${wanted.password_env} is not set`,
        {
          value: wanted.password_env,
          next: `Set it to the password of ${wanted.role} where Terraform runs.`,
        },
      ),
    );
  }
  const database = typeof values.dbname === 'string' ? values.dbname : undefined;
  try {
    await context.signInAs(wanted.server, { username: wanted.role, password }, database);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(error.problems.map((each) => failed(each, wanted)));
  }
}

function failed(cause: Problem, wanted: Preflight): Problem {
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
