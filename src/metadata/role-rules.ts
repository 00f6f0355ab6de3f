import { type Problem, problem } from '../problem';
import type { Description } from './description';
import { identifierFault } from './role-name';
import { isGiven, isMissing, known } from './unknown';

/** The most characters that a comment, or the value of a setting, may have: a server would take a gigabyte. */
export const LONGEST_TEXT = 65_536;

/** What holds between the attributes of a role, and within those that a schema alone cannot judge. */
export const ROLE_RULES: Description['rules'] = [
  passwordRule,
  membershipRule,
  settingsRule,
  databaseSettingsRule,
  validUntilRule,
  onDestroyRule,
];

/** The ways to give a password, the best first. */
const PASSWORDS = ['password_wo', 'password_verifier_wo', 'password_env'] as const;

function passwordRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const [one, other] = PASSWORDS.filter((name) => isGiven(value[name]));
  if (one === undefined) return versionAlone(value);
  if (other === undefined) return [];
  return [
    problem('CONFLICTING_VALUES', [other], `Both \`${one}\` and \`${other}\` are given`, {
      allowed: 'one of them, or neither',
      next: 'Keep `password_wo` with Terraform >= 1.11, `password_env` below that.',
    }),
  ];
}

/** A version promises a password: where that turned out to be null, the role would be left without one, unnoticed. */
function versionAlone(value: Readonly<Record<string, unknown>>): Problem[] {
  if (!isGiven(value.password_wo_version) || PASSWORDS.some((name) => !isMissing(value[name]))) return [];
  return [
    problem('MISSING_VALUE', ['password_wo'], '`password_wo_version` is given, and no password', {
      allowed: 'a password by `password_wo`, `password_verifier_wo` or `password_env`',
      next: 'Give the password, or leave out the version as well.',
    }),
  ];
}

function membershipRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const members = known(value.member_of);
  if (!Array.isArray(members)) return [];
  const seen = new Set<unknown>();
  return members.flatMap((each, index) => {
    const given = known((known(each) as { role?: unknown } | undefined)?.role);
    if (typeof given !== 'string') return [];
    const path = ['member_of', index, 'role'];
    if (given === value.name) {
      return [
        problem('INVALID_VALUE', path, `The role ${given} is made a member of itself`, {
          value: given,
          next: 'Remove it.',
        }),
      ];
    }
    if (seen.has(given)) {
      return [
        problem('CONFLICTING_VALUES', path, `\`member_of\` names ${given} more than once`, {
          value: given,
          next: 'Keep one.',
        }),
      ];
    }
    seen.add(given);
    return [];
  });
}

const SETTING_NAME = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)*$/;

function settingsRule(value: Readonly<Record<string, unknown>>): Problem[] {
  return settingProblems(known(value.settings), ['settings']);
}

function databaseSettingsRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const databases = known(value.database_settings);
  if (typeof databases !== 'object' || databases === null) return [];
  return Object.entries(databases).flatMap(([database, settings]) => {
    const path = ['database_settings', database];
    const fault = identifierFault(database);
    if (fault === undefined) return settingProblems(known(settings), path);
    return [
      problem('INVALID_VALUE', path, `The name of a database ${fault}`, {
        value: database,
        allowed: '1 to 63 bytes of UTF-8 without NUL',
        next: 'Correct the name.',
      }),
    ];
  });
}

function settingProblems(settings: unknown, at: readonly string[]): Problem[] {
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([name, setting]) => {
    const path = [...at, name];
    if (!SETTING_NAME.test(name)) {
      return [
        problem('INVALID_VALUE', path, `${JSON.stringify(name)} is not the name of a setting`, {
          value: name,
          allowed: 'a parameter of PostgreSQL, for instance search_path, or a custom one with a dot',
          next: 'Correct the name; `SHOW ALL` lists the parameters of a server.',
        }),
      ];
    }
    const long = name.split('.').find((part) => Buffer.byteLength(part) > 63);
    if (long !== undefined) {
      return [
        problem('INVALID_VALUE', path, `The name of a setting has ${Buffer.byteLength(long)} bytes in one part`, {
          value: name,
          allowed: 'at most 63 bytes between the dots; PostgreSQL would cut it, and set another',
          next: 'Shorten the name.',
        }),
      ];
    }
    if (typeof setting === 'string' && setting.length > LONGEST_TEXT) {
      return [
        problem('INVALID_VALUE', path, `The value of ${name} has ${setting.length} characters`, {
          allowed: `at most ${LONGEST_TEXT} characters`,
        }),
      ];
    }
    if (['role', 'session_authorization'].includes(name.toLowerCase())) {
      return [
        problem('INVALID_VALUE', path, `The setting ${name} changes who the role is`, {
          value: name,
          allowed: 'any parameter but role and session_authorization',
          next: 'Use `member_of`.',
        }),
      ];
    }
    return typeof setting === 'string' && setting.includes('\0')
      ? [
          problem('INVALID_VALUE', path, `The setting ${name} holds a NUL character`, {
            allowed: 'text without NUL',
            next: 'Remove the character.',
          }),
        ]
      : [];
  });
}

const TIMESTAMP = /^(\d{4,6})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/;

function validUntilRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const until = known(value.valid_until);
  if (typeof until !== 'string' || until === '' || until === 'infinity' || isPointInTime(until)) return [];
  return [
    problem('INVALID_VALUE', ['valid_until'], '`valid_until` is not a point in time', {
      value: until,
      allowed: 'ISO 8601 with a time zone, for instance 2030-01-01T00:00:00Z, or infinity',
      next: 'Write date, time and zone, or leave it out for no end.',
    }),
  ];
}

function isPointInTime(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as number[];
  // The calendar, leap years included: a date that does not exist comes back as another. `Date.UTC` would take a year
  // below 100 for one of the last century.
  const date = new Date(0);
  date.setUTCFullYear(year as number, (month as number) - 1, day);
  const exists = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  // PostgreSQL knows no year 0.
  return exists && (year as number) > 0 && (hour as number) < 24 && (minute as number) < 60 && (second as number) < 60;
}

function onDestroyRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const onDestroy = known(value.on_destroy) as Record<string, unknown> | undefined;
  const heir = known(onDestroy?.reassign_owned_to);
  if (typeof heir !== 'string' || heir !== value.name) return [];
  return [
    problem('INVALID_VALUE', ['on_destroy', 'reassign_owned_to'], 'The role is named as its own heir', {
      value: heir,
      next: 'Name another role, for instance the owner of the database.',
    }),
  ];
}
