import type { DefaultKind, ObjectKind } from '../privileges';

/** What one resource declares about one database, in the shape of the `aponopg_grants` resource. */
export interface DeclaredGrants {
  database: string;
  /**
   * `authoritative`: for the grantees named, what is declared is all they hold in this database. `additive`: what is
   * missing is given, and only what this resource gave before is taken back. Default: authoritative.
   */
  mode?: GrantsMode | undefined;
  grants?: readonly GrantEntry[] | undefined;
  default_privileges?: readonly DefaultPrivilegeEntry[] | undefined;
}

export type GrantsMode = 'authoritative' | 'additive';

/** One line of grants: what one grantee may do on some objects. */
export interface GrantEntry {
  /** A role's name; `public` is the pseudo-role PUBLIC. */
  grantee: string;
  on: ObjectKind;
  /** The schema of the objects, for kinds that live in one. */
  schema?: string | null | undefined;
  /** Names; functions and procedures with their signature. None means all of the schema, for kinds that live in one. */
  objects?: readonly string[] | null | undefined;
  /** Only on tables: the privileges are on these columns. */
  columns?: readonly string[] | null | undefined;
  /** An empty list: the grantee must hold nothing there. */
  privileges: readonly string[];
  /** Default: false. */
  with_grant_option?: boolean | null | undefined;
}

/** What a grantee gets on objects that an owner makes from now on. */
export interface DefaultPrivilegeEntry {
  /** The role whose future objects these are. */
  owner: string;
  /** Default: wherever the owner makes them. */
  schema?: string | null | undefined;
  on: DefaultKind;
  grantee: string;
  privileges: readonly string[];
  /** Default: false. */
  with_grant_option?: boolean | null | undefined;
}

/** The grantee that stands for everybody; no role can have this name. */
export const PUBLIC = 'public';

/** Stands for a value that is not known yet (a CDKTF token, a Terraform unknown) anywhere in declared data. */
export const UNKNOWN: unique symbol = Symbol.for('terraform:unknown');

/** Whether a value, or anything in it, is not known yet. */
export function touchesUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(touchesUnknown);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(touchesUnknown);
  return false;
}

/** The kinds whose objects live in a schema, which an entry must name. */
export function livesInSchema(on: ObjectKind): boolean {
  return ['table', 'sequence', 'function', 'procedure', 'routine', 'type'].includes(on);
}
