import type { ReviewChange } from '../metadata';

/** Plain values of a resource. */
export type Values = Readonly<Record<string, unknown>>;

/** What a plan does to one resource, wherever the plan comes from. */
export interface PlannedResource {
  /** As Terraform writes it, or its place in a document. */
  readonly address: string;
  readonly type: 'aponopg_role' | 'aponopg_grants' | 'aponopg_integration';
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
