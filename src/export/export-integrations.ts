import type { IntegrationV4 } from '../apono';
import type { HandlerContext } from '../handler/context';
import type { Values } from '../handler/handler-resource';
import { isOfPostgresql } from '../handler/integration/of-postgresql';
import { importedValues } from '../handler/integration/values';
import { writtenValues } from '../handler/written-values';
import { integration as description } from '../metadata';
import { type Problem, ProblemError, problem } from '../problem';
import { aponoClient } from './apono-client';

/** Which integrations of the tenant are exported; each may name several. */
export interface ExportIntegrationsOptions {
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  /** All of a type; `*` stands for any characters. */
  readonly types?: readonly string[];
}

/**
 * Reads integrations from Apono, each once, with its `id` beside what one would write. An import of what they describe
 * leaves nothing to plan.
 *
 * @throws ProblemError APONO_INTEGRATION_UNKNOWN, UNSUPPORTED_INTEGRATION_TYPE for one that is not of PostgreSQL, and
 *         what Apono refuses
 */
export async function exportIntegrations(
  context: HandlerContext,
  { ids = [], names = [], types = [] }: ExportIntegrationsOptions,
): Promise<Values[]> {
  const client = aponoClient(context);
  const found = new Map<string, IntegrationV4>();
  const problems: Problem[] = [];
  const keep = (one: IntegrationV4 | null, path: string, value: string) => {
    if (one) found.set(one.id, one);
    else problems.push(unknown(path, value));
  };
  for (const id of ids) keep(await client.integrations.get(id), 'integration', id);
  for (const name of names) keep(await client.integrations.findByName(name), 'name', name);
  for (const type of types) {
    const before = found.size;
    for await (const each of client.integrations.list({ type: [type] })) found.set(each.id, each);
    if (found.size === before) problems.push(unknown('type', type));
  }
  problems.push(...[...found.values()].flatMap(ofAnotherType));
  if (problems.length > 0) throw new ProblemError(problems);
  return [...found.values()].map(integrationValues);
}

/** An integration as one would write it, with its `id`. */
export function integrationValues(found: IntegrationV4): Values {
  return { id: found.id, ...writtenValues(description, importedValues(found)) };
}

function unknown(path: string, value: string): Problem {
  return problem(
    'APONO_INTEGRATION_UNKNOWN',
    [path],
    `Apono has no integration with this ${path === 'integration' ? 'id' : path}`,
    {
      value,
      next: 'Correct its spelling, upper and lower case included; or check that the token is of the right tenant.',
    },
  );
}

function ofAnotherType(found: IntegrationV4): Problem[] {
  if (isOfPostgresql(found)) return [];
  const { name, type } = found;
  return [
    problem('UNSUPPORTED_INTEGRATION_TYPE', ['type'], `The integration ${JSON.stringify(name)} is of another type`, {
      value: type,
      allowed: 'a type of PostgreSQL, such as postgresql or aws-rds-postgresql',
      next: 'Name another integration.',
    }),
  ];
}
