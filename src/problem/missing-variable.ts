import type { ProblemCode } from './catalogue';
import { isVariableName } from './learn-secrets';
import { type Path, type Problem, problem } from './problem';

/**
 * Says that a variable is not set. Its name is told only where it is written as variables are, `ORDERS_PASSWORD`: people
 * put the password itself where the name of its variable belongs.
 *
 * @param whose whose password it is to hold, for instance `of the admin`
 */
export function missingVariable(code: ProblemCode, path: Path, name: string, whose: string): Problem {
  if (!isVariableName(name)) {
    return problem(code, path, `The environment variable that \`${path.at(-1)}\` names is not set`, {
      allowed: 'the name of a variable, which is shown here when it is in upper case',
      next: 'Give the name of the variable, not the password itself, and set it.',
      concealed: true,
    });
  }
  return problem(code, path, `The environment variable ${name} is not set, or empty`, {
    value: name,
    next: `Set ${name} to the password ${whose}, or name another variable.`,
  });
}
