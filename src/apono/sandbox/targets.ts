import type { AccessTargetV2, ResourcesScopeV2 } from '../access-shapes';
import { referred } from './entries';
import { bad, type Field, type Fields, isSet, object, objects, oneOf, optional, text, texts } from './fields';
import { offersOf } from './offers';
import { aqlQuery } from './query';
import type { SandboxContext } from './request';
import type { SandboxState, StoredTarget } from './tenant';

type Kind = keyof StoredTarget;

/** What an access flow may give. */
export const FLOW_TARGETS: readonly Kind[] = ['integration', 'bundle', 'access_scope', 'query_target'];
/** What a bundle may give. */
export const BUNDLE_TARGETS: readonly Kind[] = ['integration', 'access_scope', 'query_target'];

/** Reads what an access flow or a bundle gives, each of exactly one kind. */
export function targets(context: SandboxContext, kinds: readonly Kind[]): Field<readonly StoredTarget[]> {
  return (fields, key) =>
    objects(fields, key).map((each) => {
      const [kind, ...more] = kinds.filter((one) => isSet(each[one]));
      if (kind === undefined || more.length > 0)
        throw bad(`Each of ${key} must have exactly one of ${kinds.join(', ')}`);
      return { [kind]: READERS[kind](context, object(each, kind)) };
    });
}

/** A target as the API shows it. */
export function shownTarget(state: SandboxState, target: StoredTarget): AccessTargetV2 {
  const { integration, bundle, access_scope: scope, query_target: query } = target;
  const nameIn = (entries: readonly { id: string; name: string }[], id: string) =>
    entries.find((each) => each.id === id)?.name ?? id;
  return {
    integration: integration
      ? { ...integration, integration_name: nameIn(state.integrations, integration.integration_id) }
      : null,
    bundle: bundle ? { ...bundle, bundle_name: nameIn(state.bundles, bundle.bundle_id) } : null,
    access_scope: scope ? { ...scope, access_scope_name: nameIn(state.access_scopes, scope.access_scope_id) } : null,
    ...(query && { query_target: query }),
  };
}

const READERS: { readonly [Each in Kind]: (context: SandboxContext, fields: Fields) => StoredTarget[Each] } = {
  integration: (context, fields) => {
    const reference = text(fields, 'integration_reference');
    const integration = referred(context.state.integrations, 'Integration', reference);
    const resourceType = text(fields, 'resource_type');
    const permissions = texts(fields, 'permissions');
    const offered = offersOf(context, integration);
    if (offered !== undefined) {
      const found = offered.find(({ type }) => type === resourceType);
      if (found === undefined) throw bad(`Integration ${reference} has no resource type ${resourceType}`);
      const unknown = permissions.find((each) => !found.permissions.includes(each));
      if (unknown !== undefined) throw bad(`Resource type ${resourceType} has no permission ${unknown}`);
    }
    return {
      integration_id: integration.id,
      resource_type: resourceType,
      permissions,
      resources_scopes: optional(fields, 'resources_scopes', scopes),
    };
  },
  bundle: ({ state }, fields) => ({
    bundle_id: referred(state.bundles, 'Bundle', text(fields, 'bundle_reference')).id,
  }),
  access_scope: ({ state }, fields) => ({
    access_scope_id: referred(state.access_scopes, 'Access scope', text(fields, 'access_scope_reference')).id,
  }),
  query_target: (_, fields) => ({ query: aqlQuery(fields, 'query') }),
};

function scopes(fields: Fields, key: string): readonly ResourcesScopeV2[] {
  return objects(fields, key).map((each) => {
    const type = oneOf('NAME', 'APONO_ID', 'TAG')(each, 'type');
    const tag = optional(each, 'key', text);
    if (type === 'TAG' && tag === null) throw bad('key is required with type TAG');
    return {
      scope_mode: oneOf('include_resources', 'exclude_resources')(each, 'scope_mode'),
      type,
      key: tag,
      values: texts(each, 'values'),
    };
  });
}
