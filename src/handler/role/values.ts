import { known, objectShapeOf, role, withDefaults, withoutNulls } from '../../metadata';
import { PER_GRANTOR } from '../../postgres/membership';
import {
  canonicalInstant,
  type FlagName,
  type FoundMembership,
  type FoundRole,
  type RoleMember,
  type RoleSpec,
  SPEC_ATTRIBUTES,
  type SpecAttribute,
  sameSetting,
  union,
} from '../../postgres/roles';
import type { Values } from '../handler-resource';
import { foundWhereLeftOut } from './left-out';

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
 * @param serverVersion `server_version_num`
 */
export function valuesOf(found: FoundRole, before: Values, serverVersion: number): Values {
  const others: Readonly<Record<Exclude<SpecAttribute, FlagName | 'connection_limit'>, unknown>> = {
    name: found.name,
    valid_until: expiryOf(found.valid_until, before.valid_until),
    comment: found.comment,
    settings: known(before.settings) === undefined ? null : settingsOf(found.settings, before.settings as Declared),
    database_settings: known(before.database_settings) === undefined ? null : databaseSettingsOf(found, before),
    member_of: known(before.member_of) === undefined ? null : membersOf(found, before, serverVersion),
    ignore_grantors: before.ignore_grantors,
  };
  return {
    ...before,
    ...foundWhereLeftOut(found, before),
    ...others,
    oid: known(before.oid) ?? found.oid,
    password_wo: null,
  };
}

/** All of a role, for an import. @param ignoreGrantors roles whose memberships are left out */
export function importedValues(found: FoundRole, server: string, ignoreGrantors: readonly string[] = []): Values {
  const before = { server, ignore_grantors: ignoreGrantors.length > 0 ? ignoreGrantors : null };
  // Nothing is declared, so that the version makes no difference.
  const members = membersOf(found, before, 0);
  const given = (settings: object) => (Object.keys(settings).length > 0 ? settings : null);
  return {
    ...valuesOf(found, before, 0),
    id: `${server}/${found.name}`,
    settings: given(found.settings),
    database_settings: given(found.database_settings),
    member_of: members.length > 0 ? members : null,
    statements: [],
  };
}

type Settings = Readonly<Record<string, string>>;
type Declared = Readonly<Record<string, string | null>>;

function expiryOf(found: string | null, before: unknown): string | null {
  const given = known(before);
  if (typeof given === 'string' && canonicalInstant(given) === (found ?? 'infinity')) return given;
  return found === 'infinity' ? null : found;
}

function databaseSettingsOf(
  found: FoundRole,
  { database_settings }: Values,
): Readonly<Record<string, Declared | null>> {
  const have = new Map(Object.entries(found.database_settings));
  const before = Object.entries(database_settings as Readonly<Record<string, Declared | null>>);
  return Object.fromEntries(
    before.map(([database, each]) => [database, each && settingsOf(have.get(database) ?? {}, each)]),
  );
}

function settingsOf(found: Settings, before: Declared): Declared {
  const have = new Map(Object.entries(found).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, value]): [string, string | null][] => {
      // As good as left out, and yet to stay as it is written.
      if (value === null) return [[name, null]];
      const current = have.get(name.toLowerCase());
      if (current === undefined) return value === 'DEFAULT' ? [[name, value]] : [];
      return [[name, sameSetting(name, current, value) ? value : current]];
    }),
  );
}

/** The memberships that count: whose grantor is looked at, and that PostgreSQL did not make by itself. */
export function countedMemberships(found: FoundRole, before: Values, serverVersion: number): FoundMembership[] {
  const declared = (known(before.member_of) ?? []) as readonly RoleMember[];
  const ignored = new Set((known(before.ignore_grantors) ?? []) as readonly string[]);
  return found.member_of.filter((each) => {
    const given = declared.find(({ role }) => role === each.role);
    // Before 16 there is one row for each pair, and it counts whoever gave it.
    const looksAt = !ignored.has(each.grantor) || (serverVersion < PER_GRANTOR && given !== undefined);
    return looksAt && (!each.implicit || given?.admin === true);
  });
}

/** Whether two names are one setting: PostgreSQL makes no difference of case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function membersOf(found: FoundRole, before: Values, serverVersion: number): RoleMember[] {
  const declared = (known(before.member_of) ?? []) as readonly RoleMember[];
  const byRole = new Map<string, FoundMembership[]>();
  for (const each of countedMemberships(found, before, serverVersion)) {
    byRole.set(each.role, [...(byRole.get(each.role) ?? []), each]);
  }
  // A membership may be there from several grantors: what counts is all of them together.
  return [...byRole].map(([role, rows]) => {
    const held = union(rows);
    const given = declared.find((member) => member.role === role);
    const same =
      given !== undefined &&
      (given.admin ?? false) === held.admin &&
      (given.inherit ?? found.inherit) === held.inherit &&
      (given.set ?? true) === held.set;
    if (same) return given;
    return {
      role,
      ...(held.admin && { admin: true }),
      ...(held.inherit !== found.inherit && { inherit: held.inherit }),
      ...(!held.set && { set: false }),
    };
  });
}
