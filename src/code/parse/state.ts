import { type Path, type Problem, ProblemError, problem } from '../../problem';
import { asWritten, RESOURCE_READERS, readResourceBody } from './resource-readers';
import type { ReadResource } from './view-as-code';

/**
 * Reads the integrations, access scopes, bundles and access flows of a Terraform state, of the official provider or of
 * this package: the file `terraform.tfstate`, or what `terraform state pull` prints.
 *
 * @param state parsed
 * @param isPostgresqlType integrations of other types are passed over
 * @throws ProblemError INVALID_VALUE when it is no state of version 4; MISSING_VALUE when it holds nothing of these
 */
export function readState(
  state: unknown,
  isPostgresqlType: (type: string) => boolean = (type) => /postgres|alloydb/i.test(type),
): ReadResource[] {
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
    if (each.mode !== 'managed' || !isRead(each.type)) return [];
    const address = `${each.module === undefined ? '' : `${each.module}.`}${each.type}.${each.name}`;
    return each.instances.flatMap(({ attributes }) => {
      const { member, thing, notes, problems: wrong } = readResourceBody(address, withoutEmpty(attributes));
      const { type } = attributes;
      if (member === 'integrations' && !(typeof type === 'string' && isPostgresqlType(type))) return [];
      problems.push(...wrong);
      if (wrong.length > 0) return [];
      return [{ address, member, thing: { id: String(attributes.id), ...asWritten(member, thing) }, notes }];
    });
  });
  if (problems.length > 0) throw new ProblemError(problems);
  if (found.length > 0) return found;
  throw new ProblemError(
    problem('MISSING_VALUE', [], 'The state holds no PostgreSQL integration, and nothing that gives access', {
      allowed: `a resource of type ${Object.keys(RESOURCE_READERS).join(', ')}`,
    }),
  );
}

/** What is wrong with the form of a resource, as far as it is looked at. */
function resourceProblems(resource: unknown, path: Path): Problem[] {
  if (!isMembers(resource)) return [notOfState(path, 'an object')];
  if (resource.mode !== 'managed' || !isRead(resource.type)) return [];
  const { instances } = resource;
  if (!Array.isArray(instances)) return [notOfState([...path, 'instances'], 'a list')];
  return instances.flatMap((each, index) =>
    isMembers(each) && isMembers(each.attributes)
      ? []
      : [notOfState([...path, 'instances', index], 'an object with attributes')],
  );
}

function isRead(type: unknown): boolean {
  return typeof type === 'string' && Object.hasOwn(RESOURCE_READERS, type);
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

/** What the official provider stores for a setting that was never made. */
function withoutEmpty(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => !isEmpty(value)));
}
