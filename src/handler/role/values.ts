import { known, objectShapeOf, role, withDefaults, withoutNulls } from '../../metadata';
import {
  canonicalInstant,
  FLAGS,
  type FlagName,
  type FoundMembership,
  type FoundRole,
  type RoleMember,
  type RoleSpec,
  SPEC_ATTRIBUTES,
  type SpecAttribute,
  sameSetting,
} from '../../postgres/roles';
import type { Values } from '../handler-resource';

/** The role that values ask for: what concerns PostgreSQL, everything known. */
export function specOf(values: Values): RoleSpec {
  const shape = objectShapeOf(role.schema);
  const filled = withDefaults(shape, values);
  const given = SPEC_ATTRIBUTES.map((name) => [name, filled[name]] as const);
  // The options that a membership leaves out are null in Terraform.
  return withoutNulls(Object.fromEntries(given)) as unknown as RoleSpec;
}

/**
 * A role as found, as the values of the resource. Where what was found means the same as what stood there before, the
 * earlier spelling stays, so that a plan shows real differences only.
 *
 * @param before configured or in the state; settings and memberships that it leaves out are not looked after
 */
export function valuesOf(found: FoundRole, before: Values): Values {
  const flags = Object.fromEntries(FLAGS.map(({ name }) => [name, found[name]]));
  const others: Readonly<Record<Exclude<SpecAttribute, FlagName>, unknown>> = {
    name: found.name,
    connection_limit: found.connection_limit,
    valid_until: expiryOf(found.valid_until, before.valid_until),
    comment: found.comment,
    settings: known(before.settings) === undefined ? null : settingsOf(found, before.settings as Settings),
    member_of: known(before.member_of) === undefined ? null : membersOf(found, before.member_of as RoleMember[]),
  };
  return { ...before, ...flags, ...others, password_wo: null };
}

/** All of a role, for an import. */
export function importedValues(found: FoundRole, server: string): Values {
  const hasSettings = Object.keys(found.settings).length > 0;
  const members = membersOf(found, []);
  return {
    ...valuesOf(found, { server }),
    id: `${server}/${found.name}`,
    settings: hasSettings ? found.settings : null,
    member_of: members.length > 0 ? members : null,
    statements: [],
  };
}

type Settings = Readonly<Record<string, string>>;

function expiryOf(found: string | null, before: unknown): string | null {
  const given = known(before);
  if (typeof given === 'string' && canonicalInstant(given) === (found ?? 'infinity')) return given;
  return found === 'infinity' ? null : found;
}

function settingsOf(found: FoundRole, before: Settings): Settings {
  const have = new Map(Object.entries(found.settings).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, value]) => {
      const current = have.get(name.toLowerCase());
      if (current === undefined) return value === 'DEFAULT' ? [[name, value]] : [];
      return [[name, sameSetting(name, current, value) ? value : current]];
    }),
  );
}

function membersOf(found: FoundRole, before: readonly RoleMember[]): RoleMember[] {
  const held = new Map<string, FoundMembership>();
  // A membership may be there from several grantors: what counts is all of them together.
  for (const each of found.member_of.filter(({ implicit }) => !implicit)) {
    const other = held.get(each.role);
    held.set(each.role, {
      ...each,
      admin: each.admin || (other?.admin ?? false),
      inherit: each.inherit || (other?.inherit ?? false),
      set: each.set || (other?.set ?? false),
    });
  }
  return [...held.values()].map((each) => {
    const given = before.find((member) => member.role === each.role);
    const same =
      given !== undefined &&
      (given.admin ?? false) === each.admin &&
      (given.inherit ?? found.inherit) === each.inherit &&
      (given.set ?? true) === each.set;
    if (same) return given;
    return {
      role: each.role,
      ...(each.admin && { admin: true }),
      ...(each.inherit !== found.inherit && { inherit: each.inherit }),
      ...(!each.set && { set: false }),
    };
  });
}
