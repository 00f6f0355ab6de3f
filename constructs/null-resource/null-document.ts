import type { IConstruct } from 'constructs';
import { APONO_MEMBERS, type DocumentMember, type ProviderConfiguration, type Shape } from '../../src/metadata';
import { type Problem, problem, renderProblem } from '../../src/problem';
import { sensitiveVariable } from '../checks/secret-value';
import { refuse } from '../checks/validation';

/**
 * The document of one resource: what the handler is given. It is the whole wanted state, and nothing in it is secret.
 *
 * @param configuration what the provider declares, under the description's names
 * @param project put before the resource's path in the id that the handler remembers it by
 */
export function nullDocument(
  resource: IConstruct,
  { configuration, project }: { readonly configuration: ProviderConfiguration; readonly project: string | undefined },
  member: DocumentMember,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { servers = {}, apono } = configuration;
  const preflight = values.preflight as { server?: string } | undefined;
  const name = (values.server ?? preflight?.server ?? Object.keys(servers).sort()[0]) as string | undefined;
  const server = name === undefined ? undefined : servers[name];
  if (name === undefined || server === undefined) refuse(resource, [noServer(name, Object.keys(servers))]);
  const isAtApono = APONO_MEMBERS.some((each) => each === member);
  return {
    id: project === undefined ? resource.node.path : `${project}/${resource.node.path}`,
    servers: { [name]: server },
    ...(isAtApono && (apono?.endpoint ?? apono?.preview) !== undefined && { apono: withoutToken(apono) }),
    [member]: [values],
  };
}

/** The token is no part of a document: it comes from the environment. */
function withoutToken({ token: _, ...apono }: NonNullable<ProviderConfiguration['apono']> = {}) {
  return apono;
}

/** Resolved values, sets in one order. */
export function inOneOrder<T>(shape: Shape | undefined, value: T): T {
  if (typeof value !== 'object' || value === null || shape === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((each) => inOneOrder('element' in shape ? shape.element : undefined, each));
    return (shape.kind === 'set' ? items.sort(byText) : items) as T;
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(value).map(([key, each]) => [key, inOneOrder(shape.element, each)]);
    return Object.fromEntries(entries) as T;
  }
  if (shape.kind !== 'object') return value;
  const members = Object.entries(value).map(([name, each]) => [name, inOneOrder(shape.attributes[name], each)]);
  return Object.fromEntries(members) as T;
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

/** Refuses, at synth, a document that refers to a variable that is a secret: it would stand in the state in clear. */
export function refuseSensitive(resource: IConstruct, document: () => unknown): void {
  resource.node.addValidation({
    validate: () => {
      const name = sensitiveVariable(resource, document());
      return name === undefined ? [] : [renderProblem(sensitive(name))];
    },
  });
}

function noServer(name: string | undefined, declared: readonly string[]): Problem {
  return problem('MISSING_VALUE', ['server'], 'The handler remembers on a server what it made, and has none here', {
    ...(name !== undefined && { value: name }),
    allowed: declared.length > 0 ? declared.join(', ') : 'a PostgresqlServer of this stack with the same handler',
    next: 'Give the integration a `server`, and that server `handler: Handler.nullResource()`.',
  });
}

function sensitive(name: string): Problem {
  return problem('LITERAL_SECRET', [], `The variable ${name} is sensitive, and would stand in the state in clear`, {
    value: name,
    allowed: 'what is no secret; secrets by the names of environment variables',
    next: 'Pass a password by `passwordEnv`. A variable that is no secret need not be sensitive.',
  });
}
