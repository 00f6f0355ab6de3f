/**
 * What tells an object from all others of its type for as long as it is there: attributes of the schema, by name.
 * Terraform 1.12 and OpenTofu 1.12 keep it beside the state, and import by it.
 */
export interface Identity {
  /** Raise it when other attributes are taken. Default 0. */
  readonly version?: number;
  /** At least one; each of a primitive type, or a list of one. */
  readonly attributes: Readonly<Record<string, IdentityAttribute>>;
}

/** One attribute of an identity. */
export interface IdentityAttribute {
  /** Whether an import may leave it out, since the provider knows it. Default false. */
  readonly optionalForImport?: boolean;
}
