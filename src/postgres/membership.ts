import { quoteIdentifier } from './quote';

/** PostgreSQL 16 gave memberships a grantor, INHERIT and SET. */
export const PER_GRANTOR = 160000;

/** What a membership gives besides the privileges; before 16 only ADMIN is the membership's own. */
export interface MembershipOptions {
  /** May the member pass the membership on? */
  readonly admin: boolean;
  /** Has the member the role's privileges without SET ROLE? */
  readonly inherit: boolean;
  /** May the member SET ROLE to it? */
  readonly set: boolean;
}

/** Gives a member roles, or sets the options of a membership that is there. */
export interface GrantMembership {
  readonly do: 'grant membership';
  readonly roles: readonly string[];
  readonly member: string;
  /** From 16: those not named have PostgreSQL's default, or stay. */
  readonly options?: Partial<MembershipOptions>;
  /** Before 16. */
  readonly adminOption?: true;
  /** From 16. Default: whom PostgreSQL finds. */
  readonly grantor?: string;
}

/** Takes roles away from a member. */
export interface RevokeMembership {
  readonly do: 'revoke membership';
  readonly roles: readonly string[];
  readonly member: string;
  /** Take away ADMIN OPTION only; the membership stays. */
  readonly adminOption?: true;
  /** From 16: whose grant it is. */
  readonly grantor?: string;
  /** Take away what the member gave on, too. */
  readonly cascade?: true;
}

/** A statement about memberships, as data. */
export type MembershipStatement = GrantMembership | RevokeMembership;

/** Its SQL. */
export function membershipSql(statement: MembershipStatement): string {
  const roles = statement.roles.map(quoteIdentifier).join(', ');
  const member = quoteIdentifier(statement.member);
  const by = statement.grantor === undefined ? '' : ` GRANTED BY ${quoteIdentifier(statement.grantor)}`;
  if (statement.do === 'grant membership') return `GRANT ${roles} TO ${member}${withOptions(statement)}${by}`;
  const option = statement.adminOption ? 'ADMIN OPTION FOR ' : '';
  return `REVOKE ${option}${roles} FROM ${member}${by}${statement.cascade ? ' CASCADE' : ''}`;
}

function withOptions({ options, adminOption }: GrantMembership): string {
  if (adminOption) return ' WITH ADMIN OPTION';
  const given = (['admin', 'inherit', 'set'] as const).flatMap((name) =>
    options?.[name] === undefined ? [] : [`${name.toUpperCase()} ${options[name] ? 'TRUE' : 'FALSE'}`],
  );
  return given.length === 0 ? '' : ` WITH ${given.join(', ')}`;
}
