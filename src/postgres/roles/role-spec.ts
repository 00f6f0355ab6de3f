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
  'password_env',
  'on_destroy',
  'statements',
] as const satisfies readonly (keyof Role)[];

type SpecAttribute = Exclude<keyof Role, (typeof NOT_OF_POSTGRES)[number]>;

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

/** The attributes that are on or off, in the manual's order. */
export const FLAG_NAMES = [
  'superuser',
  'createdb',
  'createrole',
  'inherit',
  'login',
  'replication',
  'bypassrls',
] as const satisfies readonly (keyof RoleSpec)[];

export type FlagName = (typeof FLAG_NAMES)[number];

/** The same, each with its keyword and its default. */
export const FLAGS: readonly (readonly [name: FlagName, keyword: string, byDefault: boolean])[] = FLAG_NAMES.map(
  (name) => [name, name.toUpperCase(), objectShapeOf(role.schema).attributes[name]?.annotation.default === true],
);
