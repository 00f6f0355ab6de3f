import { optional, text } from './fields';
import { routesOf } from './named-things';
import { aqlQuery } from './query';
import type { StoredAccessScope } from './tenant';

/** `/api/admin/v1/access-scopes` */
export const ACCESS_SCOPE_ROUTES = routesOf<StoredAccessScope>({
  what: 'Access scope',
  path: '/api/admin/v1/access-scopes',
  entries: (state) => state.access_scopes,
  read: (_, body) => ({
    name: text(body, 'name'),
    description: optional(body, 'description', text),
    query: aqlQuery(body, 'query'),
  }),
  shown: (_, scope) => scope,
  filtersByName: true,
});
