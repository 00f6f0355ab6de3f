// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** When access may be asked for. Default: always. With `SELF_SERVE` only. */
export interface AponopgAccessFlowArgumentsTimeframe {
  /**
   * When it begins.
   * @example "08:00"
   */
  readonly startTime: string;
  /**
   * When it ends: the same day, after it began.
   * @example "18:00"
   */
  readonly endTime: string;
  /**
   * On which days.
   * @example ["MONDAY","TUESDAY"]
   */
  readonly daysOfWeek: readonly (
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
  readonly timeZone: string;
}

/** Who is meant, by an attribute. */
export interface AponopgAccessFlowArgumentsApproverPolicyApproverGroupsApprovers {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly matchOperator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
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
  readonly sourceIntegrationName?: string | undefined;
}

/** Approvers who decide together, or each alone. */
export interface AponopgAccessFlowArgumentsApproverPolicyApproverGroups {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logicalOperator: 'AND' | 'OR' | IResolvable;
  /**
   * The approvers, in order.
   */
  readonly approvers: readonly AponopgAccessFlowArgumentsApproverPolicyApproverGroupsApprovers[];
}

/** Who approves. Default: nobody has to. With `SELF_SERVE` only. */
export interface AponopgAccessFlowArgumentsApproverPolicy {
  /**
   * Whether one group of approvers is enough, `ANY_OF`, or every group has to approve, `ALL_OF`.
   */
  readonly approvalMode: 'ANY_OF' | 'ALL_OF' | IResolvable;
  /**
   * The groups of approvers.
   */
  readonly approverGroups: readonly AponopgAccessFlowArgumentsApproverPolicyApproverGroups[];
}

/** Who is meant, by an attribute. */
export interface AponopgAccessFlowArgumentsEscalationPolicyApproverGroupsApprovers {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly matchOperator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
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
  readonly sourceIntegrationName?: string | undefined;
}

/** Approvers who decide together, or each alone. */
export interface AponopgAccessFlowArgumentsEscalationPolicyApproverGroups {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logicalOperator: 'AND' | 'OR' | IResolvable;
  /**
   * The approvers, in order.
   */
  readonly approvers: readonly AponopgAccessFlowArgumentsEscalationPolicyApproverGroupsApprovers[];
}

/** To whom a request goes that nobody answers. Default: to nobody. With `SELF_SERVE` only. */
export interface AponopgAccessFlowArgumentsEscalationPolicy {
  /**
   * How long a request waits for one tier before it goes to the next.
   * Unit: minutes.
   * Allowed: a whole number from 1 to 2147483647.
   * @default 30
   */
  readonly intervalInMin?: number | undefined;
  /**
   * The tiers, in order.
   */
  readonly approverGroups: readonly AponopgAccessFlowArgumentsEscalationPolicyApproverGroups[];
}

/** Who is meant, by an attribute. */
export interface AponopgAccessFlowArgumentsRequestorsConditions {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly matchOperator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
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
  readonly sourceIntegrationName?: string | undefined;
}

/** Who may ask; with `AUTOMATIC` who is given the access. */
export interface AponopgAccessFlowArgumentsRequestors {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logicalOperator: 'AND' | 'OR' | IResolvable;
  /**
   * The conditions, in order.
   */
  readonly conditions: readonly AponopgAccessFlowArgumentsRequestorsConditions[];
}

/** Who is meant, by an attribute. */
export interface AponopgAccessFlowArgumentsRequestForGranteesConditions {
  /**
   * The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.
   * @example "group"
   */
  readonly type: string;
  /**
   * How the values are compared, where there are values.
   * @default "is"
   */
  readonly matchOperator?: 'is' | 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | IResolvable | undefined;
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
  readonly sourceIntegrationName?: string | undefined;
}

/** The others: needed with `others`, and only then. */
export interface AponopgAccessFlowArgumentsRequestForGrantees {
  /**
   * `AND`: all of them have to hold; `OR`: one is enough.
   */
  readonly logicalOperator: 'AND' | 'OR' | IResolvable;
  /**
   * The conditions, in order.
   */
  readonly conditions: readonly AponopgAccessFlowArgumentsRequestForGranteesConditions[];
}

/** For whom one may ask. Default: for oneself. With `SELF_SERVE` only. */
export interface AponopgAccessFlowArgumentsRequestFor {
  /**
   * For whom one may ask.
   * @default ["self"]
   */
  readonly requestScopes?: readonly ('self' | 'others' | 'direct_reports' | IResolvable)[] | undefined;
  /**
   * The others: needed with `others`, and only then.
   * @default none
   */
  readonly grantees?: AponopgAccessFlowArgumentsRequestForGrantees | undefined;
}

/** Some resources of the type. */
export interface AponopgAccessFlowArgumentsAccessTargetsIntegrationResourcesScopes {
  /**
   * Whether the resources are those that are meant, or those that are left out.
   */
  readonly scopeMode: 'include_resources' | 'exclude_resources' | IResolvable;
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
export interface AponopgAccessFlowArgumentsAccessTargetsIntegration {
  /**
   * The integration, by name or id.
   * @example "Orders database"
   */
  readonly integrationName: string;
  /**
   * The type of resource, as the integration has it.
   * @example "postgresql-table"
   */
  readonly resourceType: string;
  /**
   * What may be done, by the names that the type of resource has for it.
   * @example ["READ_ONLY"]
   */
  readonly permissions: readonly string[];
  /**
   * Which resources, in order.
   * @default all of the type
   */
  readonly resourcesScopes?: readonly AponopgAccessFlowArgumentsAccessTargetsIntegrationResourcesScopes[] | undefined;
}

/** An access scope. */
export interface AponopgAccessFlowArgumentsAccessTargetsAccessScope {
  /**
   * The access scope, by name or id.
   * @example "Production databases"
   */
  readonly name: string;
}

/** All that a query finds. Needs `apono.preview`. */
export interface AponopgAccessFlowArgumentsAccessTargetsQueryTarget {
  /**
   * What the target is, in the Apono Query Language.
   * @example "resource_type = \"postgresql-database\" and resource_tag[\"env\"] = \"prod\""
   */
  readonly query: string;
}

/** A bundle. */
export interface AponopgAccessFlowArgumentsAccessTargetsBundle {
  /**
   * The bundle, by name or id.
   * @example "Support kit"
   */
  readonly name: string;
}

/** One target: exactly one kind. */
export interface AponopgAccessFlowArgumentsAccessTargets {
  /**
   * Permissions on the resources of an integration.
   * @default none
   */
  readonly integration?: AponopgAccessFlowArgumentsAccessTargetsIntegration | undefined;
  /**
   * An access scope.
   * @default none
   */
  readonly accessScope?: AponopgAccessFlowArgumentsAccessTargetsAccessScope | undefined;
  /**
   * All that a query finds. Needs `apono.preview`.
   * @default none
   */
  readonly queryTarget?: AponopgAccessFlowArgumentsAccessTargetsQueryTarget | undefined;
  /**
   * A bundle.
   * @default none
   */
  readonly bundle?: AponopgAccessFlowArgumentsAccessTargetsBundle | undefined;
}

/** How it is asked for; `{}` takes the defaults. */
export interface AponopgAccessFlowArgumentsSettings {
  /**
   * Whether one has to say why.
   * @default true with `SELF_SERVE`, false with `AUTOMATIC`
   */
  readonly justificationRequired?: boolean | IResolvable | undefined;
  /**
   * Whether approvers have to say why. With `SELF_SERVE` only.
   * @default false
   */
  readonly requireApproverReason?: boolean | IResolvable | undefined;
  /**
   * Whether nobody may approve what they asked for themselves. With `SELF_SERVE` only.
   * @default false
   */
  readonly requesterCannotApproveSelf?: boolean | IResolvable | undefined;
  /**
   * Whether a second factor is asked for. With `SELF_SERVE` only.
   * @default false
   */
  readonly requireMfa?: boolean | IResolvable | undefined;
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
  readonly maxExtensions?: number | undefined;
  /**
   * By how much each time. Needs `max_extensions`.
   * Unit: minutes.
   * Allowed: a whole number from 0 to 2147483647.
   * @default 0
   */
  readonly extensionDurationInMin?: number | undefined;
}

/** Arguments of `aponopg_access_flow`. */
export interface AponopgAccessFlowArguments {
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
  readonly requestorIdentityType?: 'HUMAN' | 'AGENT' | IResolvable | undefined;
  /**
   * How long the access lasts.
   * Unit: minutes.
   * Allowed: a whole number from 1 to 2147483647.
   * @example 240
   * @default without end
   */
  readonly grantDurationInMin?: number | undefined;
  /**
   * When access may be asked for. With `SELF_SERVE` only.
   * @default always
   */
  readonly timeframe?: AponopgAccessFlowArgumentsTimeframe | undefined;
  /**
   * Who approves. With `SELF_SERVE` only.
   * @default nobody has to
   */
  readonly approverPolicy?: AponopgAccessFlowArgumentsApproverPolicy | undefined;
  /**
   * To whom a request goes that nobody answers. With `SELF_SERVE` only.
   * @default to nobody
   */
  readonly escalationPolicy?: AponopgAccessFlowArgumentsEscalationPolicy | undefined;
  /**
   * Who may ask; with `AUTOMATIC` who is given the access.
   */
  readonly requestors: AponopgAccessFlowArgumentsRequestors;
  /**
   * For whom one may ask. With `SELF_SERVE` only.
   * @default for oneself
   */
  readonly requestFor?: AponopgAccessFlowArgumentsRequestFor | undefined;
  /**
   * What is given access to, in order.
   */
  readonly accessTargets: readonly AponopgAccessFlowArgumentsAccessTargets[];
  /**
   * How it is asked for; `{}` takes the defaults.
   */
  readonly settings: AponopgAccessFlowArgumentsSettings;
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly spaceReference?: string | undefined;
}
