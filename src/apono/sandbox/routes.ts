import { type Answer, Refusal } from './answer';
import { getCatalogEntry, listCatalog } from './catalog';
import * as connectors from './connectors';
import * as integrations from './integrations';

/** One request, taken apart. */
export interface SandboxRequest extends integrations.IntegrationContext {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

type Operation = (request: SandboxRequest, id: string) => Answer;

const ROUTES: readonly (readonly [method: string, path: string, operation: Operation])[] = [
  ['GET', '/api/admin/v3/connectors', (request) => connectors.listConnectors(request, request.query)],
  ['GET', '/api/admin/v3/connectors/{id}', connectors.getConnector],
  ['PUT', '/api/admin/v3/connectors/{id}', (request, id) => connectors.updateConnector(request, id, request.body)],
  ['DELETE', '/api/admin/v3/connectors/{id}', connectors.deleteConnector],
  ['GET', '/api/admin/v4/integrations', (request) => integrations.listIntegrations(request, request.query)],
  ['POST', '/api/admin/v4/integrations', (request) => integrations.createIntegration(request, request.body)],
  ['GET', '/api/admin/v4/integrations/{id}', integrations.getIntegration],
  [
    'PUT',
    '/api/admin/v4/integrations/{id}',
    (request, id) => integrations.updateIntegration(request, id, request.body),
  ],
  ['DELETE', '/api/admin/v4/integrations/{id}', integrations.deleteIntegration],
  ['POST', '/api/v2/integrations/{id}/refresh', integrations.refreshIntegration],
  ['GET', '/api/v2/integrations-catalog', listCatalog],
  ['GET', '/api/v2/integrations-catalog/{id}', (_, type) => getCatalogEntry(type)],
];

/**
 * Does what a request asks for, on the state.
 *
 * @throws Refusal
 */
export function answerRequest(request: SandboxRequest): Answer {
  const found = ROUTES.flatMap(([method, pattern, operation]) => {
    const id = idIn(pattern, request.path);
    return id === undefined ? [] : [{ method, operation, id }];
  });
  if (found.length === 0) throw new Refusal(404, `No such path: ${request.path}`);
  const route = found.find(({ method }) => method === request.method);
  if (route === undefined) throw new Refusal(405, `${request.method} is not allowed for ${request.path}`);
  return route.operation(request, route.id);
}

/** The id in a path of the pattern's form; an empty text when the pattern has none; undefined when the path is of another form. */
function idIn(pattern: string, path: string): string | undefined {
  const [before, after] = pattern.split('{id}') as [string, string?];
  if (after === undefined) return path === before ? '' : undefined;
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const id = path.slice(before.length, path.length - after.length);
  if (id === '' || id.includes('/')) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    throw new Refusal(400, 'The path is not well encoded');
  }
}
