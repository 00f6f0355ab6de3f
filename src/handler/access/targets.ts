import type { AccessTargetUpsertV2, AccessTargetV2, BundleTargetUpsertV2, BundleTargetV2 } from '../../apono';
import type { AccessFlow, Bundle } from '../../metadata';
import type { Values } from '../handler-resource';
import type { KnownValues } from './known-values';
import type { Spellings } from './spelling';

export type FlowTarget = KnownValues<AccessFlow['access_targets'][number]>;
export type BundleTarget = KnownValues<Bundle['access_targets'][number]>;

/** What a flow gives, as it is sent. */
export function flowTargetBody(target: FlowTarget): AccessTargetUpsertV2 {
  return target.bundle ? { bundle: { bundle_reference: target.bundle.name } } : bundleTargetBody(target);
}

/** What a bundle holds, as it is sent. Sets go in one order. */
export function bundleTargetBody({ integration, access_scope, query_target }: BundleTarget): BundleTargetUpsertV2 {
  if (access_scope) return { access_scope: { access_scope_reference: access_scope.name } };
  if (query_target) return { query_target: { query: query_target.query } };
  if (!integration) return {};
  return {
    integration: {
      integration_reference: integration.integration_name,
      resource_type: integration.resource_type,
      permissions: [...integration.permissions].sort(),
      resources_scopes:
        integration.resources_scopes?.map(({ scope_mode, type, key, values }) => ({
          scope_mode,
          type,
          key: key ?? null,
          values,
        })) ?? null,
    },
  };
}

/** What a flow gives, as the resource has it. */
export function flowTargetValues(found: AccessTargetV2): Values {
  return { ...bundleTargetValues(found), bundle: found.bundle ? { name: found.bundle.bundle_name } : null };
}

/** What a bundle holds, as the resource has it. */
export function bundleTargetValues({ integration, access_scope, query_target }: BundleTargetV2): Values {
  return {
    integration: integration
      ? {
          integration_name: integration.integration_name,
          resource_type: integration.resource_type,
          permissions: integration.permissions,
          resources_scopes: integration.resources_scopes?.length
            ? integration.resources_scopes.map(({ scope_mode, type, key, values }) => ({
                scope_mode,
                type,
                key: key ?? null,
                values,
              }))
            : null,
        }
      : null,
    access_scope: access_scope ? { name: access_scope.access_scope_name } : null,
    query_target: query_target ? { query: query_target.query } : null,
  };
}

/** What else the targets may be called. */
export function targetSpellings({ integration, bundle, access_scope }: AccessTargetV2): Spellings {
  return [
    ...(integration ? [[integration.integration_id, integration.integration_name] as const] : []),
    ...(bundle ? [[bundle.bundle_id, bundle.bundle_name] as const] : []),
    ...(access_scope ? [[access_scope.access_scope_id, access_scope.access_scope_name] as const] : []),
  ];
}
