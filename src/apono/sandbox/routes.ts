import { ACCESS_FLOW_ROUTES } from './access-flows';
import { ACCESS_SCOPE_ROUTES } from './access-scopes';
import { type Answer, Refusal } from './answer';
import { ATTRIBUTE_ROUTES } from './attributes';
import { BUNDLE_ROUTES } from './bundles';
import { CATALOG_ROUTES } from './catalog';
import { CONNECTOR_ROUTES } from './connectors';
import { GROUP_ROUTES } from './groups';
import { INTEGRATION_ROUTES } from './integrations';
import { OFFER_ROUTES } from './offers';
import { OLDER_ACCESS_FLOW_ROUTES } from './older/access-flows';
import { OLDER_BUNDLE_ROUTES } from './older/bundles';
import { OLDER_CONNECTOR_ROUTES } from './older/connectors';
import { OLDER_IDENTITY_ROUTES } from './older/identities';
import { OLDER_INTEGRATION_ROUTES } from './older/integrations';
import { WEBHOOK_ROUTES } from './older/webhooks';
import { firstQuery } from './page';
import type { Route, SandboxRequest } from './request';
import { USER_ROUTES } from './users';

/** All that the sandbox answers to. */
export const ROUTES: readonly Route[] = [
  ...CONNECTOR_ROUTES,
  ...INTEGRATION_ROUTES,
  ...CATALOG_ROUTES,
  ...OFFER_ROUTES,
  ...ACCESS_FLOW_ROUTES,
  ...BUNDLE_ROUTES,
  ...ACCESS_SCOPE_ROUTES,
  ...ATTRIBUTE_ROUTES,
  ...GROUP_ROUTES,
  ...USER_ROUTES,
  ...OLDER_CONNECTOR_ROUTES,
  ...OLDER_INTEGRATION_ROUTES,
  ...OLDER_IDENTITY_ROUTES,
  ...OLDER_BUNDLE_ROUTES,
  ...OLDER_ACCESS_FLOW_ROUTES,
  ...WEBHOOK_ROUTES,
];

/**
 * Does what a request asks for, on the state.
 *
 * @throws Refusal
 */
export function answerRequest(request: SandboxRequest): Answer {
  const found = ROUTES.flatMap(([method, pattern, operation]) => {
    const ids = idsIn(pattern, request.path);
    return ids === undefined ? [] : [{ method, operation, ids }];
  });
  if (found.length === 0) throw new Refusal(404, `No such path: ${request.path}`);
  const route = found.find(({ method }) => method === request.method);
  if (route === undefined) throw new Refusal(405, `${request.method} is not allowed for ${request.path}`);
  return route.operation({ ...request, query: firstQuery(request.query) }, ...route.ids);
}

/** The ids in a path of the pattern's form; undefined when the path is of another form. */
function idsIn(pattern: string, path: string): readonly string[] | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const isId = (part: string | undefined) => part?.startsWith('{') === true;
  if (!wanted.every((part, index) => (isId(part) ? given[index] !== '' : part === given[index]))) return undefined;
  try {
    return given.filter((_, index) => isId(wanted[index])).map(decodeURIComponent);
  } catch {
    throw new Refusal(400, 'The path is not well encoded');
  }
}
