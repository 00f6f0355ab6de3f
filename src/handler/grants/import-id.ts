import { identifierFault } from '../../metadata';
import { ProblemError, problem } from '../../problem';

/** What an import id names. */
export interface GrantsImportId {
  readonly server: string;
  readonly database: string;
  /** What tells them from others of the database. Undefined: the default. */
  readonly name?: string;
  /** Undefined: every grantee but PUBLIC, owners' own rights and system roles. */
  readonly grantees?: readonly string[];
  /** Roles whose giving is left out. */
  readonly ignoreGrantors?: readonly string[];
  /** Of PUBLIC only what it was deprived of. */
  readonly closed?: boolean;
}

/**
 * Reads `server/database`, `server/database#name`, `server/database/grantee,grantee`, `server/database/grantee,grantee/ignored,ignored` or
 * `server/database/grantee,grantee/ignored,ignored/closed`, where grantees and ignored grantors may be left empty. A name
 * that holds a slash, a comma or a quote stands in double quotes, as in SQL, and so does a database's with a `#`.
 *
 * @throws ProblemError INVALID_VALUE
 */
export function parseGrantsImportId(id: string): GrantsImportId {
  const slash = id.indexOf('/');
  const server = id.slice(0, Math.max(slash, 0));
  const { rest, name } = withoutName(id.slice(slash + 1));
  const names = slash === -1 ? undefined : splitNames(rest);
  if (server === '' || names === undefined) throw malformed(id);
  const parts = inParts(names);
  const [[database = '', ...others] = [], grantees = [], ignoreGrantors = [], closed] = parts;
  const named = orNone(grantees, parts.length > 2);
  const ignored = orNone(ignoreGrantors, parts.length > 3);
  const isEmpty = database === '' || [...named, ...ignored].includes('');
  const isClosed = closed === undefined || (closed.length === 1 && closed[0] === 'closed');
  if (isEmpty || others.length > 0 || !isClosed || parts.length > 4) throw malformed(id);
  for (const name of [database, ...named, ...ignored]) {
    const fault = identifierFault(name);
    if (fault !== undefined) throw refusedName(name, fault);
  }
  return {
    server,
    database,
    ...(name !== undefined && { name }),
    ...(named.length > 0 && { grantees: named }),
    ...(ignored.length > 0 && { ignoreGrantors: ignored }),
    ...(closed !== undefined && { closed: true }),
  };
}

/** Takes off what follows the database behind a `#`: what the grants are called. */
function withoutName(text: string): { readonly rest: string; readonly name?: string } {
  const match = /^("(?:[^"]|"")+"|[^"/,#]*)#([^"/,#]+)(?=\/|$)/.exec(text);
  if (match === null) return { rest: text };
  return { rest: `${match[1]}${text.slice(match[0].length)}`, name: match[2] as string };
}

/** A part may be left empty where another one follows. */
function orNone(names: readonly string[], isFollowed: boolean): readonly string[] {
  return isFollowed && names.length === 1 && names[0] === '' ? [] : names;
}

/** The names between slashes. */
function inParts(names: readonly { readonly name: string; readonly before: string }[]): string[][] {
  const parts: string[][] = [];
  for (const { name, before } of names) {
    if (before === ',') parts.at(-1)?.push(name);
    else parts.push([name]);
  }
  return parts;
}

function splitNames(text: string): { name: string; before: string }[] | undefined {
  const names: { name: string; before: string }[] = [];
  const next = /([/,])(?:"((?:[^"]|"")+)"|([^"/,]*))(?=[/,]|$)/y;
  // Every name has a sign before it, so that an empty one goes on, too.
  const signed = `/${text}`;
  while (next.lastIndex < signed.length) {
    const match = next.exec(signed);
    if (match === null) return undefined;
    names.push({ before: match[1] as string, name: match[2]?.replaceAll('""', '"') ?? match[3] ?? '' });
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
      allowed:
        'server/database, server/database/grantee,grantee or server/database/grantee,grantee/ignored_grantor, and /closed behind that; #name behind the database; a name with a slash or a comma in double quotes',
      next: 'For instance: terraform import aponopg_grants.orders orders/orders/reader,writer',
    }),
  );
}
