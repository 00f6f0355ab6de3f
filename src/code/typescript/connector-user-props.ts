import { CONNECTOR_USER, VARIANTS, type VariantName } from '../../metadata';
import { evaluated, isUnevaluated, type MembershipDocument, type RoleDocument } from '../project-document';

/** The props by which a `ConnectorUser` differs from the usual one, besides server, name and password. */
export interface UserProps {
  readonly variant?: VariantName;
  readonly superuser?: false;
  readonly memberOf: readonly string[];
}

/** What makes the construct `ConnectorUser` give exactly this role; undefined where it gives another. */
export function connectorUserProps(role: RoleDocument): UserProps | undefined {
  const { server: _, name: __, login, comment, superuser, createrole, member_of = [], on_destroy: ___, ...rest } = role;
  const { password_wo, password_wo_version: ____, password_env, ...further } = rest;
  const isUser = comment === CONNECTOR_USER.comment && login === true && Object.keys(further).length === 0;
  if (!isUser || (password_wo === undefined && password_env === undefined)) return undefined;
  const memberships = plainMemberships(member_of);
  if (memberships === undefined) return undefined;
  const needed = memberships.filter(({ admin }) => admin !== true).map(({ role: name }) => String(name));
  const memberOf = memberships.filter(({ admin }) => admin === true).map(({ role: name }) => String(name));
  const kind = variantNeeding({ superuser, createrole, memberOf: needed });
  if (kind !== undefined) return { ...(kind !== 'generic' && { variant: kind }), memberOf };
  const isNarrow = superuser === false && createrole === true && needed.length === 0;
  return isNarrow ? { superuser: false, memberOf } : undefined;
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

/** The kind of PostgreSQL whose connector's user is just so. */
function variantNeeding(given: {
  readonly superuser: unknown;
  readonly createrole: unknown;
  readonly memberOf: readonly string[];
}): VariantName | undefined {
  const names = Object.keys(VARIANTS) as VariantName[];
  return names.find((name) => {
    const { superuser, createrole, memberOf } = VARIANTS[name].connectorRole;
    return (
      superuser === given.superuser &&
      createrole === given.createrole &&
      [...memberOf].sort().join('\n') === [...given.memberOf].sort().join('\n')
    );
  });
}
