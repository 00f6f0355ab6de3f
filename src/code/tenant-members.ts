import { accessFlow, accessScope, bundle, type Description, integration } from '../metadata';
import type { ProjectDocument } from './project-document';

/** The members of a document that Apono has, in the order in which they need each other. */
export const TENANT_MEMBERS = ['integrations', 'access_scopes', 'bundles', 'access_flows'] as const;
export type TenantMember = (typeof TENANT_MEMBERS)[number];

/** Those that give access. */
export const ACCESS_MEMBERS = ['access_scopes', 'bundles', 'access_flows'] as const satisfies readonly TenantMember[];
export type AccessMember = (typeof ACCESS_MEMBERS)[number];

/** One thing of a tenant, as a document has it. */
export type TenantDocument<M extends TenantMember = TenantMember> = NonNullable<ProjectDocument[M]>[number];

/** What is to know of the things of a member. */
export interface TenantKind {
  readonly description: Description;
  /** What one of them is called. */
  readonly word: 'integration' | 'access scope' | 'bundle' | 'access flow';
  /** The official provider's resource, and its older generation where that is another. */
  readonly official: string;
  readonly older?: string;
}

export const TENANT_KINDS: Readonly<Record<TenantMember, TenantKind>> = {
  integrations: {
    description: integration,
    word: 'integration',
    official: 'apono_resource_integration',
    older: 'apono_integration',
  },
  access_scopes: { description: accessScope, word: 'access scope', official: 'apono_access_scope' },
  bundles: { description: bundle, word: 'bundle', official: 'apono_bundle_v2', older: 'apono_access_bundle' },
  access_flows: {
    description: accessFlow,
    word: 'access flow',
    official: 'apono_access_flow_v2',
    older: 'apono_access_flow',
  },
};
