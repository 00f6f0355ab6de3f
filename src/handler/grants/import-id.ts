import { identifierFault } from '../../metadata';
import { ProblemError, problem } from '../../problem';

/** What an import id names. */
export interface GrantsImportId {
  readonly server: string;
  readonly database: string;
  /** Undefined: every grantee but PUBLIC, owners' own rights and system roles. */
  readonly grantees?: readonly string[];
}

/**
 * Reads `server/database` or `server/database/grantee,grantee`. A name that holds a slash, a comma or a quote stands in
 * double quotes, as in SQL.
 *
 * @throws ProblemError INVALID_VALUE
 */
export function parseGrantsImportId(id: string): GrantsImportId {
  const slash = id.indexOf('/');
  const server = id.slice(0, Math.max(slash, 0));
  const names = slash === -1 ? undefined : splitNames(id.slice(slash + 1));
  if (server === '' || names === undefined) throw malformed(id);
  const [database, ...grantees] = names.map(({ name }) => name);
  const separators = names.map(({ before }) => before);
  const wellSeparated = separators.every((each, index) => each === (index === 0 ? '' : index === 1 ? '/' : ','));
  if (!database || grantees.includes('') || !wellSeparated) throw malformed(id);
  for (const name of [database, ...grantees]) {
    const fault = identifierFault(name);
    if (fault !== undefined) throw refusedName(name, fault);
  }
  return { server, database, ...(grantees.length > 0 && { grantees }) };
}

function splitNames(text: string): { name: string; before: string }[] | undefined {
  const names: { name: string; before: string }[] = [];
  const next = /(^|[/,])(?:"((?:[^"]|"")+)"|([^"/,]*))(?=[/,]|$)/y;
  while (next.lastIndex < text.length || names.length === 0) {
    const match = next.exec(text);
    if (match === null) return undefined;
    names.push({ before: match[1] ?? '', name: match[2]?.replaceAll('""', '"') ?? match[3] ?? '' });
  }
  return names;
}

function refusedName(name: string, fault: string): ProblemError {
  return new ProblemError(
    problem('INVALID_VALUE', ['id'], `A name in the import id ${fault}`, {
      value: name,
      allowed: '1 to 63 bytes of UTF-8 without NUL, in Unicode normal form C',
    }),
  );
}

function malformed(id: string): ProblemError {
  return new ProblemError(
    problem('INVALID_VALUE', ['id'], 'The import id of grants is not well-formed', {
      value: id,
      allowed: 'server/database, or server/database/grantee,grantee; a name with a slash or a comma in double quotes',
      next: 'For instance: terraform import aponopg_grants.orders orders/orders/reader,writer',
    }),
  );
}
