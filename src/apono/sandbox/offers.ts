import { wholeList } from './answer';
import { stored } from './entries';
import { hashId } from './ids';
import type { Operation, Route, SandboxContext } from './request';
import type { StoredIntegration } from './tenant';
import type { SandboxResourceType } from './types';

/** `GET /api/v3/integrations/{id}/permissions` */
const permissions: Operation = (request, id) =>
  listed(request.query, request, id, ({ type, permissions: names }) =>
    names.map((name) => ({ id: hashId(id, type, name), name, resource_type: type })),
  );

/** `GET /api/v3/integrations/{id}/resources` */
const resources: Operation = (request, id) =>
  listed(request.query, request, id, ({ type, resources: names = [] }) =>
    names.map((name) => ({ id: hashId(id, type, name), name, type, status: { status: 'Active', message: null } })),
  );

export const OFFER_ROUTES: readonly Route[] = [
  ['GET', '/api/v3/integrations/{id}/permissions', permissions],
  ['GET', '/api/v3/integrations/{id}/resources', resources],
];

/**
 * The resource types that an integration is connected to, with what may be given on them; undefined where the catalog does not say
 * what its type has.
 */
export function offersOf(
  { types }: SandboxContext,
  { type, connected_resource_types: connected, integration_config: config }: StoredIntegration,
): readonly SandboxResourceType[] | undefined {
  const known = types.find((each) => each.type === type)?.resource_types;
  const offered =
    connected === null || connected === undefined ? known : known?.filter((each) => connected.includes(each.type));
  return offered?.map((each) => {
    const isDatabase = each.type === `${type}-database` && typeof config.dbname === 'string';
    return each.resources === undefined && isDatabase ? { ...each, resources: [config.dbname as string] } : each;
  });
}

function listed(
  query: URLSearchParams,
  context: SandboxContext,
  id: string,
  take: (type: SandboxResourceType) => readonly object[],
) {
  const wanted = query.get('resource-type');
  const offered = offersOf(context, stored(context.state.integrations, 'Integration', id)) ?? [];
  const data = offered.filter(({ type }) => wanted === null || type === wanted).flatMap(take);
  return wholeList(data);
}
