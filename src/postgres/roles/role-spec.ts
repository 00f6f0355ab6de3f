import { objectShapeOf, type Role, role } from '../../metadata';

/** One role that a role is a member of, as it is described. */
export type RoleMember = Readonly<NonNullable<Role['member_of']>[number]>;

/**
 * A role as it should be: what is described of it and concerns PostgreSQL. Null is as good as absent. Attributes have
 * the defaults of CREATE ROLE; only the settings named are looked after, and memberships only where there is a list.
 *
 * @see https://www.postgresql.org/docs/current/sql-createrole.html
 */
export type RoleSpec = Readonly<Pick<Role, 'name'>> & {
  readonly [Attribute in Exclude<SpecAttribute, 'name'>]?: Role[Attribute] | null;
};

/** What Terraform and the handler need to know of a role besides. */
const NOT_OF_POSTGRES = [
  'id',
  'oid',
  'server',
  'password_wo',
  'password_wo_version',
  'password_verifier_wo',
  'password_env',
  'on_destroy',
  'statements',
] as const satisfies readonly (keyof Role)[];

/** An attribute of a role that concerns PostgreSQL. */
export type SpecAttribute = Exclude<keyof Role, (typeof NOT_OF_POSTGRES)[number]>;

/** The attributes of a role that concern PostgreSQL. */
export const SPEC_ATTRIBUTES = (Object.keys(objectShapeOf(role.schema).attributes) as (keyof Role)[]).filter(
  (name): name is SpecAttribute => !(NOT_OF_POSTGRES as readonly string[]).includes(name),
);

/** A password to be set: its verifier, or, in a preview, only that there is one. Null: none any more. */
export type PasswordToSet = { readonly verifier: string } | 'to be set' | null;

/** A role as it should be, with the password to set now; without one the password is left as it is. */
export interface WantedRole extends RoleSpec {
  readonly password?: PasswordToSet;
}

/** An attribute that is on or off. */
export type FlagName = {
  [Attribute in SpecAttribute]-?: NonNullable<Role[Attribute]> extends boolean ? Attribute : never;
}[SpecAttribute];

/** Each flag's column in `pg_roles`, in the order of the manual of CREATE ROLE. */
const FLAG_COLUMNS: Readonly<Record<FlagName, string>> = {
  superuser: 'rolsuper',
  createdb: 'rolcreatedb',
  createrole: 'rolcreaterole',
  inherit: 'rolinherit',
  login: 'rolcanlogin',
  replication: 'rolreplication',
  bypassrls: 'rolbypassrls',
};

/** An attribute that is on or off, as PostgreSQL writes and keeps it. */
export interface Flag {
  readonly name: FlagName;
  /** What stands in CREATE ROLE, with NO before it where it is off. */
  readonly keyword: string;
  /** In `pg_roles`. */
  readonly column: string;
  readonly byDefault: boolean;
}

/** The attributes that are on or off, in the manual's order. */
export const FLAGS: readonly Flag[] = (Object.keys(FLAG_COLUMNS) as FlagName[]).map((name) => ({
  name,
  keyword: name.toUpperCase(),
  column: FLAG_COLUMNS[name],
  byDefault: objectShapeOf(role.schema).attributes[name]?.annotation.default === true,
}));
