import type {
  AccessFlowV2,
  AccessScopeV1,
  ApproverGroupV2,
  ApproverPolicyV2,
  ConditionsV2,
  ConditionV2,
  EscalationPolicyV2,
  RequestForV2,
  ResourcesScopeV2,
} from '../access-shapes';
import type { ConnectorV3, IntegrationV4 } from '../api-shapes';
import type { AttributeV1, GroupV1, UserV3 } from '../identity-shapes';
import type { Entry, Placed } from './entries';

/** Everything the sandbox remembers. It holds no token and no credentials. */
export interface SandboxState {
  connectors: ConnectorV3[];
  integrations: StoredIntegration[];
  /** Newer than the public API: only the names that `space_reference` may have. */
  spaces: Entry[];
  access_flows: StoredAccessFlow[];
  bundles: StoredBundle[];
  access_scopes: StoredAccessScope[];
  groups: StoredGroup[];
  users: Sourced<UserV3>[];
  /** Attributes beside users and groups. */
  attributes: Sourced<AttributeV1>[];
}

/** An integration as kept: its status is worked out when it is read. */
export interface StoredIntegration extends Omit<IntegrationV4, 'status' | 'last_sync_time'>, Placed {
  /** What it shows until it settles. */
  readonly status_before: 'Initializing' | 'Refreshing';
  /** When it settles, in milliseconds since 1970. */
  readonly settles_at: number;
}

/** As kept, without the name of the source: it is looked up when it is read, and so are all other names. */
export type Sourced<Each> = Omit<Each, 'source_integration_name'>;

export type StoredCondition = Sourced<ConditionV2>;
export type StoredConditions = ConditionsV2<StoredCondition>;
export type StoredApproverGroup = ApproverGroupV2<StoredCondition>;

/** What may be in a space. */
export interface InSpace {
  readonly space_id?: string;
}

/** What an access flow or a bundle gives: exactly one is set. */
export interface StoredTarget {
  readonly integration?: {
    readonly integration_id: string;
    readonly resource_type: string;
    readonly permissions: readonly string[];
    readonly resources_scopes: readonly ResourcesScopeV2[] | null;
  };
  readonly bundle?: { readonly bundle_id: string };
  readonly access_scope?: { readonly access_scope_id: string };
  readonly query_target?: { readonly query: string };
}

export interface StoredAccessFlow
  extends Placed,
    InSpace,
    Omit<
      AccessFlowV2,
      'space' | 'requestors' | 'request_for' | 'approver_policy' | 'escalation_policy' | 'access_targets'
    > {
  readonly requestors: StoredConditions;
  readonly request_for: RequestForV2<StoredCondition> | null;
  readonly approver_policy: ApproverPolicyV2<StoredCondition> | null;
  readonly escalation_policy: EscalationPolicyV2<StoredCondition> | null;
  readonly access_targets: readonly StoredTarget[];
  /** What only the older API has. */
  readonly older_settings?: Readonly<Record<string, unknown>>;
}

export interface StoredBundle extends Placed, InSpace {
  readonly id: string;
  readonly name: string;
  readonly access_targets: readonly StoredTarget[];
  readonly creation_date: string;
  readonly update_date: string;
}

export interface StoredAccessScope extends Omit<AccessScopeV1, 'space'>, Placed, InSpace {}

export interface StoredGroup extends Sourced<GroupV1>, Placed {
  /** E-mail addresses. */
  readonly members: readonly string[];
}

/** A webhook as it was sent. It may hold credentials: it stays in memory, and goes into no state file. */
export interface SandboxWebhook {
  readonly id: string;
  readonly name: string;
  readonly [key: string]: unknown;
}
