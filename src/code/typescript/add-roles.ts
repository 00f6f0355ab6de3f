import {
  CONNECTOR_USER,
  type CollectionShape,
  role as description,
  type ObjectShape,
  objectShapeOf,
} from '../../metadata';
import { roleImportId } from '../print/import-id';
import { secretVariable } from '../print/secret-variable';
import { textOf } from '../print/value';
import { evaluated, isUnevaluated, type Known, type MembershipDocument, type RoleDocument } from '../project-document';
import { inSetOrder, type Members } from '../write-described';
import { connectorUserProps, type UserProps } from './connector-user-props';
import { describedProps } from './described-props';
import { ignoreGrantorsProp } from './ignored-grantors';
import { type Program, use } from './program';
import type { References } from './references';
import { call, members, quote, quotePlain, type Source } from './source';

const SHAPE = objectShapeOf(description.schema);

/** The roles of a document as constructs, each after those that it is a member of. */
export function addRoles(
  roles: readonly RoleDocument[],
  program: Program,
  references: References,
  imports: boolean,
): void {
  for (const role of groupsFirst(roles)) addRole(role, program, references, imports);
}

function groupsFirst(roles: readonly RoleDocument[]): readonly RoleDocument[] {
  const sorted = new Set<RoleDocument>();
  const begun = new Set<RoleDocument>();
  const visit = (role: RoleDocument) => {
    if (begun.has(role)) return;
    begun.add(role);
    for (const { role: name } of membershipsOf(role)) {
      const group = roles.find((each) => each.name === name && textOf(each.server) === textOf(role.server));
      if (group) visit(group);
    }
    sorted.add(role);
  };
  roles.forEach(visit);
  return [...sorted];
}

/** The memberships that are spelt out, in the order that means nothing. */
function membershipsOf({ member_of = [] }: RoleDocument): MembershipDocument[] {
  const given = inSetOrder(evaluated(member_of) ?? [], SHAPE.attributes.member_of as CollectionShape);
  return (given as readonly Known<MembershipDocument>[]).flatMap((each) => evaluated(each) ?? []);
}

/** `new DatabaseRole`, or `new ConnectorUser` where that construct gives exactly this role. */
function addRole(role: RoleDocument, program: Program, references: References, imports: boolean): void {
  const name = textOf(role.name);
  const id = program.idFor(name, 'role');
  const constant = program.constant(name, 'role');
  const user = connectorUserProps(role);
  const source = user
    ? connectorUser(role, user, id, program, references)
    : call(`new ${program.of('DatabaseRole')}`, 'this', quote(id), members(roleProps(role, id, references)));
  program.add(source, { constant });
  references.keepRole(role.server, role.name, constant);
  if (user && role.password_env !== undefined) {
    references.keepUser(role.server, name, textOf(role.password_env), constant);
  }
  if (imports)
    program.add(call(`${use(constant)}.resource.importFrom`, quotePlain(roleImportId(role))), { apart: false });
}

function roleProps(role: RoleDocument, id: string, references: References): Members<Source> {
  return describedProps(SHAPE, role, references, {
    special: {
      server: () => ({ server: references.server(role.server) }),
      name: () => (id === role.name ? {} : { name: references.text(role.name) }),
      member_of: () => (role.member_of === undefined ? {} : { memberOf: memberOf(role, id, references) }),
      ignore_grantors: (given) => ignoreGrantorsProp(given, role.server, references),
      password_wo: () => passwordOf(role, id, references),
      password_wo_version: (version) => versionOf('passwordWoVersion', version, references),
    },
    secret: references.secretsOf(id, `the role ${textOf(role.name)}`),
  });
}

/** An expression for all the memberships stays one; of the others each names its role. */
function memberOf(role: RoleDocument, id: string, references: References): Source {
  const given = role.member_of;
  if (isUnevaluated(given) || given?.some(isUnevaluated)) return references.any(given);
  const shape = (SHAPE.attributes.member_of as CollectionShape).element as ObjectShape;
  return {
    items: membershipsOf(role).map((each) => {
      const named = references.role(role.server, each.role);
      const props = describedProps(shape, each, references, {
        special: { role: () => ({ role: named }) },
        secret: references.secretsOf(id, `the membership in ${textOf(each.role)}`),
      });
      return Object.keys(props).length === 1 ? named : members(props);
    }),
  };
}

function connectorUser(
  role: RoleDocument,
  { variant, superuser, memberOf: groups }: UserProps,
  id: string,
  program: Program,
  references: References,
): Source {
  const { server, name, password_wo, password_wo_version, password_env, on_destroy } = role;
  const props = {
    server: references.server(server),
    ...(name !== CONNECTOR_USER.name && { name: references.text(name) }),
    ...(variant !== undefined && { variant: quote(variant) }),
    ...(superuser !== undefined && { superuser: String(superuser) }),
    ...(groups.length > 0 && { memberOf: { items: groups.map((each) => roleName(server, each, references)) } }),
    ...passwordOf(role, id, references),
    ...(password_wo !== undefined && versionOf('passwordVersion', password_wo_version, references)),
    ...describedProps(SHAPE, { password_env, on_destroy }, references, { secret: () => undefined }),
  };
  return call(`new ${program.of('ConnectorUser')}`, 'this', quote(id), members(props));
}

function passwordOf({ name, password_wo }: RoleDocument, id: string, references: References): Members<Source> {
  if (password_wo === undefined) return {};
  const variable = secretVariable(['password_wo'], id, `the role ${textOf(name)}`);
  return { password: references.hidden(password_wo, variable) };
}

/** The constructs begin to count at 1 by themselves. */
function versionOf(prop: string, version: unknown, references: References): Members<Source> {
  return (version ?? 1) === 1 ? {} : { [prop]: references.number(version as Known<number>) };
}

function roleName(server: RoleDocument['server'], role: string, references: References): Source {
  const source = references.managedRole(server, role);
  return source === undefined ? quote(role) : `${source}.roleName`;
}
