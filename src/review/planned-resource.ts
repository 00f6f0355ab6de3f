import type { ReviewChange } from '../metadata';

/** Plain values of a resource. */
export type Values = Readonly<Record<string, unknown>>;

/** The resources of what is at Apono. */
export const APONO_TYPES = [
  'aponopg_integration',
  'aponopg_access_scope',
  'aponopg_bundle',
  'aponopg_access_flow',
] as const;
export type AponoType = (typeof APONO_TYPES)[number];

/** Whether a type of resource is of something at Apono, where no SQL changes anything. */
export function isAponoType(type: string): type is AponoType {
  return APONO_TYPES.some((each) => each === type);
}

/** What a plan does to one resource, wherever the plan comes from. */
export interface PlannedResource {
  /** As Terraform writes it, or its place in a document. */
  readonly address: string;
  readonly type: 'aponopg_role' | 'aponopg_grants' | AponoType;
  readonly action: 'create' | 'update' | 'delete' | 'replace';
  readonly before: Values | null;
  /** What is not known yet is left out. */
  readonly after: Values | null;
  /** In order; null where they are not known yet. Of a delete: none. */
  readonly sql: readonly string[] | null;
}

/** A warning that came with the plan. */
export interface PlanWarning {
  readonly what: string;
  /** Our own code; null of anybody else's. */
  readonly code: string | null;
  /** The resource; null where none is named. */
  readonly address: string | null;
  /** What it tells of. */
  readonly changes: readonly ReviewChange[];
}

/** Everything that a review is made of. */
export interface Planned {
  readonly resources: readonly PlannedResource[];
  /** Null where nobody gave them. */
  readonly warnings: readonly PlanWarning[] | null;
  /** What could not be looked at, a sentence each. */
  readonly unknown: readonly { readonly address: string | null; readonly what: string }[];
}
