import type { AccessFlowV2, AccessScopeV1, BundleV2 } from '../../src/apono';
import type { Sandbox } from '../../src/apono/sandbox';
import { integrationAttributes } from './integration';

/** The attributes of a flow that the sandbox takes, on the integration `Orders database`, for tests to vary. */
export function flowAttributes(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: 'Read orders',
    trigger: 'SELF_SERVE',
    requestors: { logical_operator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
    access_targets: [integrationTarget()],
    settings: {},
    ...more,
  };
}

/** A target on the integration `Orders database`. */
export function integrationTarget(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    integration: {
      integration_name: '${aponopg_integration.it.name}',
      resource_type: 'postgresql-database',
      permissions: ['READ_ONLY'],
      ...more,
    },
  };
}

/** One integration and one flow on it, in Terraform's JSON syntax. */
export function flowBlocks(more: Readonly<Record<string, unknown>> = {}, others: object = {}): object {
  return {
    resource: {
      aponopg_integration: { it: integrationAttributes() },
      aponopg_access_flow: { it: flowAttributes(more) },
      ...others,
    },
  };
}

/** Asks the sandbox's API. */
export async function askSandbox<T>(sandbox: Sandbox, method: string, path: string, body?: object): Promise<T> {
  const reply = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

const LISTS = {
  flows: '/api/admin/v2/access-flows',
  bundles: '/api/admin/v2/bundles',
  scopes: '/api/admin/v1/access-scopes',
} as const;

interface Lists {
  readonly flows: AccessFlowV2;
  readonly bundles: BundleV2;
  readonly scopes: AccessScopeV1;
}

/** What the sandbox has of a kind. */
export async function listed<Kind extends keyof Lists>(sandbox: Sandbox, kind: Kind): Promise<Lists[Kind][]> {
  return (await askSandbox<{ items: Lists[Kind][] }>(sandbox, 'GET', LISTS[kind])).items;
}
