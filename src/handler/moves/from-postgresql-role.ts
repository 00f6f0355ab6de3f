import type { Problem } from '../../problem';
import type { Outcome, Values } from '../handler-resource';

/** Attributes that mean the same, by their names there. */
const SAME = {
  name: 'name',
  login: 'login',
  superuser: 'superuser',
  create_database: 'createdb',
  create_role: 'createrole',
  inherit: 'inherit',
  replication: 'replication',
  bypass_row_level_security: 'bypassrls',
  connection_limit: 'connection_limit',
} as const;

/** Settings of the role that have an attribute of their own there, in milliseconds; 0 is none. */
const TIMEOUTS = ['statement_timeout', 'idle_in_transaction_session_timeout'] as const;

/**
 * `postgresql_role` as an `aponopg_role`. Its password stays behind: that there is one is all that is kept, as version 1 where
 * it has no number.
 *
 * @see https://registry.terraform.io/providers/cyrilgdn/postgresql/latest/docs/resources/postgresql_role
 */
export function fromPostgresqlRole(role: Values): Outcome {
  const settings = settingsOf(role);
  const groups = textsOf(role.roles);
  const version = passwordVersion(role);
  return {
    values: {
      ...Object.fromEntries(Object.entries(SAME).map(([theirs, ours]) => [ours, role[theirs] ?? null])),
      settings: Object.keys(settings).length > 0 ? settings : null,
      member_of: groups.length > 0 ? groups.map((each) => ({ role: each })) : null,
      password_wo_version: version,
      statements: [],
    },
    private: version === null ? {} : { passwordGiven: true },
    problems: [
      ...(role.skip_drop_role === true ? [droppedFromNowOn(role)] : []),
      ...(role.assume_role ? [leftAlone(role)] : []),
    ],
  };
}

function settingsOf(role: Values): Readonly<Record<string, string>> {
  const path = textsOf(role.search_path).filter((each) => each !== '');
  const timeouts = TIMEOUTS.filter((name) => role[name]);
  return {
    ...(path.length > 0 && { search_path: path.map(spelled).join(', ') }),
    ...Object.fromEntries(timeouts.map((name) => [name, String(role[name])])),
  };
}

/** A schema's name as it stands in a search path. */
function spelled(schema: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(schema) ? schema : `"${schema.replaceAll('"', '""')}"`;
}

/** Null where there is no password. */
function passwordVersion({ password, password_wo_version }: Values): number | null {
  if (typeof password_wo_version === 'string' && /^\d{1,9}$/.test(password_wo_version)) {
    return Number(password_wo_version);
  }
  return password || password_wo_version ? 1 : null;
}

function droppedFromNowOn({ name }: Values): Problem {
  return {
    severity: 'warning',
    code: 'ROLE_LOSES',
    path: [],
    what: `${name} has \`skip_drop_role\`, which this resource does not: a destroy drops the role`,
    next: 'To leave it on the server take it out of the state: `removed` with `destroy = false`.',
  };
}

function leftAlone({ name, assume_role }: Values): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: ['settings'],
    what: `${name} becomes ${assume_role} when it signs in (\`assume_role\`): that stays on the server, and nobody looks after it`,
    next: 'To end it: ALTER ROLE ... RESET role, by hand.',
  };
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
