import { ProblemError, problem } from '../../../problem';
import { isUnsupported, KEYWORDS } from './keywords';
import type { ServerParameters } from './server-parameters';

/**
 * Reads a connection string, either a URI (`postgresql://user@host:5432/db?sslmode=require`) or keywords and values
 * (`host=db.internal user=app`).
 *
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
 * @throws ProblemError for what is not well formed, unknown or not supported; never showing the string itself, which
 *   may hold a password
 */
export function parseConnectionString(text: string): ServerParameters {
  const pairs = /^postgres(ql)?:\/\//.test(text) ? parseUri(text) : parsePairs(text);
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of pairs) {
    const known = KEYWORDS[keyword];
    if (known === undefined) throw malformed(`There is no connection parameter ${JSON.stringify(keyword)}`);
    if (isUnsupported(keyword, value) && value !== '') {
      throw new ProblemError(
        problem('PG_PARAMETER_UNSUPPORTED', [], `The connection parameter ${keyword} is not supported`, {
          next: 'Take it out of the connection string.',
        }),
      );
    }
    if (known.member !== undefined && value !== '') result[known.member] = convert(keyword, value);
  }
  return result as ServerParameters;
}

function convert(keyword: string, value: string): unknown {
  if (keyword === 'sslsni') return value !== '0';
  if (keyword === 'connect_timeout' || (keyword === 'port' && !value.includes(','))) {
    if (!/^\s*-?\d+\s*$/.test(value)) throw malformed(`The value of ${keyword} is not a number`);
    return Number(value);
  }
  return value;
}

/** `postgresql://[user[:password]@][host[:port][,...]][/database][?keyword=value&...]` */
function parseUri(text: string): Map<string, string> {
  const shape = /^postgres(?:ql)?:\/\/(?:([^@/]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(text);
  if (shape === null) throw malformed('The connection URI is not well formed');
  const [, login, authority = '', database = '', query = ''] = shape;
  const pairs = new Map<string, string>();
  const set = (keyword: string, raw: string | undefined) => {
    if (raw !== undefined && raw !== '') pairs.set(keyword, decode(raw));
  };
  if (login !== undefined) {
    const colon = login.indexOf(':');
    set('user', colon < 0 ? login : login.slice(0, colon));
    if (colon >= 0) set('password', login.slice(colon + 1));
  }
  const places = authority.split(',').map(parsePlace);
  set('host', joined(places.map(({ host }) => host)));
  set('port', joined(places.map(({ port }) => port)));
  set('dbname', database);
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name, value, ...more] = pair.split('=');
    if (!name || value === undefined || more.length > 0)
      throw malformed('A parameter of the connection URI lacks its one equals sign');
    const keyword = decode(name);
    // As JDBC has it.
    if (keyword === 'ssl' && value === 'true') pairs.set('sslmode', 'require');
    else pairs.set(keyword, decode(value));
  }
  return pairs;
}

function parsePlace(text: string): { host: string; port: string } {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d*))?$/.exec(text);
  if (match === null) {
    throw malformed('A host of the connection URI is not well formed; an IPv6 address stands in brackets');
  }
  return { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}

/** A list in one value; all of it empty is as good as absent. */
function joined(parts: readonly string[]): string {
  return parts.every((part) => part === '') ? '' : parts.join(',');
}

function decode(text: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text) || /%00/.test(text))
    throw malformed(
      'A percent sign in the connection URI is not followed by two hexadecimal digits, or stands for NUL',
    );
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed('The percent-encoded bytes of the connection URI are not UTF-8');
  }
}

/** `keyword = value` pairs; values with spaces stand in single quotes, a backslash takes the next character as it is. */
function parsePairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const pair = /\s*([^\s=]+)\s*=\s*(?:'((?:\\.|[^'\\])*)'|((?:\\.|[^\s'\\])(?:\\.|[^\s\\])*)?)(?=\s|$)\s*/suy;
  pair.lastIndex = 0;
  while (pair.lastIndex < text.trimEnd().length) {
    const match = pair.exec(text);
    if (match?.[1] === undefined) throw malformed('The connection string is not made of keyword=value pairs');
    pairs.set(match[1], (match[2] ?? match[3] ?? '').replace(/\\(.)/gs, '$1'));
  }
  return pairs;
}

function malformed(what: string): ProblemError {
  return new ProblemError(problem('INVALID_VALUE', [], what));
}
