import type { AccessScopeUpsertV1, AccessScopeV1 } from '../../apono';
import { accessScope, accessScopeList as accessScopeListDescription } from '../../metadata';
import type { AccessKind } from '../access/access-kind';
import { accessResource } from '../access/access-resource';
import { accessList } from '../access/list-access';

/** What is different of it from others that give access. */
export const accessScopeKind: AccessKind<AccessScopeUpsertV1, AccessScopeV1> = {
  description: accessScope,
  reviewed: 'access_scope',
  word: 'access scope',
  things: 'accessScopes',
  collection: (client) => client.accessScopes,
  withDefaults: (values) => values,
  withoutDefaults: (values) => values,
  body: ({ name, description, query }) => ({
    name: String(name),
    description: (description as string | null | undefined) ?? null,
    query: String(query),
  }),
  values: ({ name, description, query }) => ({ name, description: description || null, query }),
  spellings: () => [],
  summary: ({ query }) => [`Holds what is found by: ${query}`],
};

/** `aponopg_access_scope`. */
export const accessScopeResource = accessResource(accessScopeKind);

/** `list aponopg_access_scope`. */
export const accessScopeList = accessList(accessScopeKind, accessScopeListDescription);
