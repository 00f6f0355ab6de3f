import type { FoundRole } from './found-role';
import { planMemberships } from './memberships/plan-memberships';
import type { PlanRoleContext } from './plan-context';
import { FLAGS, type FlagName, type RoleSpec, type WantedRole } from './role-spec';
import type { RoleAttributes, RoleStatement } from './role-statement';
import { isDefault, sameSetting, settingKey } from './settings';
import { canonicalInstant, sameInstant } from './valid-until';

/**
 * The statements that turn the role found into the role wanted, in order; none when they agree. A pure function, so
 * that the preview and the apply agree.
 *
 * @param found null when there is none; a role of another name is renamed
 */
export function planRole(wanted: WantedRole, found: FoundRole | null, context: PlanRoleContext): RoleStatement[] {
  return [
    ...planRename(wanted, found),
    ...(found === null ? [createRole(wanted)] : alterRole(wanted, found)),
    ...planSettings(wanted, found, context.previous),
    ...planMemberships(wanted, found, context),
    ...planComment(wanted, found),
  ];
}

function planRename({ name }: RoleSpec, found: FoundRole | null): RoleStatement[] {
  return found === null || found.name === name ? [] : [{ do: 'rename role', role: found.name, to: name }];
}

type Attributes = Pick<FoundRole, FlagName | 'connection_limit' | 'valid_until'>;

/** What CREATE ROLE gives when nothing is said. */
const DEFAULTS = {
  ...Object.fromEntries(FLAGS.map(({ name, byDefault }) => [name, byDefault])),
  connection_limit: -1,
  valid_until: null,
} as Attributes;

function createRole(wanted: WantedRole): RoleStatement {
  return { do: 'create role', role: wanted.name, ...attributes(wanted, DEFAULTS) };
}

function alterRole(wanted: WantedRole, found: FoundRole): RoleStatement[] {
  const { flags, ...others } = attributes(wanted, found);
  if (Object.keys({ ...flags, ...others }).length === 0) return [];
  return [{ do: 'alter role', role: wanted.name, flags, ...others }];
}

/** The attributes wanted that are not there yet. */
function attributes(wanted: WantedRole, have: Attributes): RoleAttributes {
  const limit = wanted.connection_limit ?? -1;
  const flags = FLAGS.map(({ name, byDefault }) => [name, wanted[name] ?? byDefault] as const);
  return {
    flags: Object.fromEntries(flags.filter(([name, on]) => on !== have[name])),
    ...(limit !== have.connection_limit && { connection_limit: limit }),
    ...(!sameInstant(wanted.valid_until ?? null, have.valid_until) && { valid_until: expiry(wanted.valid_until) }),
    ...(wanted.password !== undefined && { password: wanted.password === null ? 'removed' : 'set' }),
  };
}

function expiry(text: string | null | undefined): string {
  return text === null || text === undefined ? 'infinity' : (canonicalInstant(text) ?? text);
}

type Settings = Readonly<Record<string, string>>;

function planSettings(wanted: RoleSpec, found: FoundRole | null, previous: RoleSpec | undefined): RoleStatement[] {
  const role = wanted.name;
  // A database may be called `constructor`.
  const [named, had, gave] = [wanted, found, previous].map(
    (each) => new Map<string, Settings>(Object.entries(each?.database_settings ?? {})),
  ) as [Map<string, Settings>, Map<string, Settings>, Map<string, Settings>];
  const databases = [...new Set([...gave.keys(), ...named.keys()])].sort();
  return [
    ...settingsOf({ role }, wanted.settings, found?.settings, previous?.settings),
    ...databases.flatMap((database) =>
      settingsOf({ role, database }, named.get(database), had.get(database), gave.get(database)),
    ),
  ];
}

function settingsOf(
  of: { readonly role: string; readonly database?: string },
  wanted: Settings | null | undefined,
  found: Settings | null | undefined,
  previous: Settings | null | undefined,
): RoleStatement[] {
  const have = new Map(Object.entries(found ?? {}).map(([name, value]) => [settingKey(name), value]));
  const named = sortedSettings(wanted);
  const keys = new Set(named.map(([name]) => settingKey(name)));
  const left = sortedSettings(previous).filter(([name]) => !keys.has(settingKey(name)));
  const resets = [...left, ...named.filter(([, value]) => isDefault(value))]
    .filter(([name]) => have.has(settingKey(name)))
    .map(([setting]): RoleStatement => ({ do: 'reset setting', ...of, setting }));
  const sets = named
    .filter(([name, value]) => {
      const current = have.get(settingKey(name));
      return !isDefault(value) && (current === undefined || !sameSetting(name, current, value));
    })
    .map(([setting, value]): RoleStatement => ({ do: 'set setting', ...of, setting, value }));
  return [...resets, ...sets];
}

function sortedSettings(settings: Settings | null | undefined): [name: string, value: string][] {
  return Object.entries(settings ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
}

function planComment(wanted: RoleSpec, found: FoundRole | null): RoleStatement[] {
  // PostgreSQL keeps no empty comment: it is the same as none.
  const comment = wanted.comment === '' ? null : (wanted.comment ?? null);
  return comment === (found?.comment ?? null) ? [] : [{ do: 'comment', role: wanted.name, comment }];
}
