import { variantOfRoles } from '../../metadata/clouds';
import { isUnevaluated, type MembershipDocument, type RoleDocument } from '../document';
import { roleImportId } from '../print/import-id';
import { textOf } from '../print/value';
import { camelMembers } from './camel-members';
import type { Program } from './program';
import { use } from './program';
import type { References } from './references';
import { call, members, quote, type Source } from './source';

/** The roles of a document as constructs, each after those that it is a member of. */
export function addRoles(
  roles: readonly RoleDocument[],
  program: Program,
  references: References,
  imports: boolean,
): void {
  const done = new Set<RoleDocument>();
  const add = (role: RoleDocument) => {
    if (done.has(role)) return;
    done.add(role);
    const memberships = Array.isArray(role.member_of) ? (role.member_of as readonly MembershipDocument[]) : [];
    for (const { role: name } of memberships) {
      const other = roles.find((each) => each.server === role.server && each.name === name);
      if (other) add(other);
    }
    addRole(role, program, references, imports);
  };
  roles.forEach(add);
}

/** `new DatabaseRole`, or `new ConnectorUser` where that construct gives exactly this role. */
function addRole(role: RoleDocument, program: Program, references: References, imports: boolean): void {
  const name = textOf(role.name);
  const { server, name: _, member_of, password_wo, password_wo_version, on_destroy, ...rest } = role;
  const id = program.idFor(name, 'role');
  const constant = program.constant(name, 'role');
  const password =
    password_wo === undefined
      ? undefined
      : references.hidden(password_wo, `${id}_password`, `Password of the role ${name}.`);
  const shared = {
    server: references.server(server),
    password,
  };
  const onDestroy = on_destroy && members(camelMembers(on_destroy, references));
  const user = connectorUserProps(role);
  const source = user
    ? call(
        `new ${program.of('ConnectorUser')}`,
        'this',
        quote(id),
        members({
          ...shared,
          passwordVersion: (password_wo_version ?? 1) === 1 ? undefined : program.value(password_wo_version),
          ...(name === 'apono_connector' ? {} : { name: program.text(role.name) }),
          ...camelMembers(user.props, references),
          ...(user.memberOf.length > 0 && {
            memberOf: { items: user.memberOf.map((each) => nameOf(server, each, references)) },
          }),
          onDestroy,
        }),
      )
    : call(
        `new ${program.of('DatabaseRole')}`,
        'this',
        quote(id),
        members({
          ...shared,
          passwordWoVersion: (password_wo_version ?? 1) === 1 ? undefined : program.value(password_wo_version),
          ...(id === role.name ? {} : { name: references.text(role.name) }),
          ...camelMembers(rest, references),
          memberOf: member_of && membershipsOf(server, member_of, program, references),
          onDestroy,
        }),
      );
  program.add(source, { constant });
  references.keepRole(server, role.name, constant);
  if (user && role.password_env !== undefined) references.keepUser(server, name, role.password_env, constant);
  if (imports) program.add(call(`${use(constant)}.resource.importFrom`, quote(roleImportId(role))), { apart: false });
}

interface UserProps {
  readonly props: Readonly<Record<string, unknown>>;
  readonly memberOf: readonly string[];
}

/** The props of `ConnectorUser` besides server, name and password; undefined where that construct gives another role. */
function connectorUserProps(role: RoleDocument): UserProps | undefined {
  const { server: _, name: __, login, comment, superuser, createrole, member_of, on_destroy: ___, ...rest } = role;
  const { password_wo, password_wo_version: ____, password_env, ...further } = rest;
  const isUser = comment === "Apono's connector" && login === true && Object.keys(further).length === 0;
  if (!isUser || (password_wo === undefined && password_env === undefined)) return undefined;
  if (member_of !== undefined && !Array.isArray(member_of)) return undefined;
  const memberships = (member_of ?? []) as readonly MembershipDocument[];
  const env = password_env === undefined ? {} : { password_env };
  if (
    memberships.some(
      ({ role: name, inherit, set }) => isUnevaluated(name) || inherit !== undefined || set !== undefined,
    )
  ) {
    return undefined;
  }
  const own = memberships.filter(({ admin }) => admin !== true).map(({ role: name }) => String(name));
  const asked = memberships.filter(({ admin }) => admin === true).map(({ role: name }) => String(name));
  const variant = own.length === 1 ? variantOfRoles(own) : undefined;
  const isAdmin = superuser === true && createrole === false;
  const isCreator = superuser === false && createrole === true;
  if (variant !== undefined && isCreator) return { props: { variant, ...env }, memberOf: asked };
  if (own.length > 0 || !(isAdmin || isCreator)) return undefined;
  return { props: isAdmin ? env : { superuser: false, ...env }, memberOf: asked };
}

function nameOf(server: string, role: string, references: References): Source {
  const source = references.managedRole(server, role);
  return source === undefined ? quote(role) : `${source}.roleName`;
}

function membershipsOf(
  server: string,
  given: NonNullable<RoleDocument['member_of']>,
  program: Program,
  references: References,
): Source {
  if (!Array.isArray(given)) return program.any(given);
  return {
    items: (given as readonly MembershipDocument[]).map(({ role, ...options }) => {
      const source = references.role(server, role);
      const set = camelMembers(options, references);
      return Object.keys(set).length === 0 ? source : members({ role: source, ...set });
    }),
  };
}
