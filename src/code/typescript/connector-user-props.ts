import { CONNECTOR_ROLES, CONNECTOR_USER, type ServerKindName } from '../../metadata';
import { evaluated, isUnevaluated, type MembershipDocument, type RoleDocument } from '../project-document';

/** The props by which a `ConnectorUser` differs from the usual one, besides server and name. */
export interface UserProps {
  readonly signsInBy: 'password' | 'iam';
  readonly superuser?: false;
  readonly memberOf: readonly string[];
}

/**
 * What makes the construct `ConnectorUser` give exactly this role; undefined where it gives another.
 *
 * @param kind that of the role's server
 */
export function connectorUserProps(role: RoleDocument, kind: ServerKindName): UserProps | undefined {
  const { server: _, name: __, login, comment, superuser, createrole, member_of = [], on_destroy: ___, ...rest } = role;
  const { password_wo, password_verifier_wo, password_wo_version: ____, password_env, ...further } = rest;
  if (comment !== CONNECTOR_USER.comment || login !== true || Object.keys(further).length > 0) return undefined;
  const memberships = plainMemberships(member_of);
  if (memberships === undefined) return undefined;
  const needed = memberships.filter(({ admin }) => admin !== true).map(({ role: name }) => String(name));
  const memberOf = memberships.filter(({ admin }) => admin === true).map(({ role: name }) => String(name));
  const needs = CONNECTOR_ROLES[kind];
  const hasPassword = [password_wo, password_verifier_wo, password_env].some((each) => each !== undefined);
  if (!hasPassword && needs.iam === undefined) return undefined;
  const wanted = [...needs.memberOf, ...(hasPassword || needs.iam === undefined ? [] : [needs.iam])];
  if (!isSameSet(needed, wanted)) return undefined;
  const signsInBy = hasPassword ? 'password' : 'iam';
  if (superuser === needs.superuser && createrole === needs.createrole) return { signsInBy, memberOf };
  const isNarrow = needs.superuser && superuser === false && createrole === true;
  return isNarrow ? { signsInBy, superuser: false, memberOf } : undefined;
}

/** The kinds of servers on which the construct gives exactly this role. */
export function connectorUserKinds(role: RoleDocument): ServerKindName[] {
  const kinds = Object.keys(CONNECTOR_ROLES) as ServerKindName[];
  return kinds.filter((kind) => connectorUserProps(role, kind) !== undefined);
}

/** The memberships where none of them is an expression or has options that the construct has no place for. */
function plainMemberships(given: NonNullable<RoleDocument['member_of']>): readonly MembershipDocument[] | undefined {
  const memberships = evaluated(given)?.map(evaluated);
  const isPlain = (each: MembershipDocument | undefined) =>
    each !== undefined &&
    !isUnevaluated(each.role) &&
    Object.keys(each).every((name) => name === 'role' || name === 'admin');
  return memberships?.every(isPlain) ? (memberships as MembershipDocument[]) : undefined;
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join('\n') === [...other].sort().join('\n');
}
