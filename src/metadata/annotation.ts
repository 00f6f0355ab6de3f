import type * as z from 'zod';

/**
 * What a schema says of a value beyond its type. Every projection reads these: the Terraform schema, validation,
 * the bare constructs, the printers, the JSON schema and the reference pages.
 */
export interface Annotation {
  /** One or two sentences for the reference page and for editors. */
  readonly description: string;
  /** Used when nothing is given. */
  readonly default?: unknown;
  /** Set by the provider only. */
  readonly readOnly?: true;
  /** Set by the provider where nothing is given, without a fixed default. */
  readonly computed?: true;
  /** Hidden in plans and problems. */
  readonly sensitive?: true;
  /** Not shown where it is refused: people put a secret there by mistake. */
  readonly concealed?: true;
  /** Never stored: neither in state nor in a plan. Terraform >= 1.11. */
  readonly writeOnly?: true;
  /** Of a write-only attribute: the version that goes with it, where that has the name of another one. */
  readonly versionedBy?: string;
  /** A change of it replaces the resource. */
  readonly replaces?: true;
  /** A list whose order and repetitions mean nothing. */
  readonly set?: true;
  /** Seconds, days, bytes ... */
  readonly unit?: string;
  /** A value as one would write it. */
  readonly example?: unknown;
  /** What is accepted, in words, for problems and the reference page. */
  readonly allowed?: string;
  /** What to do when the value is refused. */
  readonly next?: string;
}

/** Attaches the annotation to a schema; to be called last, since zod's other methods make a new schema. */
export function annotate<S extends z.ZodType>(schema: S, annotation: Annotation): S {
  return schema.meta({ ...annotation }) as S;
}
