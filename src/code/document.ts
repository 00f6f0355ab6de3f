/** A value that could not be evaluated: text of the Terraform language, with its `${...}` in it. */
export interface Unevaluated {
  readonly $template: string;
}

/** A value of a document, or the expression that stands for it. */
export type Known<T> = T | Unevaluated;

/** One project as the command line reads it: the members have the shapes of the provider's resources. */
export interface ProjectDocument {
  /** What could not be taken over from where the project was read, one sentence each: comments of the code. */
  readonly notes?: readonly string[];
  /** Where Apono is. The token only ever as an expression. */
  readonly apono?: { readonly endpoint?: Known<string>; readonly token?: Unevaluated };
  /** The variables that expressions refer to, as Terraform's JSON syntax has them. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly servers?: Readonly<Record<string, ServerDocument>>;
  readonly roles?: readonly RoleDocument[];
  readonly grants?: readonly GrantsDocument[];
  readonly integrations?: readonly IntegrationDocument[];
}

/** A named server of the provider's configuration; what is not named here is carried along. */
export interface ServerDocument {
  readonly [further: string]: unknown;
  readonly host?: Known<string>;
  readonly port?: Known<number>;
  readonly database?: Known<string>;
  readonly username?: Known<string>;
  readonly password?: Known<string>;
  readonly password_env?: string;
  readonly sslmode?: Known<string>;
  readonly sslrootcert?: Known<string>;
  readonly sslcert?: Known<string>;
  readonly sslkey?: Known<string>;
  readonly connect_timeout_seconds?: Known<number>;
}

/** A role: the attributes of `aponopg_role`. */
export interface RoleDocument {
  readonly server: string;
  readonly name: Known<string>;
  readonly login?: Known<boolean>;
  readonly superuser?: Known<boolean>;
  readonly createdb?: Known<boolean>;
  readonly createrole?: Known<boolean>;
  readonly inherit?: Known<boolean>;
  readonly replication?: Known<boolean>;
  readonly bypassrls?: Known<boolean>;
  readonly connection_limit?: Known<number>;
  readonly valid_until?: Known<string>;
  readonly comment?: Known<string>;
  readonly settings?: Known<Readonly<Record<string, Known<string>>>>;
  readonly member_of?: Known<readonly MembershipDocument[]>;
  readonly password_wo?: Known<string>;
  readonly password_wo_version?: number;
  readonly password_env?: string;
  readonly on_destroy?: { reassign_owned_to?: string; drop_owned?: boolean; terminate_sessions?: boolean };
}

export interface MembershipDocument {
  readonly role: Known<string>;
  readonly admin?: boolean;
  readonly inherit?: boolean;
  readonly set?: boolean;
}

/** The grants of one database: the attributes of `aponopg_grants`. */
export interface GrantsDocument {
  readonly server: string;
  readonly database: Known<string>;
  readonly mode?: 'authoritative' | 'additive';
  readonly grants?: readonly GrantDocument[];
  readonly default_privileges?: readonly DefaultPrivilegesDocument[];
}

export interface GrantDocument {
  readonly grantee: Known<string>;
  readonly on: string;
  readonly schema?: string;
  readonly objects?: readonly string[];
  readonly columns?: readonly string[];
  readonly privileges: readonly string[];
  readonly with_grant_option?: boolean;
}

export interface DefaultPrivilegesDocument {
  readonly owner: Known<string>;
  readonly schema?: string;
  readonly on: string;
  readonly grantee: Known<string>;
  readonly privileges: readonly string[];
  readonly with_grant_option?: boolean;
}

/** An integration: the attributes of `aponopg_integration`. */
export interface IntegrationDocument {
  /** Apono's id, where it is registered; what an import block needs. */
  readonly id?: string;
  /** Comments to stand above it. */
  readonly notes?: readonly string[];
  readonly name: Known<string>;
  readonly type: string;
  readonly connector_id?: Known<string>;
  readonly connected_resource_types?: Known<readonly Known<string>[]>;
  readonly hostname?: Known<string>;
  readonly port?: Known<number>;
  readonly dbname?: Known<string>;
  readonly sslmode?: Known<string>;
  readonly extra_config?: Readonly<Record<string, Known<string>>>;
  readonly credential_rotation_period_in_days?: Known<number>;
  readonly user_cleanup_period_in_days?: Known<number>;
  readonly secret_store?: SecretStoreDocument;
  readonly custom_access_details?: Known<string>;
  readonly integration_owner?: IntegrationOwnerDocument;
  readonly resource_owner?: ResourceOwnerDocument;
  readonly preflight?: { server: string; role: string; password_env?: string };
  readonly wait_for_active_seconds?: number;
}

/** Exactly one store, under its name: `{ aws: { region, secret_id } }`. */
export type SecretStoreDocument = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface IntegrationOwnerDocument {
  readonly attribute_type?: Known<string>;
  readonly attribute_values?: Known<readonly Known<string>[]>;
  readonly source_integration_name?: Known<string>;
}

export interface ResourceOwnerDocument {
  readonly key_name?: Known<string>;
  readonly attribute_type?: Known<string>;
  readonly source_integration_name?: Known<string>;
}

/** Whether a value is an expression that could not be evaluated. */
export function isUnevaluated(value: unknown): value is Unevaluated {
  return typeof value === 'object' && value !== null && '$template' in value && typeof value.$template === 'string';
}
