import { ProblemError, problem } from '../../problem';
import type { GrantsDocument, IntegrationDocument, ProjectDocument, RoleDocument, ServerDocument } from '../document';
import { evaluate } from '../parse/evaluate';
import { INTEGRATION_READERS, notesOnExpressions, readIntegrationBody } from '../parse/integration-readers';
import { instancesOf } from './block-instances';
import { referencesOf, withReferences } from './resolve-references';

/** A stack as a document, and where each integration stands in it. */
export interface ReadStack {
  readonly document: ProjectDocument;
  /** `aponopg_integration.orders_1A2B`, in the order of the document's integrations. */
  readonly addresses: readonly string[];
}

/**
 * Reads the servers, roles, grants and integrations of a configuration in Terraform's JSON syntax, such as the
 * `cdk.tf.json` of a synthesized stack. References within it are followed; other expressions are kept as they are.
 *
 * @throws ProblemError CONFLICTING_VALUES where two provider blocks declare different servers under one name;
 *         INVALID_VALUE and MISSING_VALUE for an integration that cannot be read.
 */
export function readStack(json: unknown): ReadStack {
  const stack = evaluate(json) as Members;
  const find = referencesOf(stack);
  const notes: string[] = [];
  const bodies = (type: string): [address: string, body: Members][] =>
    instancesOf((stack.resource as Members | undefined)?.[type], 1, ['resource', type]).map(({ labels, body }) => {
      const address = `${type}.${labels[0]}`;
      for (const name of MULTIPLIED) {
        if (body[name] !== undefined) notes.push(`${address}: ${name} was left out, write it in by hand.`);
      }
      return [address, withReferences(withoutMeta(body), find) as Members];
    });

  const providers = instancesOf(stack.provider, 1, ['provider'])
    .filter(({ labels }) => labels[0] === 'aponopg')
    .map(({ body }) => withReferences(body, find) as Members);
  const roles = bodies('aponopg_role').map(([, body]) => body as unknown as RoleDocument);
  const grants = bodies('aponopg_grants').map(([, body]) => body as unknown as GrantsDocument);
  const integrations = Object.keys(INTEGRATION_READERS).flatMap((type) =>
    bodies(type).map(([address, body]) => ({ address, integration: readIntegration(address, body) })),
  );
  const apono = providers.map((each) => each.apono).find((each) => each !== undefined);
  const servers = serversOf(providers);
  return {
    document: {
      ...(notes.length > 0 && { notes }),
      ...(apono !== undefined && { apono: apono as NonNullable<ProjectDocument['apono']> }),
      ...(stack.variable !== undefined && { variables: declaredVariables(json) }),
      ...(Object.keys(servers).length > 0 && { servers }),
      ...(roles.length > 0 && { roles }),
      ...(grants.length > 0 && { grants }),
      ...(integrations.length > 0 && { integrations: integrations.map(({ integration }) => integration) }),
    },
    addresses: integrations.map(({ address }) => address),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** What makes several of one block: a document has no place for it. */
const MULTIPLIED = ['count', 'for_each'];

const META = ['//', ...MULTIPLIED, 'provider', 'depends_on', 'lifecycle', 'provisioner', 'connection'];

function withoutMeta(body: Members): Members {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !META.includes(name) && value !== null && value !== undefined),
  );
}

function readIntegration(address: string, body: Members): IntegrationDocument {
  const { integration, notes, problems } = readIntegrationBody(address, body);
  if (problems.length > 0) throw new ProblemError(problems);
  // A variable comes along with the document; anything else has to be there wherever the code goes.
  const kept = notesOnExpressions(integration).filter(({ template }) => !/^\$\{var\.[\w-]+\}$/.test(template));
  const all = [...notes, ...kept.map(({ note }) => note)];
  return all.length > 0 ? { ...integration, notes: all } : integration;
}

function serversOf(providers: readonly Members[]): Record<string, ServerDocument> {
  const servers: Record<string, ServerDocument> = {};
  for (const [name, server] of providers.flatMap((each) => Object.entries((each.servers ?? {}) as Members))) {
    if (servers[name] !== undefined && JSON.stringify(servers[name]) !== JSON.stringify(server)) {
      throw new ProblemError(
        problem('CONFLICTING_VALUES', ['servers', name], 'Two provider blocks declare different servers by one name', {
          value: name,
          next: 'Give one of them another name.',
        }),
      );
    }
    servers[name] = server as ServerDocument;
  }
  return servers;
}

/** As they stand: their defaults mean themselves, they are no expressions. */
function declaredVariables(json: unknown): Record<string, Members> {
  const declared = instancesOf((json as Members).variable, 1, ['variable']);
  return Object.fromEntries(declared.map(({ labels, body }) => [labels[0] ?? '', withoutMeta(body)]));
}
