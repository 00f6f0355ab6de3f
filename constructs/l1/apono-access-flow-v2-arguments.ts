// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** When access may be asked for. Default: always. With `SELF_SERVE` only. */
export interface AponoAccessFlowV2ArgumentsTimeframe {
  /**
   * When it begins.
   * @example "08:00"
   */
  readonly start_time: string;
  /**
   * When it ends: the same day, after it began.
   * @example "18:00"
   */
  readonly end_time: string;
  /**
   * On which days.
   * @example ["MONDAY","TUESDAY"]
   */
  readonly days_of_week: readonly (
    | 'MONDAY'
    | 'TUESDAY'
    | 'WEDNESDAY'
    | 'THURSDAY'
    | 'FRIDAY'
    | 'SATURDAY'
    | 'SUNDAY'
    | IResolvable
  )[];
  /**
   * The time zone of the two times.
   * @example "Europe/Berlin"
   */
  readonly time_zone: string;
}

/** Who is meant, by an attribute. */
export interface AponoAccessFlowV2ArgumentsApproverPolicyApproverGroupsApprovers {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly match_operator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
  /**
   * What the attribute has to be, in order: names, source ids, or Apono's ids; of `user` with `is` and `is_not` an e-mail, too.
   * @example ["RND"]
   * @default none
   */
  readonly values?: readonly string[] | undefined;
  /**
   * The identity provider integration that knows the attribute, by name or id.
   * @example "Okta"
   * @default Apono itself
   */
  readonly source_integration_name?: string | undefined;
}

/** Approvers who decide together, or each alone. */
export interface AponoAccessFlowV2ArgumentsApproverPolicyApproverGroups {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logical_operator: 'AND' | 'OR' | IResolvable;
  /**
   * The approvers, in order.
   */
  readonly approvers: readonly AponoAccessFlowV2ArgumentsApproverPolicyApproverGroupsApprovers[];
}

/** Who approves. Default: nobody has to. With `SELF_SERVE` only. */
export interface AponoAccessFlowV2ArgumentsApproverPolicy {
  /**
   * Whether one group of approvers is enough, `ANY_OF`, or every group has to approve, `ALL_OF`.
   */
  readonly approval_mode: 'ANY_OF' | 'ALL_OF' | IResolvable;
  /**
   * The groups of approvers.
   */
  readonly approver_groups: readonly AponoAccessFlowV2ArgumentsApproverPolicyApproverGroups[];
}

/** Who is meant, by an attribute. */
export interface AponoAccessFlowV2ArgumentsEscalationPolicyApproverGroupsApprovers {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly match_operator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
  /**
   * What the attribute has to be, in order: names, source ids, or Apono's ids; of `user` with `is` and `is_not` an e-mail, too.
   * @example ["RND"]
   * @default none
   */
  readonly values?: readonly string[] | undefined;
  /**
   * The identity provider integration that knows the attribute, by name or id.
   * @example "Okta"
   * @default Apono itself
   */
  readonly source_integration_name?: string | undefined;
}

/** Approvers who decide together, or each alone. */
export interface AponoAccessFlowV2ArgumentsEscalationPolicyApproverGroups {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logical_operator: 'AND' | 'OR' | IResolvable;
  /**
   * The approvers, in order.
   */
  readonly approvers: readonly AponoAccessFlowV2ArgumentsEscalationPolicyApproverGroupsApprovers[];
}

/** To whom a request goes that nobody answers. Default: to nobody. With `SELF_SERVE` only. */
export interface AponoAccessFlowV2ArgumentsEscalationPolicy {
  /**
   * How long a request waits for one tier before it goes to the next.
   * Unit: minutes.
   * Allowed: a whole number from 1 to 2147483647.
   * @default 30
   */
  readonly interval_in_min?: number | undefined;
  /**
   * The tiers, in order.
   */
  readonly approver_groups: readonly AponoAccessFlowV2ArgumentsEscalationPolicyApproverGroups[];
}

/** Who is meant, by an attribute. */
export interface AponoAccessFlowV2ArgumentsRequestorsConditions {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly match_operator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
  /**
   * What the attribute has to be, in order: names, source ids, or Apono's ids; of `user` with `is` and `is_not` an e-mail, too.
   * @example ["RND"]
   * @default none
   */
  readonly values?: readonly string[] | undefined;
  /**
   * The identity provider integration that knows the attribute, by name or id.
   * @example "Okta"
   * @default Apono itself
   */
  readonly source_integration_name?: string | undefined;
}

/** Who may ask; with `AUTOMATIC` who is given the access. */
export interface AponoAccessFlowV2ArgumentsRequestors {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logical_operator: 'AND' | 'OR' | IResolvable;
  /**
   * The conditions, in order.
   */
  readonly conditions: readonly AponoAccessFlowV2ArgumentsRequestorsConditions[];
}

/** Who is meant, by an attribute. */
export interface AponoAccessFlowV2ArgumentsRequestForGranteesConditions {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly match_operator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
  /**
   * What the attribute has to be, in order: names, source ids, or Apono's ids; of `user` with `is` and `is_not` an e-mail, too.
   * @example ["RND"]
   * @default none
   */
  readonly values?: readonly string[] | undefined;
  /**
   * The identity provider integration that knows the attribute, by name or id.
   * @example "Okta"
   * @default Apono itself
   */
  readonly source_integration_name?: string | undefined;
}

/** The others: needed with `others`, and only then. */
export interface AponoAccessFlowV2ArgumentsRequestForGrantees {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logical_operator: 'AND' | 'OR' | IResolvable;
  /**
   * The conditions, in order.
   */
  readonly conditions: readonly AponoAccessFlowV2ArgumentsRequestForGranteesConditions[];
}

/** For whom one may ask. Default: for oneself. With `SELF_SERVE` only. */
export interface AponoAccessFlowV2ArgumentsRequestFor {
  /**
   * For whom one may ask.
   * @default ["self"]
   */
  readonly request_scopes?: readonly ('self' | 'others' | 'direct_reports' | IResolvable)[] | undefined;
  /**
   * The others: needed with `others`, and only then.
   * @default none
   */
  readonly grantees?: AponoAccessFlowV2ArgumentsRequestForGrantees | undefined;
}

/** Some resources of the type. */
export interface AponoAccessFlowV2ArgumentsAccessTargetsIntegrationResourcesScopes {
  /**
   * Whether the resources are those that are meant, or those that are left out.
   */
  readonly scope_mode: 'include_resources' | 'exclude_resources' | IResolvable;
  /**
   * What resources are told by.
   */
  readonly type: 'NAME' | 'APONO_ID' | 'TAG' | IResolvable;
  /**
   * The tag's key, with `TAG`.
   * @example "env"
   * @default none
   */
  readonly key?: string | undefined;
  /**
   * Names, Apono's ids or values of the tag, in order.
   * @example ["prod"]
   */
  readonly values: readonly string[];
}

/** Permissions on the resources of an integration. */
export interface AponoAccessFlowV2ArgumentsAccessTargetsIntegration {
  /**
   * The integration, by name or id.
   * @example "Orders database"
   */
  readonly integration_name: string;
  /**
   * The type of resource, as the integration has it.
   * @example "postgresql-table"
   */
  readonly resource_type: string;
  /**
   * What may be done, by the names that the type of resource has for it.
   * @example ["READ_ONLY"]
   */
  readonly permissions: readonly string[];
  /**
   * Which resources, in order.
   * @default all of the type
   */
  readonly resources_scopes?: readonly AponoAccessFlowV2ArgumentsAccessTargetsIntegrationResourcesScopes[] | undefined;
}

/** An access scope. */
export interface AponoAccessFlowV2ArgumentsAccessTargetsAccessScope {
  /**
   * The access scope, by name or id.
   * @example "Production databases"
   */
  readonly name: string;
}

/** All that a query finds. Needs `apono.preview`. */
export interface AponoAccessFlowV2ArgumentsAccessTargetsQueryTarget {
  /**
   * What the target is, in the Apono Query Language.
   * @example "resource_type = \"postgresql-database\" and resource_tag[\"env\"] = \"prod\""
   */
  readonly query: string;
}

/** A bundle. */
export interface AponoAccessFlowV2ArgumentsAccessTargetsBundle {
  /**
   * The bundle, by name or id.
   * @example "Support kit"
   */
  readonly name: string;
}

/** One target: exactly one kind. */
export interface AponoAccessFlowV2ArgumentsAccessTargets {
  /**
   * Permissions on the resources of an integration.
   * @default none
   */
  readonly integration?: AponoAccessFlowV2ArgumentsAccessTargetsIntegration | undefined;
  /**
   * An access scope.
   * @default none
   */
  readonly access_scope?: AponoAccessFlowV2ArgumentsAccessTargetsAccessScope | undefined;
  /**
   * All that a query finds. Needs `apono.preview`.
   * @default none
   */
  readonly query_target?: AponoAccessFlowV2ArgumentsAccessTargetsQueryTarget | undefined;
  /**
   * A bundle.
   * @default none
   */
  readonly bundle?: AponoAccessFlowV2ArgumentsAccessTargetsBundle | undefined;
}

/** How it is asked for; `{}` takes the defaults. */
export interface AponoAccessFlowV2ArgumentsSettings {
  /**
   * Whether one has to say why.
   * @default true with `SELF_SERVE`, false with `AUTOMATIC`
   */
  readonly justification_required?: boolean | IResolvable | undefined;
  /**
   * Whether approvers have to say why. With `SELF_SERVE` only.
   * @default false
   */
  readonly require_approver_reason?: boolean | IResolvable | undefined;
  /**
   * Whether nobody may approve what they asked for themselves. With `SELF_SERVE` only.
   * @default false
   */
  readonly requester_cannot_approve_self?: boolean | IResolvable | undefined;
  /**
   * Whether a second factor is asked for. With `SELF_SERVE` only.
   * @default false
   */
  readonly require_mfa?: boolean | IResolvable | undefined;
  /**
   * Labels, to find the flow by.
   * @example ["prod"]
   * @default []
   */
  readonly labels?: readonly string[] | undefined;
  /**
   * How often the access may be prolonged.
   * Allowed: a whole number from 0 to 2147483647.
   * @default 0
   */
  readonly max_extensions?: number | undefined;
  /**
   * By how much each time. Needs `max_extensions`.
   * Unit: minutes.
   * Allowed: a whole number from 0 to 2147483647.
   * @default 0
   */
  readonly extension_duration_in_min?: number | undefined;
}

/** Arguments of `apono_access_flow_v2`, under the official provider's own names. */
export interface AponoAccessFlowV2Arguments {
  /**
   * The name that people see, unique among the access flows of the tenant.
   * @example "Read production"
   */
  readonly name: string;
  /**
   * What it is for.
   * @default none
   */
  readonly description?: string | undefined;
  /**
   * Whether it is in force.
   * @default true
   */
  readonly active?: boolean | IResolvable | undefined;
  /**
   * `SELF_SERVE`: people ask for the access; `AUTOMATIC`: the requestors are given it unasked.
   */
  readonly trigger: 'SELF_SERVE' | 'AUTOMATIC' | IResolvable;
  /**
   * Who may ask: people or agents. `AGENT` needs `apono.preview`.
   * @default "HUMAN"
   */
  readonly requestor_identity_type?: 'HUMAN' | 'AGENT' | IResolvable | undefined;
  /**
   * How long the access lasts.
   * Unit: minutes.
   * Allowed: a whole number from 1 to 2147483647.
   * @example 240
   * @default without end
   */
  readonly grant_duration_in_min?: number | undefined;
  /**
   * When access may be asked for. With `SELF_SERVE` only.
   * @default always
   */
  readonly timeframe?: AponoAccessFlowV2ArgumentsTimeframe | undefined;
  /**
   * Who approves. With `SELF_SERVE` only.
   * @default nobody has to
   */
  readonly approver_policy?: AponoAccessFlowV2ArgumentsApproverPolicy | undefined;
  /**
   * To whom a request goes that nobody answers. With `SELF_SERVE` only.
   * @default to nobody
   */
  readonly escalation_policy?: AponoAccessFlowV2ArgumentsEscalationPolicy | undefined;
  /**
   * Who may ask; with `AUTOMATIC` who is given the access.
   */
  readonly requestors: AponoAccessFlowV2ArgumentsRequestors;
  /**
   * For whom one may ask. With `SELF_SERVE` only.
   * @default for oneself
   */
  readonly request_for?: AponoAccessFlowV2ArgumentsRequestFor | undefined;
  /**
   * What is given access to, in order.
   */
  readonly access_targets: readonly AponoAccessFlowV2ArgumentsAccessTargets[];
  /**
   * How it is asked for; `{}` takes the defaults.
   */
  readonly settings: AponoAccessFlowV2ArgumentsSettings;
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly space_reference?: string | undefined;
}
