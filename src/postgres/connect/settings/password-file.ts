import { readFileSync, statSync } from 'node:fs';

/** What a password is looked up by. */
export interface PasswordKey {
  /** `localhost` for the default socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** What the password file gave; `note` says why a file that exists was left aside. */
export interface PasswordFound {
  readonly password?: string;
  readonly note?: string;
}

/**
 * Looks a password up in a password file. The first line that fits counts; a missing file is as good as an empty one,
 * and a file that others may read is not used.
 *
 * @see https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function passwordFromFile(path: string, key: PasswordKey): PasswordFound {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return {};
  if (!stat.isFile()) return { note: `The password file ${path} was not used, since it is not a plain file.` };
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    return {
      note: `The password file ${path} was not used, since its group or others have access to it; chmod 600 allows it.`,
    };
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { note: `The password file ${path} was not used, since it cannot be read.` };
  }
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const password = match(line, [key.host, String(key.port), key.database, key.user]);
    if (password !== undefined) return { password };
  }
  return {};
}

/** `host:port:database:user:password`, where `*` fits anything and a backslash takes the next character as it is. */
function match(line: string, wanted: readonly string[]): string | undefined {
  let rest = line;
  for (const value of wanted) {
    const field = /^((?:\\.|[^\\:])*):/s.exec(rest);
    if (field?.[1] === undefined) return undefined;
    if (field[1] !== '*' && unescaped(field[1]) !== value) return undefined;
    rest = rest.slice(field[0].length);
  }
  return unescaped(rest);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
