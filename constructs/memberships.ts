import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { refuseOtherServer } from './checks/refuse-other-server';
import type { MembershipOptions } from './described/role-attributes';
import type { AponopgRoleArgumentsMemberOf } from './l1/aponopg-role-arguments';
import type { IPostgresqlServer } from './server-reference';

/** A role, by its construct or by its name. */
type RoleOrName = { readonly roleName: string; readonly plainName?: string | undefined } | string;

type Given = RoleOrName | (MembershipOptions & { readonly role: RoleOrName });

/**
 * Memberships as the resource has them; undefined where none are given. A reference passes as it is.
 *
 * @param needed names of roles that are added where they are not given
 * @param options what holds for those that are given, where they do not say otherwise
 * @throws Error for a role of another server
 */
export function membershipArguments(
  construct: Construct,
  given: readonly Given[] | undefined,
  server: IPostgresqlServer,
  needed: readonly string[],
  options: MembershipOptions = {},
): readonly AponopgRoleArgumentsMemberOf[] | undefined {
  if (given === undefined && needed.length === 0) return undefined;
  if (Token.isUnresolved(given)) return given as never;
  const asked = given ?? [];
  const names = asked.map((each) => plainNameOf(roleOf(each)));
  return [
    ...asked.map((each) => argument(construct, each, server, options)),
    ...needed.filter((role) => !names.includes(role)).map((role) => ({ role })),
  ];
}

/** A role's name where the program knows it, else what stands for it. */
export function plainNameOf(role: RoleOrName): string {
  return typeof role === 'string' ? role : (role.plainName ?? role.roleName);
}

/** The same of several; a reference to all of them passes as it is. */
export function plainNamesOf(roles: readonly RoleOrName[] | undefined): readonly string[] | undefined {
  return roles === undefined || Token.isUnresolved(roles) ? (roles as undefined) : roles.map(plainNameOf);
}

function argument(
  construct: Construct,
  given: Given,
  server: IPostgresqlServer,
  options: MembershipOptions,
): AponopgRoleArgumentsMemberOf {
  if (typeof given !== 'string' && Token.isUnresolved(given)) return given as never;
  const role = roleOf(given);
  if (typeof role !== 'string') refuseOtherServer(construct, 'memberOf', role, server);
  const { role: _, ...own } = isMembership(given) ? given : { role };
  return { role: typeof role === 'string' ? role : role.roleName, ...options, ...own };
}

function roleOf(given: Given): RoleOrName {
  return isMembership(given) ? given.role : given;
}

function isMembership(given: Given): given is Exclude<Given, RoleOrName> {
  return typeof given === 'object' && given !== null && 'role' in given;
}
