import { type Problem, problem } from '../../../problem';
import type { FoundRole } from '../found-role';
import type { WantedRole } from '../role-spec';
import type { ServerFacts } from '../server-facts';
import { isDefault, sameSetting, settingKey } from '../settings';

/** Settings that the server does not have, or that the admin cannot give. */
export function settingProblems(wanted: WantedRole, facts: ServerFacts, found: FoundRole | null): Problem[] {
  const inDatabases = new Map(Object.entries(found?.database_settings ?? {}));
  return [
    ...problemsOf(wanted.settings ?? {}, found?.settings ?? {}, facts, ['settings']),
    ...Object.entries(wanted.database_settings ?? {}).flatMap(([database, settings]) => {
      const path = ['database_settings', database];
      const missing = facts.databases.has(database) ? [] : [databaseMissing(database, path)];
      return [...missing, ...problemsOf(settings, inDatabases.get(database) ?? {}, facts, path)];
    }),
  ];
}

function databaseMissing(database: string, path: readonly string[]): Problem {
  return problem('DATABASE_MISSING', [...path], `The database ${JSON.stringify(database)} does not exist`, {
    severity: 'warning',
    value: database,
    next: 'Nothing to do if the same run makes it first; else correct the name.',
  });
}

function problemsOf(
  wanted: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
  facts: ServerFacts,
  at: readonly string[],
): Problem[] {
  const has = new Map(Object.entries(found).map(([name, value]) => [settingKey(name), value]));
  return Object.entries(wanted).flatMap(([name, value]) => {
    const key = settingKey(name);
    const current = has.get(key);
    const stays = current === undefined ? isDefault(value) : sameSetting(name, current, value);
    // Some of PostgreSQL's own are not listed, or not to everybody.
    if (stays || UNLISTED.has(key)) return [];
    const inParts = key.includes('.');
    const standing =
      facts.settings.get(key) ?? (inParts ? (facts.superuser ? 'settable' : 'superuser only') : undefined);
    if (standing === 'settable') return [];
    const path = [...at, name];
    if (standing === 'superuser only') {
      return [
        problem('PG_NOT_PERMITTED', path, `Only a superuser may give a role this setting, and ${facts.admin} is none`, {
          value: name,
          next: 'Leave it out, or have a superuser set it.',
        }),
      ];
    }
    return [
      problem(
        'UNKNOWN_SETTING',
        path,
        standing === undefined
          ? 'The server has no such setting'
          : "This setting is the whole server's and cannot be given to a role",
        {
          value: name,
          allowed:
            'the settings in pg_settings with context user, backend, superuser or superuser-backend; names with a dot',
          next: 'Correct the name or leave it out.',
        },
      ),
    ];
  });
}

const UNLISTED = new Set([
  'role',
  'session_authorization',
  'seed',
  'session_preload_libraries',
  'dynamic_library_path',
]);
