import {
  CONNECTOR_USER,
  type CollectionShape,
  role as description,
  type ObjectShape,
  objectShapeOf,
} from '../../metadata';
import { textOf } from '../print/value';
import { evaluated, isUnevaluated, type Known, type MembershipDocument, type RoleDocument } from '../project-document';
import { inSetOrder, type Members } from '../write-described';
import { connectorUserProps, type UserProps } from './connector-user-props';
import { describedProps } from './described-props';
import { ignoreGrantorsProp } from './ignored-grantors';
import { type Program, use } from './program';
import type { References } from './references';
import { signInOf } from './sign-in-props';
import { call, members, quote, type Source } from './source';

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
  const user = connectorUserProps(role, references.kindOf(textOf(role.server)));
  const source = user
    ? connectorUser(role, user, id, program, references)
    : call(`new ${program.of('DatabaseRole')}`, 'this', quote(id), members(roleProps(role, id, program, references)));
  program.add(source, { constant });
  references.keepRole(role.server, role.name, constant);
  if (user?.signsInBy === 'password') {
    references.keepUser(role.server, name, textOf(role.password_env ?? ''), constant);
  }
  if (user?.signsInBy === 'iam') references.keepIdentityUser(role.server, constant);
  if (imports) program.add(call(`${use(constant)}.importExisting`), { apart: false });
}

function roleProps(role: RoleDocument, id: string, program: Program, references: References): Members<Source> {
  const signIn = signInOf(role, id, program, references);
  const nothing = () => ({});
  return describedProps(SHAPE, role, references, {
    special: {
      server: () => ({ server: references.server(role.server) }),
      // A role without a name, of a stack that is no good, is printed all the same: the constructor will say so.
      name: () => (role.name === undefined || id === role.name ? {} : { name: references.text(role.name) }),
      login: (login) => loginOf(login, Object.keys(signIn).length > 0, references),
      member_of: () => (role.member_of === undefined ? {} : { memberOf: memberOf(role, id, references) }),
      ignore_grantors: (given) => ignoreGrantorsProp(given, role.server, references),
      password_wo: () => signIn,
      password_wo_version: nothing,
      password_verifier_wo: () => signIn,
      password_env: () => signIn,
    },
    secret: references.secretsOf(id, `the role ${textOf(role.name)}`),
  });
}

/** With a sign-in, that one can sign in goes without saying. */
function loginOf(login: unknown, hasSignIn: boolean, references: References): Members<Source> {
  if (hasSignIn) return login === true ? {} : { login: references.any(login ?? false) };
  return login === undefined ? {} : { login: references.any(login) };
}

/** An expression for all the memberships stays one; of the others each names its role. */
function memberOf(role: RoleDocument, id: string, references: References): Source {
  const given = role.member_of;
  if (isUnevaluated(given) || given?.some(isUnevaluated)) return references.any(given);
  const shape = (SHAPE.attributes.member_of as CollectionShape).element as ObjectShape;
  return {
    items: membershipsOf(role).map((each) => {
      const named = groupOf(role.server, each.role, references);
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
  { signsInBy, superuser, memberOf: groups }: UserProps,
  id: string,
  program: Program,
  references: References,
): Source {
  const { server, name, on_destroy } = role;
  const props = {
    server: references.server(server),
    ...(name !== CONNECTOR_USER.name && { name: references.text(name) }),
    ...(signsInBy === 'iam'
      ? { signIn: call(`${program.of('SignIn')}.iam`) }
      : signInOf(role, id, program, references)),
    ...(superuser !== undefined && { superuser: String(superuser) }),
    ...(groups.length > 0 && { memberOf: { items: groups.map((each) => groupOf(server, each, references)) } }),
    ...describedProps(SHAPE, { on_destroy }, references, { secret: () => undefined }),
  };
  return call(`new ${program.of('ConnectorUser')}`, 'this', quote(id), members(props));
}

/** A role that one is a member of: the construct where the program makes it, else its name. */
function groupOf(server: RoleDocument['server'], role: Known<string>, references: References): Source {
  const made = isUnevaluated(role) ? undefined : references.managedRole(server, role);
  return made ?? references.text(role);
}
