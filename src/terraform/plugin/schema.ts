import type { Type } from './value/type';

/** What a resource, a data source or the provider's configuration consists of. */
export interface Schema {
  /** Version of the state's shape; raise it with every change that old states cannot be read under. Default 0. */
  readonly version?: number;
  /** One or two sentences for the reference pages. */
  readonly description?: string;
  readonly attributes: Attributes;
}

/** Attributes by name: lower-case letters, digits and underscores. */
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * One attribute. It has either a `type` or, for objects whose members are attributes of their own, `nested`; and it is
 * `required`, `optional`, `computed`, or `optional` and `computed`.
 */
export interface Attribute {
  readonly type?: Type;
  readonly nested?: Nested;
  readonly required?: boolean;
  readonly optional?: boolean;
  /** The provider may set it where the configuration does not. */
  readonly computed?: boolean;
  /** Terraform hides it in its output; it stands in the state in clear all the same. */
  readonly sensitive?: boolean;
  /** It stands in the configuration only, never in plan or state. Needs Terraform 1.11 or OpenTofu 1.11. */
  readonly writeOnly?: boolean;
  readonly description?: string;
  /** Says what to use instead; users who set the attribute are warned with it. */
  readonly deprecated?: string;
}

/** An object, or a collection of objects, with attributes of its own. */
export interface Nested {
  readonly mode: 'single' | 'list' | 'set' | 'map';
  readonly attributes: Attributes;
}
