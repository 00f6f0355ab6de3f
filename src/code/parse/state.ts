import { type Problem, ProblemError, problem } from '../../problem';
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
