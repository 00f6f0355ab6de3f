import { quoteIdentifier, quoteLiteral } from '../quote';
import type { FoundRole } from './found-role';
import { planMemberships } from './plan-memberships';
import { FLAGS, type RoleSpec, type Statement, type WantedRole } from './role-spec';
import { isDefault, sameSetting, settingAssignment, settingKey, settingName } from './settings';
import { canonicalInstant, sameInstant } from './valid-until';

/** What planning a role needs besides the role itself. */
export interface PlanRoleContext {
  /** `server_version_num`. */
  readonly serverVersion: number;
  /** The specification applied last: what it gave and the new one does not name is taken back. */
  readonly previous?: RoleSpec;
}

/**
 * The statements that turn the role found into the role wanted, in order; none when they agree. A pure function, so
 * that the preview and the apply agree.
 *
 * @param found null when there is none; a role of another name is renamed
 */
export function planRole(wanted: WantedRole, found: FoundRole | null, context: PlanRoleContext): Statement[] {
  return [
    ...planRename(wanted, found),
    ...(found === null ? [createRole(wanted)] : alterRole(wanted, found)),
    ...planSettings(wanted, found, context.previous),
    ...planMemberships(wanted, found, context.serverVersion, context.previous),
    ...planComment(wanted, found),
  ];
}

function planRename(wanted: RoleSpec, found: FoundRole | null): Statement[] {
  if (found === null || found.name === wanted.name) return [];
  return [plain(`ALTER ROLE ${quoteIdentifier(found.name)} RENAME TO ${quoteIdentifier(wanted.name)}`)];
}

function createRole(wanted: WantedRole): Statement {
  const limit = wanted.connection_limit ?? -1;
  return withOptions(
    `CREATE ROLE ${quoteIdentifier(wanted.name)}`,
    [
      ...FLAGS.filter(([name, , byDefault]) => (wanted[name] ?? byDefault) !== byDefault).map(([name, keyword]) =>
        flag(keyword, wanted[name] === true),
      ),
      ...(limit === -1 ? [] : [`CONNECTION LIMIT ${limit}`]),
      ...(sameInstant(wanted.valid_until ?? null, null) ? [] : [validUntil(wanted.valid_until as string)]),
    ],
    wanted.password,
  );
}

function alterRole(wanted: WantedRole, found: FoundRole): Statement[] {
  const limit = wanted.connection_limit ?? -1;
  const options = [
    ...FLAGS.filter(([name, , byDefault]) => (wanted[name] ?? byDefault) !== found[name]).map(([name, keyword]) =>
      flag(keyword, !found[name]),
    ),
    ...(limit === found.connection_limit ? [] : [`CONNECTION LIMIT ${limit}`]),
    ...(sameInstant(wanted.valid_until ?? null, found.valid_until)
      ? []
      : [validUntil(wanted.valid_until ?? 'infinity')]),
  ];
  if (options.length === 0 && wanted.password === undefined) return [];
  return [withOptions(`ALTER ROLE ${quoteIdentifier(wanted.name)}`, options, wanted.password)];
}

function withOptions(start: string, options: readonly string[], password: WantedRole['password']): Statement {
  const write = (secret: string) => {
    const all = [...options, ...(password === undefined ? [] : [`PASSWORD ${secret}`])];
    return all.length === 0 ? start : `${start} WITH ${all.join(' ')}`;
  };
  const display = write(password === null ? 'NULL' : "'********'");
  const verifier = typeof password === 'object' ? password?.verifier : undefined;
  return { sql: verifier === undefined ? display : write(quoteLiteral(verifier)), display };
}

function planSettings(wanted: RoleSpec, found: FoundRole | null, previous: RoleSpec | undefined): Statement[] {
  const role = `ALTER ROLE ${quoteIdentifier(wanted.name)}`;
  const have = new Map(Object.entries(found?.settings ?? {}).map(([name, value]) => [settingKey(name), value]));
  const named = sortedSettings(wanted.settings);
  const keys = new Set(named.map(([name]) => settingKey(name)));
  const left = sortedSettings(previous?.settings).filter(([name]) => !keys.has(settingKey(name)));
  const resets = [...left, ...named.filter(([, value]) => isDefault(value))]
    .filter(([name]) => have.has(settingKey(name)))
    .map(([name]) => plain(`${role} RESET ${settingName(name)}`));
  const sets = named
    .filter(([name, value]) => {
      const current = have.get(settingKey(name));
      return !isDefault(value) && (current === undefined || !sameSetting(name, current, value));
    })
    .map(([name, value]) => plain(`${role} SET ${settingAssignment(name, value)}`));
  return [...resets, ...sets];
}

function sortedSettings(settings: RoleSpec['settings']): [name: string, value: string][] {
  return Object.entries(settings ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
}

function planComment(wanted: RoleSpec, found: FoundRole | null): Statement[] {
  // PostgreSQL keeps no empty comment: it is the same as none.
  const comment = wanted.comment === '' ? null : (wanted.comment ?? null);
  if (comment === (found?.comment ?? null)) return [];
  return [
    plain(
      `COMMENT ON ROLE ${quoteIdentifier(wanted.name)} IS ${comment === null ? 'NULL' : quoteLiteral(comment).trim()}`,
    ),
  ];
}

function flag(keyword: string, on: boolean): string {
  return on ? keyword : `NO${keyword}`;
}

function validUntil(text: string): string {
  return `VALID UNTIL ${quoteLiteral(canonicalInstant(text) ?? text)}`;
}

function plain(sql: string): Statement {
  return { sql, display: sql };
}
