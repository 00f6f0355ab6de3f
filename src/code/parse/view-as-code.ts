import { type Problem, ProblemError, problem } from '../../problem';
import type { IntegrationDocument } from '../project-document';
import { evaluate } from './evaluate';
import { parseHcl } from './hcl-json';
import { INTEGRATION_READERS, notesOnExpressions, readIntegrationBody } from './integration-readers';

/** An integration found in HCL. */
export interface ReadIntegration {
  /** `apono_resource_integration.orders`. */
  readonly address: string;
  readonly integration: IntegrationDocument;
  /** What could not be taken over exactly, and what was kept as an expression: one sentence each. */
  readonly notes: readonly string[];
}

export interface ReadViewAsCodeOptions {
  /** Named in errors. */
  readonly filename?: string;
  /** Whether an integration type is one of PostgreSQL. @default its name contains "postgres" or "alloydb" */
  readonly isPostgresqlType?: (type: string) => boolean;
}

/**
 * Reads the integrations in HCL such as the product's *View as Code* prints: `apono_resource_integration`, the older
 * `apono_integration`, and `aponopg_integration`. Other blocks are passed over.
 *
 * @throws ProblemError HCL_SYNTAX with line and column; UNSUPPORTED_INTEGRATION_TYPE; MISSING_VALUE and INVALID_VALUE for
 *         an attribute that no integration can do without; MISSING_VALUE when there is no integration at all.
 */
export async function readViewAsCode(hcl: string, options: ReadViewAsCodeOptions = {}): Promise<ReadIntegration[]> {
  const isPostgresql = options.isPostgresqlType ?? ((type) => /postgres|alloydb/i.test(type));
  const resources = ((await parseHcl(hcl, options.filename)).resource ?? {}) as Resources;
  const problems: Problem[] = [];
  const found: ReadIntegration[] = [];
  for (const type of Object.keys(INTEGRATION_READERS)) {
    for (const [name, bodies] of Object.entries(resources[type] ?? {})) {
      const address = `${type}.${name}`;
      const body = evaluate(bodies[0] ?? {}) as Record<string, unknown>;
      const unsupported = checkType(body.type, address, isPostgresql);
      if (unsupported !== undefined) problems.push(unsupported);
      else found.push(readOne(address, body, problems));
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  if (found.length === 0) {
    throw new ProblemError(
      problem('MISSING_VALUE', [], 'The text holds no integration', {
        allowed: `a resource of type ${Object.keys(INTEGRATION_READERS).join(', ')}`,
      }),
    );
  }
  return found;
}

type Resources = Record<string, Record<string, Record<string, unknown>[]>>;

function checkType(type: unknown, address: string, isPostgresql: (type: string) => boolean): Problem | undefined {
  if (typeof type === 'string' && isPostgresql(type)) return undefined;
  if (typeof type === 'string') {
    return problem('UNSUPPORTED_INTEGRATION_TYPE', [address, 'type'], 'This is an integration of another type', {
      value: type,
      allowed: 'a type of PostgreSQL, such as postgresql or aws-rds-postgresql',
      next: 'Take the block out: only PostgreSQL integrations can be read here.',
    });
  }
  return problem('MISSING_VALUE', [address, 'type'], 'The type of the integration is not known', {
    allowed: 'a literal, such as "postgresql"',
    next: 'Write the type out: what an integration is cannot be told from an expression.',
  });
}

function readOne(address: string, body: Readonly<Record<string, unknown>>, problems: Problem[]): ReadIntegration {
  const { integration, notes, problems: found } = readIntegrationBody(address, body);
  problems.push(...found);
  return { address, integration, notes: [...notes, ...notesOnExpressions(integration).map(({ note }) => note)] };
}
