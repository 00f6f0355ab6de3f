import type { AponoMember } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import type { AponoDocument } from '../apono-kinds';
import { defaultOf, referencesOf, withReferences } from '../stack/resolve-references';
import { evaluate } from './evaluate';
import { parseHcl } from './hcl-json';
import { asWritten, notesOnExpressions, RESOURCE_READERS, readResourceBody } from './resource-readers';

/** An integration, access scope, bundle or access flow found in HCL or in a state. */
export interface ReadResource<M extends AponoMember = AponoMember> {
  /** `apono_resource_integration.orders`. */
  readonly address: string;
  /** Where it belongs in a document. */
  readonly member: M;
  readonly thing: AponoDocument<M>;
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
 * Reads the integrations, access scopes, bundles and access flows in HCL such as the product's *View as Code* prints: of
 * the official provider, of either generation, and of this package. References within the text are followed. Other blocks
 * are passed over.
 *
 * @throws ProblemError HCL_SYNTAX with line and column; UNSUPPORTED_INTEGRATION_TYPE; MISSING_VALUE and INVALID_VALUE for
 *         an attribute that nothing can do without; MISSING_VALUE when there is nothing to read at all.
 */
export async function readViewAsCode(hcl: string, options: ReadViewAsCodeOptions = {}): Promise<ReadResource[]> {
  const isPostgresql = options.isPostgresqlType ?? ((type) => /postgres|alloydb/i.test(type));
  const text = evaluate(await parseHcl(hcl, options.filename)) as Readonly<Record<string, unknown>>;
  const resources = (text.resource ?? {}) as Resources;
  const find = referencesOf(text, defaultOf);
  const problems: Problem[] = [];
  const found: ReadResource[] = [];
  for (const [type, { member }] of Object.entries(RESOURCE_READERS)) {
    for (const [name, bodies] of Object.entries(resources[type] ?? {})) {
      const address = `${type}.${name}`;
      const body = withReferences(bodies[0] ?? {}, find) as Record<string, unknown>;
      const unsupported = member === 'integrations' ? checkType(body.type, address, isPostgresql) : undefined;
      if (unsupported !== undefined) problems.push(unsupported);
      else found.push(readOne(address, body, problems));
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  if (found.length === 0) {
    throw new ProblemError(
      problem('MISSING_VALUE', [], 'The text holds no integration, and nothing that gives access', {
        allowed: `a resource of type ${Object.keys(RESOURCE_READERS).join(', ')}`,
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

function readOne(address: string, body: Readonly<Record<string, unknown>>, problems: Problem[]): ReadResource {
  const { problems: found, notes, member, thing: said } = readResourceBody(address, body);
  problems.push(...found);
  const thing = found.length > 0 ? said : asWritten(member, said);
  return { address, member, thing, notes: [...notes, ...notesOnExpressions(thing).map(({ note }) => note)] };
}
