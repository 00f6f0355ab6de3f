import { type Path, type Problem, ProblemError, problem } from '../../problem';
import { INTEGRATION_READERS, readIntegrationBody } from './integration-readers';
import type { ReadIntegration } from './view-as-code';

/**
 * Reads the integrations of a Terraform state: the file `terraform.tfstate`, or what `terraform state pull` prints.
 *
 * @param state parsed
 * @param isPostgresqlType others are passed over
 * @throws ProblemError INVALID_VALUE when it is no state of version 4; MISSING_VALUE when it holds no such integration
 */
export function readState(
  state: unknown,
  isPostgresqlType: (type: string) => boolean = (type) => /postgres|alloydb/i.test(type),
): ReadIntegration[] {
  const { version, resources } = (state ?? {}) as { version?: unknown; resources?: unknown };
  if (version !== 4 || !Array.isArray(resources)) {
    throw new ProblemError(
      problem('INVALID_VALUE', [], 'This is no Terraform state', {
        allowed: 'the file terraform.tfstate, or what `terraform state pull` prints',
      }),
    );
  }
  const problems: Problem[] = [];
  const malformed = resources.flatMap((each, index) => resourceProblems(each, ['resources', index]));
  if (malformed.length > 0) throw new ProblemError(malformed);
  const found = (resources as StateResource[]).flatMap((each) => {
    if (each.mode !== 'managed' || !OFFICIAL.includes(each.type)) return [];
    const address = `${each.module === undefined ? '' : `${each.module}.`}${each.type}.${each.name}`;
    return each.instances.flatMap(({ attributes }) => {
      if (typeof attributes.type !== 'string' || !isPostgresqlType(attributes.type)) return [];
      const { integration, notes, problems: wrong } = readIntegrationBody(address, withoutEmpty(attributes));
      problems.push(...wrong);
      return [{ address, integration: { id: String(attributes.id), ...integration }, notes }];
    });
  });
  if (problems.length > 0) throw new ProblemError(problems);
  if (found.length > 0) return found;
  throw new ProblemError(
    problem('MISSING_VALUE', [], 'The state holds no PostgreSQL integration of the official provider', {
      allowed: `a resource of type ${OFFICIAL.join(', ')}`,
    }),
  );
}

/** What is wrong with the form of a resource, as far as it is looked at. */
function resourceProblems(resource: unknown, path: Path): Problem[] {
  if (!isMembers(resource)) return [notOfState(path, 'an object')];
  if (resource.mode !== 'managed' || !OFFICIAL.some((type) => type === resource.type)) return [];
  const { instances } = resource;
  if (!Array.isArray(instances)) return [notOfState([...path, 'instances'], 'a list')];
  return instances.flatMap((each, index) =>
    isMembers(each) && isMembers(each.attributes)
      ? []
      : [notOfState([...path, 'instances', index], 'an object with attributes')],
  );
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notOfState(path: Path, allowed: string): Problem {
  return problem('INVALID_VALUE', path, 'This is nothing that Terraform writes into a state', { allowed });
}

interface StateResource {
  readonly module?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

const OFFICIAL = Object.keys(INTEGRATION_READERS).filter((type) => type !== 'aponopg_integration');

/** What the official provider stores for a setting that was never made. */
function withoutEmpty(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => !isEmpty(value)));
}
