import { accessScopeResource } from '../handler/access-scope';
import { accessKind } from './access-kind';

/** Access scopes in a document. */
export const accessScopeKind = accessKind('access_scopes', 'access scope', accessScopeResource, 'accessScopes');
