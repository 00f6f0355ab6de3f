/**
 * The shapes of access: access flows v2, bundles v2, access scopes v1. Names are the API's own, by Apono's OpenAPI description;
 * what is marked "newer" stands in no public description yet, only in the sources of the official provider.
 *
 * What is sent names things by `..._reference`, an id or a name; what is read has `..._id` and `..._name`.
 */

/** Who is meant, as sent. */
export interface ConditionUpsertV2 {
  /** `user`, `group`, `manager`, `Owner`, or an attribute type of the tenant; case-sensitive. */
  readonly type: string;
  /** `is`, `is_not`, `contains`, `does_not_contain`, `starts_with`; only with `values`. */
  readonly match_operator?: string | null;
  readonly values?: readonly string[] | null;
  /** Id or name of the identity integration that the values come from. */
  readonly source_integration_reference?: string | null;
}

/** Who is meant, as read. */
export interface ConditionV2 {
  readonly type: string;
  readonly match_operator?: string | null;
  readonly values?: readonly string[] | null;
  readonly source_integration_id?: string | null;
  readonly source_integration_name?: string | null;
}

/** Conditions, and whether one of them (`OR`) or all (`AND`) must hold. */
export interface ConditionsV2<Condition> {
  readonly logical_operator: string;
  readonly conditions: readonly Condition[];
}

/** For whom access may be asked. */
export interface RequestForV2<Condition> {
  /** `self`, `others`, `direct_reports`. */
  readonly request_scopes: readonly string[];
  /** Needed with `others`, and only then. */
  readonly grantees?: ConditionsV2<Condition> | null;
}

/** Approvers who decide together: any of them (`OR`) or all (`AND`). */
export interface ApproverGroupV2<Condition> {
  readonly logical_operator: string;
  readonly approvers: readonly Condition[];
}

/** Who approves. */
export interface ApproverPolicyV2<Condition> {
  /** Between the groups: `ANY_OF` or `ALL_OF`. */
  readonly approval_mode: string;
  readonly approver_groups: readonly ApproverGroupV2<Condition>[];
}

/** Who is asked next when nobody decides. */
export interface EscalationPolicyV2<Condition> {
  /** How long each tier has, in minutes. */
  readonly interval_in_min: number;
  /** The tiers in order, at most 5. */
  readonly approver_groups: readonly ApproverGroupV2<Condition>[];
}

/** When access may be asked for. */
export interface TimeframeV2 {
  /** For example `08:00`. */
  readonly start_time: string;
  readonly end_time: string;
  /** `MONDAY` to `SUNDAY`. */
  readonly days_of_week: readonly string[];
  /** IANA name, for example `Europe/Berlin`. */
  readonly time_zone: string;
}

/** The settings of an access flow; all but the last two are required. */
export interface AccessFlowSettingsV2 {
  readonly justification_required: boolean;
  readonly require_approver_reason: boolean;
  readonly requestor_cannot_approve_himself: boolean;
  readonly require_mfa: boolean;
  readonly labels: readonly string[];
  readonly max_extensions?: number | null;
  readonly extension_duration_in_min?: number | null;
}

/** Which resources of a type are meant, or are not. */
export interface ResourcesScopeV2 {
  /** `include_resources` or `exclude_resources`. */
  readonly scope_mode: string;
  /** `NAME`, `APONO_ID` or `TAG`. */
  readonly type: string;
  /** The tag's name; only with `TAG`. */
  readonly key?: string | null;
  readonly values: readonly string[];
}

/** What every target that is an integration's says beside which integration. */
interface IntegrationTarget {
  readonly resource_type: string;
  /** Names of permissions of the resource type. */
  readonly permissions: readonly string[];
  /** Null: every resource of the type. */
  readonly resources_scopes?: readonly ResourcesScopeV2[] | null;
}

/** Resources by a query of their own; newer. */
interface QueryTarget {
  /** AQL, at most 8 KB. */
  readonly query: string;
}

/** What a bundle gives, as sent: exactly one is set. */
export interface BundleTargetUpsertV2 {
  readonly integration?: (IntegrationTarget & { readonly integration_reference: string }) | null;
  readonly access_scope?: { readonly access_scope_reference: string } | null;
  /** Newer. */
  readonly query_target?: QueryTarget | null;
}

/** What an access flow gives, as sent: exactly one is set. */
export interface AccessTargetUpsertV2 extends BundleTargetUpsertV2 {
  readonly bundle?: { readonly bundle_reference: string } | null;
}

/** What a bundle gives, as read. */
export interface BundleTargetV2 {
  readonly integration?:
    | (IntegrationTarget & { readonly integration_id: string; readonly integration_name: string })
    | null;
  readonly access_scope?: { readonly access_scope_id: string; readonly access_scope_name: string } | null;
  readonly query_target?: QueryTarget | null;
}

/** What an access flow gives, as read. */
export interface AccessTargetV2 extends BundleTargetV2 {
  readonly bundle?: { readonly bundle_id: string; readonly bundle_name: string } | null;
}

/** The space that a thing is in; newer. */
interface InSpace {
  readonly space?: { readonly space_id: string; readonly space_name: string } | null;
}

interface AccessFlow<Condition, Target> {
  readonly name: string;
  readonly description?: string | null;
  readonly active: boolean;
  /** `SELF_SERVE` or `AUTOMATIC`. */
  readonly trigger: string;
  /** `HUMAN` or `AGENT`; newer. */
  readonly requestor_identity_type?: string | null;
  readonly requestors: ConditionsV2<Condition>;
  readonly request_for?: RequestForV2<Condition> | null;
  readonly access_targets: readonly Target[];
  /** Null: nobody is asked. */
  readonly approver_policy?: ApproverPolicyV2<Condition> | null;
  readonly escalation_policy?: EscalationPolicyV2<Condition> | null;
  /** Null: without end. */
  readonly grant_duration_in_min?: number | null;
  readonly timeframe?: TimeframeV2 | null;
  readonly settings: AccessFlowSettingsV2;
}

/** The body of `POST` and `PUT` of `/api/admin/v2/access-flows`: the whole flow, what is left out is cleared. */
export interface AccessFlowUpsertV2 extends AccessFlow<ConditionUpsertV2, AccessTargetUpsertV2> {
  /** An old field that is required still; `request_for` says it now. Send false. */
  readonly request_for_others: boolean;
}

/** An access flow, as the API gives it. */
export interface AccessFlowV2 extends AccessFlow<ConditionV2, AccessTargetV2>, InSpace {
  readonly id: string;
  /** ISO 8601. */
  readonly creation_date: string;
  readonly update_date?: string | null;
}

/** The body of `POST` and `PUT` of `/api/admin/v2/bundles`. */
export interface BundleUpsertV2 {
  readonly name: string;
  readonly access_targets: readonly BundleTargetUpsertV2[];
}

/** A bundle, as the API gives it. */
export interface BundleV2 extends InSpace {
  readonly id: string;
  readonly name: string;
  readonly access_targets: readonly BundleTargetV2[];
  readonly creation_date: string;
  readonly update_date: string;
}

/** The body of `POST` and `PUT` of `/api/admin/v1/access-scopes`. */
export interface AccessScopeUpsertV1 {
  readonly name: string;
  readonly description?: string | null;
  /** AQL, at most 8 KB. */
  readonly query: string;
}

/** An access scope, as the API gives it. */
export interface AccessScopeV1 extends AccessScopeUpsertV1, InSpace {
  readonly id: string;
  readonly creation_date: string;
  readonly update_date: string;
}
