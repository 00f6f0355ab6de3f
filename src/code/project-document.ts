import type { AccessFlow, AccessScope, Bundle, Grants, Integration, Role, Server } from '../metadata';

/** A value that could not be evaluated: text of the Terraform language, with its `${...}` in it. */
export interface Unevaluated {
  readonly $template: string;
}

/** A value of a document, or the expression that stands for it. */
export type Known<T> = T | Unevaluated;

/** What code says where a description wants a `T`: the value, or an expression in its place or in that of any part. */
export type Written<T> = Unevaluated | WrittenMembers<T>;

/** The same for a value that itself is there, such as a resource. */
export type WrittenMembers<T> = T extends readonly (infer Each)[]
  ? readonly Written<Each>[]
  : T extends object
    ? { readonly [Name in keyof T]: Written<T[Name]> }
    : T;

/** One project as the command line reads it: the members are the resources as `src/metadata` describes them. */
export interface ProjectDocument {
  /** What could not be taken over from where the project was read, one sentence each: comments of the code. */
  readonly notes?: readonly string[];
  /** Where Apono is. The token only ever as an expression. */
  readonly apono?: {
    readonly endpoint?: Known<string>;
    readonly token?: Unevaluated;
    readonly preview?: Known<boolean>;
  };
  /** The variables that expressions refer to, as Terraform's JSON syntax has them. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly servers?: Readonly<Record<string, ServerDocument>>;
  readonly roles?: readonly RoleDocument[];
  readonly grants?: readonly GrantsDocument[];
  readonly integrations?: readonly IntegrationDocument[];
  readonly access_scopes?: readonly AccessScopeDocument[];
  readonly bundles?: readonly BundleDocument[];
  readonly access_flows?: readonly AccessFlowDocument[];
}

/** A named server of the provider's configuration. */
export type ServerDocument = WrittenMembers<Server>;

/** A role: the attributes of `aponopg_role`. */
export type RoleDocument = WrittenMembers<Role>;

export type MembershipDocument = WrittenMembers<NonNullable<Role['member_of']>[number]>;

/** The grants of one database: the attributes of `aponopg_grants`. */
export type GrantsDocument = WrittenMembers<Grants> & {
  /** Of PUBLIC it holds only what that was deprived of; what an import block needs to know. */
  readonly closed?: true;
};

export type GrantDocument = WrittenMembers<NonNullable<Grants['grants']>[string]>;

export type DefaultPrivilegesDocument = WrittenMembers<NonNullable<Grants['default_privileges']>[string]>;

/** An integration: the attributes of `aponopg_integration`. What is not known is for a person to fill in. */
export type IntegrationDocument = Partial<WrittenMembers<Omit<Integration, 'id' | 'secret_store'>>> &
  Pick<WrittenMembers<Integration>, 'name' | 'type'> & {
    /** Apono's id, where it is registered; what an import block needs. */
    readonly id?: string;
    readonly secret_store?: SecretStoreDocument;
    /** Comments to stand above it. */
    readonly notes?: readonly string[];
  };

/** An access scope: the attributes of `aponopg_access_scope`. */
export type AccessScopeDocument = AtApono<AccessScope>;

/** A bundle: the attributes of `aponopg_bundle`. */
export type BundleDocument = AtApono<Bundle>;

/** An access flow: the attributes of `aponopg_access_flow`. */
export type AccessFlowDocument = AtApono<AccessFlow>;

/** What only Apono has, with what an import block needs. */
type AtApono<T> = WrittenMembers<Omit<T, 'id' | 'space' | 'summary'>> & {
  /** Apono's id, where it is there already. */
  readonly id?: string;
  /** Comments to stand above it. */
  readonly notes?: readonly string[];
};

type SecretStore = NonNullable<Integration['secret_store']>;

/** Exactly one store, under its name. Apono's own does not tell what it keeps. */
export type SecretStoreDocument = Written<
  Omit<SecretStore, 'apono'> & { readonly apono?: Partial<NonNullable<SecretStore['apono']>> }
>;

/** Whether a value is an expression that could not be evaluated. */
export function isUnevaluated(value: unknown): value is Unevaluated {
  return typeof value === 'object' && value !== null && '$template' in value && typeof value.$template === 'string';
}

/** A value that is no expression; undefined for one, and where there is none. */
export function evaluated<T>(value: T): Exclude<T, Unevaluated> | undefined {
  return isUnevaluated(value) ? undefined : (value as Exclude<T, Unevaluated>);
}
