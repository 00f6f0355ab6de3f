import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import { CONNECTOR_USER } from './connector-user';
import type { Description } from './description';
import { environmentVariable, flag, integer, text, textMap } from './fields';
import { existingRoleName, roleName } from './role-name';
import { known } from './unknown';

/** The most characters that a comment, or the value of a setting, may have: a server would take a gigabyte. */
export const LONGEST_TEXT = 65_536;

const schema = z.strictObject({
  id: text({ description: '`server/name`; also the import id.', readOnly: true }).optional(),
  server: text({
    description: "The server the role belongs to: a key of the provider's `servers`.",
    replaces: true,
    example: 'orders',
  }),
  name: roleName({ description: "The role's name. A change renames the role.", example: CONNECTOR_USER.name }),
  login: flag({ description: 'Whether one can sign in as the role.', default: false }).optional(),
  superuser: flag({ description: 'Whether every check is passed by.', default: false }).optional(),
  createdb: flag({ description: 'Whether the role may create databases.', default: false }).optional(),
  createrole: flag({ description: 'Whether the role may create roles.', default: false }).optional(),
  inherit: flag({
    description: 'Whether memberships given to the role are inherited by default.',
    default: true,
  }).optional(),
  replication: flag({ description: 'Whether the role may replicate.', default: false }).optional(),
  bypassrls: flag({ description: 'Whether row-level security is passed by.', default: false }).optional(),
  connection_limit: integer(-1, 2_147_483_647, {
    description: 'How many connections at a time; -1 is without limit.',
    default: -1,
  }).optional(),
  valid_until: text({
    description: "Until when the role's password is valid: ISO 8601 with a zone, or `infinity`. Default: without end.",
    example: '2030-01-01T00:00:00Z',
  }).optional(),
  comment: annotate(z.string().min(1).max(LONGEST_TEXT), {
    description: "The role's comment.",
    allowed: `1 to ${LONGEST_TEXT} characters`,
    example: CONNECTOR_USER.comment,
  }).optional(),
  settings: textMap({
    description:
      'Settings of the role in every database (ALTER ROLE ... SET). Settings not named here are left alone; one that is removed from here is reset.',
    example: { search_path: 'app' },
  }).optional(),
  member_of: annotate(
    z.array(
      z.strictObject({
        role: existingRoleName({ description: 'The role whose member this one is.', example: 'rds_superuser' }),
        admin: flag({ description: 'Whether the membership can be given on. Default false.' }).optional(),
        inherit: flag({
          description: "Whether its rights are inherited. Default: as the role's own `inherit`. PostgreSQL 16 and up.",
        }).optional(),
        set: flag({ description: 'Whether SET ROLE is allowed. Default true. PostgreSQL 16 and up.' }).optional(),
      }),
    ),
    {
      description: 'All the memberships that the role has. Where it is left out, memberships are left alone.',
      set: true,
    },
  ).optional(),
  password_wo: text({
    description:
      'The password; it leaves the process only as a SCRAM-SHA-256 verifier and is stored nowhere. Terraform >= 1.11.',
    sensitive: true,
    writeOnly: true,
  }).optional(),
  password_wo_version: integer(0, undefined, {
    description: 'Any number; a change of it sets the password anew.',
    example: 1,
  }).optional(),
  password_env: environmentVariable({
    description: "The environment variable, of the process that runs Terraform, with the role's password.",
    example: 'CONNECTOR_PASSWORD',
  }).optional(),
  on_destroy: annotate(
    z.strictObject({
      reassign_owned_to: existingRoleName({
        description: 'The heir of what the role owns, in every database.',
        example: 'postgres',
      }).optional(),
      drop_owned: flag({
        description: 'Whether what the role owns (and is not handed on) is dropped. Default false.',
      }).optional(),
      terminate_sessions: flag({
        description: "Whether the role's open sessions are ended. Default false: refuse.",
      }).optional(),
    }),
    {
      description: 'What to do with what the role owns when it is destroyed. Default: refuse where it owns something.',
    },
  ).optional(),
  statements: annotate(z.array(z.string()), {
    description:
      'The SQL of the last change, in order; in a plan, of the change to come. Secrets are shown as `********`.',
    readOnly: true,
  }).optional(),
});

/** `aponopg_role`: a role of a PostgreSQL server. */
export const role: Description<typeof schema> = {
  name: 'aponopg_role',
  summary:
    'A role with its attributes, settings and memberships. The plan shows the SQL; what was altered behind Terraform is found; a role that exists already is imported, never taken over.',
  schema,
  rules: [passwordRule, membershipRule, settingsRule, validUntilRule, onDestroyRule],
};

export type Role = z.infer<typeof schema>;

function passwordRule(value: Readonly<Record<string, unknown>>): Problem[] {
  if (value.password_wo === undefined || value.password_env === undefined) return [];
  return [
    problem('CONFLICTING_VALUES', ['password_env'], 'Both `password_wo` and `password_env` are given', {
      allowed: 'one of them, or neither',
      next: 'Keep `password_wo` with Terraform >= 1.11, `password_env` below that.',
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
  const settings = known(value.settings);
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([name, setting]) => {
    const path = ['settings', name];
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
  // The calendar, leap years included: a date that does not exist comes back as another.
  const date = new Date(Date.UTC(year as number, (month as number) - 1, day));
  const exists = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return exists && (hour as number) < 24 && (minute as number) < 60 && (second as number) < 60;
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
