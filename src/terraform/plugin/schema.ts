import type { Type } from './value/type';

/** What a resource, a data source or the provider's configuration consists of. */
export interface Schema {
  /** Version of the state's shape; raise it with every change that old states cannot be read under. Default 0. */
  readonly version?: number;
  /** One or two sentences for the reference pages, in Markdown. */
  readonly description?: string;
  /** Says what to use instead of all of it; users are warned with it. */
  readonly deprecated?: string;
  readonly attributes: Attributes;
  /** Blocks by name. Nested attributes say the same and more; blocks are for configurations that are written with them. */
  readonly blocks?: Readonly<Record<string, Block>>;
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
  /** A change of it needs the object to be destroyed and made anew: see {@link defaultPlan}. Of outermost attributes only. */
  readonly requiresReplace?: boolean;
  /** Once it is computed it stays as it is, whatever else changes, as an id does: see {@link defaultPlan}. */
  readonly useStateForUnknown?: boolean;
  /** In Markdown. */
  readonly description?: string;
  /** Says what to use instead; users who set the attribute are warned with it. */
  readonly deprecated?: string;
}

/**
 * A block, `name { ... }`, or any number of them: a list or a set of objects, empty where there is none; a single one is null
 * where it is not there. Terraform holds the configuration against `minItems` and `maxItems`.
 */
export interface Block {
  readonly mode: 'single' | 'list' | 'set';
  readonly attributes: Attributes;
  readonly blocks?: Readonly<Record<string, Block>>;
  /** In Markdown. */
  readonly description?: string;
  /** Says what to use instead of the block. */
  readonly deprecated?: string;
  /** Default 0; of a single block 1 where it has to be there. */
  readonly minItems?: number;
  /** Default: any number. */
  readonly maxItems?: number;
}

/** An object, or a collection of objects, with attributes of its own. */
export interface Nested {
  readonly mode: 'single' | 'list' | 'set' | 'map';
  readonly attributes: Attributes;
}
