import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError, problem } from '../../../problem';
import { readTextFile } from '../../../read-text-file';
import { KEYWORDS } from './keywords';

/** Where packagers put the file that is shared by all users of a machine. */
const SYSTEM_FOLDERS = ['/etc/postgresql-common', '/etc/sysconfig/pgsql', '/etc', '/usr/local/pgsql/etc'];

/**
 * The parameters of a service, by libpq's keywords.
 *
 * @see https://www.postgresql.org/docs/current/libpq-pgservice.html
 * @throws ProblemError INVALID_VALUE when no file defines the service, or the definition is not well formed
 */
export function serviceParameters(service: string, env: NodeJS.ProcessEnv, home: string): Map<string, string> {
  const own = env.PGSERVICEFILE || join(home, '.pg_service.conf');
  const system = env.PGSYSCONFDIR ? [env.PGSYSCONFDIR] : SYSTEM_FOLDERS;
  const files = [own, ...system.map((folder) => join(folder, 'pg_service.conf'))];
  for (const file of files.filter((each) => existsSync(each))) {
    const found = readService(service, file);
    if (found !== undefined) return found;
  }
  throw new ProblemError(
    problem('INVALID_VALUE', ['service'], 'No service file defines this service', {
      value: service,
      next: `Define it in ${own}, or name another file with PGSERVICEFILE.`,
    }),
  );
}

function readService(service: string, file: string): Map<string, string> | undefined {
  let found: Map<string, string> | undefined;
  let inside = false;
  for (const [index, raw] of readFile(file).split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      if (found !== undefined) break;
      inside = line === `[${service}]`;
      if (inside) found = new Map();
    } else if (inside && found !== undefined) {
      const [keyword, value] = parseLine(line, file, index + 1);
      if (!found.has(keyword)) found.set(keyword, value);
    }
  }
  return found;
}

function readFile(file: string): string {
  try {
    return readTextFile(file);
  } catch {
    throw new ProblemError(
      problem('FILE_UNREADABLE', ['service'], 'The service file cannot be read', {
        value: file,
        allowed: 'a file that may be read',
        next: 'Name another one with PGSERVICEFILE.',
      }),
    );
  }
}

function parseLine(line: string, file: string, number: number): [string, string] {
  const at = `line ${number} of the service file ${file}`;
  if (line.startsWith('ldap')) {
    throw new ProblemError(
      problem('PG_PARAMETER_UNSUPPORTED', ['service'], `A look-up in LDAP, ${at}, is not supported`),
    );
  }
  const equals = line.indexOf('=');
  const keyword = line.slice(0, Math.max(equals, 0));
  // The line is not shown: it may hold a password.
  if (KEYWORDS[keyword] === undefined || keyword === 'service' || keyword === 'servicefile') {
    throw new ProblemError(
      problem('INVALID_VALUE', ['service'], `There is no parameter before an equals sign in ${at}`, {
        allowed: 'lines such as host=db.internal, without spaces around the equals sign; no service within a service',
      }),
    );
  }
  return [keyword, line.slice(equals + 1)];
}
