import { identifierFault, PUBLIC } from '../metadata';
import { isSystemRole } from '../metadata/clouds';
import { type Problem, ProblemError, problem } from '../problem';

/**
 * Refuses grantees that no plan of the export would accept.
 *
 * @throws ProblemError ROLE_RESERVED
 */
export function refuseReserved(grantees: readonly string[], admin: string): void {
  const problems = grantees.flatMap((name) => {
    const why = whyReserved(name, admin);
    if (why === undefined) return [];
    return [
      problem('ROLE_RESERVED', ['grantees'], `The role ${JSON.stringify(name)} cannot be exported: ${why}`, {
        value: name,
        next: 'Leave it out of --grantees; where others are its members, their export says so.',
      }),
    ];
  });
  if (problems.length > 0) throw new ProblemError(problems);
}

function whyReserved(name: string, admin: string): string | undefined {
  if (name === admin) return 'it is the admin that signs in here, and would manage itself';
  if (name === PUBLIC || !isSystemRole(name)) return undefined;
  return name.startsWith('pg_') ? 'it belongs to PostgreSQL itself' : 'it belongs to the cloud that runs the server';
}

/** @throws ProblemError INVALID_VALUE for a name that a configuration cannot hold */
export function refuseUnnameable(names: readonly string[]): void {
  const problems = names.flatMap((name) => {
    const fault = identifierFault(name);
    return fault === undefined ? [] : [problem('INVALID_VALUE', ['grantees'], `A name ${fault}`, { value: name })];
  });
  if (problems.length > 0) throw new ProblemError(problems);
}

/** @throws ProblemError GRANTEE_MISSING for every name of `missing` */
export function refuseMissing(missing: readonly string[], at = 'grantees'): void {
  if (missing.length === 0) return;
  throw new ProblemError(
    missing.map(
      (name): Problem =>
        problem('GRANTEE_MISSING', [at], `There is no role ${JSON.stringify(name)} on the server`, {
          value: name,
          next: 'Correct its spelling, upper and lower case included; a name with a comma stands in double quotes.',
        }),
    ),
  );
}
