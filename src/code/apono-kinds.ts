import { type AponoMember, accessFlow, accessScope, bundle, type Description, integration } from '../metadata';
import type { ProjectDocument } from './project-document';

/** Those that give access. */
export const ACCESS_MEMBERS = ['access_scopes', 'bundles', 'access_flows'] as const satisfies readonly AponoMember[];
export type AccessMember = (typeof ACCESS_MEMBERS)[number];

/** One thing of Apono, as a document has it. */
export type AponoDocument<M extends AponoMember = AponoMember> = NonNullable<ProjectDocument[M]>[number];

/** What is to know of the things of a member. */
export interface AponoKind {
  readonly description: Description;
  /** What one of them is called. */
  readonly word: 'integration' | 'access scope' | 'bundle' | 'access flow';
  /** The official provider's resource, and its older generation where that is another. */
  readonly official: string;
  readonly older?: string;
}

export const APONO_KINDS: Readonly<Record<AponoMember, AponoKind>> = {
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
