// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** One of `AponopgGrantsArgumentsGrants`. */
export interface AponopgGrantsArgumentsGrants {
  /**
   * Who is given the privileges: roles, and `public` for everybody.
   * @example ["reader"]
   */
  readonly grantees: readonly string[];
  /**
   * The kind of object. Tables are all of: tables, partitioned tables, views, materialized views, foreign tables.
   */
  readonly on:
    | 'database'
    | 'schema'
    | 'table'
    | 'sequence'
    | 'function'
    | 'procedure'
    | 'routine'
    | 'type'
    | 'language'
    | 'foreign_data_wrapper'
    | 'foreign_server'
    | 'tablespace'
    | 'parameter'
    | 'large_object'
    | IResolvable;
  /**
   * The schemas of the objects, for kinds that live in one. Each must have all that `objects` names.
   * @example ["app"]
   * @default none
   */
  readonly schemas?: readonly string[] | undefined;
  /**
   * The objects; functions and procedures with their signature. Left out for a database, and where all of the schemas is meant.
   * @example ["orders"]
   * @default none
   */
  readonly objects?: readonly string[] | undefined;
  /**
   * Of an entry for all of its schemas: the objects that it leaves out, named as in `objects`.
   * @example ["audit_log"]
   * @default none
   */
  readonly except?: readonly string[] | undefined;
  /**
   * Of an entry for all of its schemas: whether members of extensions count.
   * @default `include`; what the admin cannot reach is then left as it is, with a warning
   */
  readonly extensions?: 'include' | 'skip' | IResolvable | undefined;
  /**
   * The columns of the tables named, instead of the whole table.
   * @example ["id"]
   * @default none
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * The privileges, or `ALL`. An empty list: the grantees must hold nothing there.
   * @example ["SELECT"]
   */
  readonly privileges: readonly string[];
  /**
   * Whether the privileges may be given on.
   * @default false
   */
  readonly withGrantOption?: boolean | IResolvable | undefined;
}

/** One of `AponopgGrantsArgumentsDefaultPrivileges`. */
export interface AponopgGrantsArgumentsDefaultPrivileges {
  /**
   * The roles whose future objects are meant.
   * @example ["app_owner"]
   */
  readonly owners: readonly string[];
  /**
   * Where the owners make them.
   * @example ["app"]
   * @default anywhere
   */
  readonly schemas?: readonly string[] | undefined;
  /**
   * The kind of future objects.
   */
  readonly on: 'table' | 'sequence' | 'function' | 'routine' | 'type' | 'schema' | 'large_object' | IResolvable;
  /**
   * Who is given the privileges: roles, and `public` for everybody.
   * @example ["reader"]
   */
  readonly grantees: readonly string[];
  /**
   * The privileges, or `ALL`. An empty list: the grantees must hold nothing there.
   * @example ["SELECT"]
   */
  readonly privileges: readonly string[];
  /**
   * Whether the privileges may be given on.
   * @default false
   */
  readonly withGrantOption?: boolean | IResolvable | undefined;
}

/** Arguments of `aponopg_grants`. */
export interface AponopgGrantsArguments {
  /**
   * The server: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * The database that the grants are in.
   * @example "orders"
   */
  readonly database: string;
  /**
   * What tells two resources of one database apart.
   * @example "reporting"
   * @default "main"
   */
  readonly name?: string | undefined;
  /**
   * `authoritative`: what is declared is all that the grantees named hold in this database; whatever else they hold is revoked. `additive`: gives what is missing, and takes back only what it gave. Of `public` only what is named is looked at.
   * @default "authoritative"
   */
  readonly mode?: 'authoritative' | 'additive' | IResolvable | undefined;
  /**
   * Whether what a grantee holds beyond the declaration may be taken away when it is declared for the first time: by a create, or by a grantee that joins. Otherwise that is an error, which lists it.
   * @default false
   */
  readonly takeOver?: boolean | IResolvable | undefined;
  /**
   * Roles whose giving is not looked at, such as the user of a connector that gives access for a time: what they gave is neither drift nor revoked, and counts for nothing that is declared.
   * @example ["apono_connector"]
   * @default none
   */
  readonly ignoreGrantors?: readonly string[] | undefined;
  /**
   * Who may do what on which objects: entries under labels, any text that tells one from the others. Of two with the same label Terraform and JSON keep the last, silently.
   * @default none
   */
  readonly grants?: Readonly<Record<string, AponopgGrantsArgumentsGrants>> | undefined;
  /**
   * What is given on objects that do not exist yet: entries under labels, as in `grants`.
   * @default none
   */
  readonly defaultPrivileges?: Readonly<Record<string, AponopgGrantsArgumentsDefaultPrivileges>> | undefined;
}
