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

/** Settings of the role that have an attribute of their own there; 0, or an empty text, is none. */
const SETTINGS = {
  statement_timeout: 'statement_timeout',
  idle_in_transaction_session_timeout: 'idle_in_transaction_session_timeout',
  assume_role: 'role',
} as const;

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
    ...(role.skip_drop_role === true && { problems: [droppedFromNowOn(role)] }),
  };
}

function settingsOf(role: Values): Readonly<Record<string, string>> {
  const path = textsOf(role.search_path).filter((each) => each !== '');
  const others = Object.entries(SETTINGS).filter(([theirs]) => role[theirs]);
  return {
    ...(path.length > 0 && { search_path: path.map(spelled).join(', ') }),
    ...Object.fromEntries(others.map(([theirs, ours]) => [ours, String(role[theirs])])),
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

function droppedFromNowOn({ name }: Values) {
  return {
    severity: 'warning' as const,
    code: 'ROLE_LOSES' as const,
    path: [],
    what: `${name} has \`skip_drop_role\`, which this resource does not: a destroy drops the role`,
    next: 'To leave it on the server take it out of the state: `removed` with `destroy = false`.',
  };
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
