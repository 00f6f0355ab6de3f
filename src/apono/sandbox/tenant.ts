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
import type { Placed } from './entries';

/** Everything the sandbox remembers. It holds no token and no credentials. */
export interface SandboxState {
  connectors: ConnectorV3[];
  integrations: StoredIntegration[];
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
    Omit<AccessFlowV2, 'requestors' | 'request_for' | 'approver_policy' | 'escalation_policy' | 'access_targets'> {
  readonly requestors: StoredConditions;
  readonly request_for: RequestForV2<StoredCondition> | null;
  readonly approver_policy: ApproverPolicyV2<StoredCondition> | null;
  readonly escalation_policy: EscalationPolicyV2<StoredCondition> | null;
  readonly access_targets: readonly StoredTarget[];
}

export interface StoredBundle extends Placed {
  readonly id: string;
  readonly name: string;
  readonly access_targets: readonly StoredTarget[];
  readonly creation_date: string;
  readonly update_date: string;
}

export interface StoredAccessScope extends AccessScopeV1, Placed {}

export interface StoredGroup extends Sourced<GroupV1>, Placed {
  /** E-mail addresses. */
  readonly members: readonly string[];
}
