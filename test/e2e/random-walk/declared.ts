/** A role that is named in a declaration: one that Terraform makes, by its address, or one that is there already. */
export type Grantee = { readonly managed: string } | { readonly outside: string };

/** An entry of `grants`, on tables, sequences, schemas or the database. */
export interface Entry {
  readonly on: 'table' | 'sequence' | 'schema' | 'database';
  grantees: Grantee[];
  schemas: string[];
  /** Names of tables; null means all of the schemas. */
  objects: string[] | null;
  privileges: string[];
  withGrantOption: boolean;
  /** Whether the privileges come out of `terraform_data.later`. */
  later: boolean;
}

/** An entry of `default_privileges` on tables. */
export interface DefaultEntry {
  grantees: Grantee[];
  schemas: string[];
  privileges: string[];
}

/** A resource `aponopg_grants`. */
export interface Grants {
  mode: 'authoritative' | 'additive';
  /** Whom it may name; no other resource does. */
  readonly mayName: Grantee[];
  readonly entries: Map<string, Entry>;
  readonly defaults: Map<string, DefaultEntry>;
  createBeforeDestroy: boolean;
  triggered: boolean;
  takeOver: boolean;
}

/** What one configuration declares. */
export interface Declared {
  /** Names by the name in the address. */
  readonly roles: Map<string, string>;
  readonly grants: Map<string, Grants>;
  /** Old names of addresses, with the new ones. */
  readonly moved: [string, string][];
  /** What `terraform_data.trigger` and `terraform_data.later` are made anew by. */
  trigger: number;
  later: number;
}

export const TABLES = ['t0', 't1', 't2'] as const;
export const SCHEMAS = ['s0', 's1'] as const;
export const SEQUENCES = ['ids'] as const;

export const PRIVILEGES = {
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  sequence: ['USAGE', 'SELECT'],
  schema: ['USAGE', 'CREATE'],
  database: ['CREATE', 'TEMPORARY'],
} as const;

export function nameOf(grantee: Grantee, { roles }: Declared): string {
  return 'outside' in grantee ? grantee.outside : (roles.get(grantee.managed) ?? '');
}

export function isSame(one: Grantee, other: Grantee): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
