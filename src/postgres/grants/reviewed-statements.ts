import { namesOf } from '../privileges';
import { unquoteIdentifier } from '../quote';
import type { AclChange, Changes, DefaultChange } from './changes';
import { PUBLIC } from './declared';
import { targetLabel } from './found';
import type { FoundIndex } from './found-index';
import { objectName } from './object-clause';

/**
 * What the changes would do beyond the statements that somebody reviewed, one line each; empty when they do no more.
 * Less than was reviewed is fine.
 */
export function beyondReview(changes: Changes, index: FoundIndex, reviewed: readonly string[]): string[] {
  const allowed = new Set<string>();
  for (const sql of reviewed) for (const key of allowances(sql)) allowed.add(key);
  const beyond: string[] = [];
  for (const change of changes.acl) {
    const target = index.found.targets[change.target];
    if (target === undefined) continue;
    const places = placesOf(change.target).filter((place) => target.kind !== 'column' || !place.endsWith(' ""'));
    const over = namesOf(change.privileges).filter((privilege) => !isAllowed(change, places, privilege));
    if (over.length > 0) beyond.push(say(change, over.join(', '), targetLabel(target)));
  }
  for (const loss of changes.losses) {
    if (loss.restored) continue;
    const places = placesOf(loss.target);
    const over = namesOf(loss.privileges).filter(
      (privilege) =>
        !places.some((place) => allowed.has(key('revoke', privilege, place, loss.grantee))) &&
        !places.some((place) => allowed.has(key('cascade', privilege, place, ''))),
    );
    const target = index.found.targets[loss.target];
    if (over.length === 0 || target === undefined) continue;
    beyond.push(
      `REVOKE ${over.join(', ')} on ${targetLabel(target)} from ${loss.grantee}, passed on by ${loss.grantor}`,
    );
  }
  for (const change of changes.defaults) {
    const place = `default ${change.on} ${JSON.stringify(change.owner)} ${JSON.stringify(change.schema ?? null)}`;
    const over = namesOf(change.privileges).filter((privilege) => !isAllowed(change, [place], privilege));
    const where = change.schema === undefined ? '' : ` in schema ${change.schema}`;
    if (over.length > 0) beyond.push(say(change, over.join(', '), `future ${change.on}s of ${change.owner}${where}`));
  }
  return beyond;

  /** The ways in which a reviewed statement may name a target; of a column its table's, too. */
  function placesOf(position: number): string[] {
    const target = index.found.targets[position];
    if (target === undefined) return [];
    const table = target.kind === 'column' ? index.named('table', target.schema, target.table ?? '')[0] : position;
    const whole = index.found.targets[table ?? position] ?? target;
    const names = [
      `${whole.kind} ${squeeze(objectName(whole))}`,
      `all ${whole.kind} ${JSON.stringify(whole.schema ?? '')}`,
    ];
    const columns = target.kind === 'column' ? [target.name, ''] : [''];
    return names.flatMap((name) => columns.map((column) => `${name} ${JSON.stringify(column)}`));
  }

  function isAllowed(change: AclChange | DefaultChange, places: readonly string[], privilege: string): boolean {
    // A grant without its option is less than one with it; losing the option is less than losing the privilege.
    const actions =
      change.action === 'grant'
        ? change.grantable
          ? ['grant option']
          : ['grant', 'grant option']
        : change.action === 'revoke'
          ? ['revoke']
          : ['revoke', 'revoke option'];
    return places.some((place) => actions.some((action) => allowed.has(key(action, privilege, place, change.grantee))));
  }
}

function say(change: AclChange | DefaultChange, privileges: string, label: string): string {
  const who = change.grantee === PUBLIC ? 'PUBLIC' : change.grantee;
  if (change.action === 'grant') {
    return `GRANT ${privileges} on ${label} to ${who}${change.grantable ? ' with grant option' : ''}`;
  }
  const option = change.action === 'revoke' ? '' : 'the grant option for ';
  return `REVOKE ${option}${privileges} on ${label} from ${who}`;
}

function key(action: string, privilege: string, place: string, grantee: string): string {
  return `${action}|${privilege}|${JSON.stringify(grantee)}|${place}`;
}

/** Everything that one statement, written by this engine, allows. A statement of another kind allows nothing. */
function allowances(sql: string): string[] {
  const tokens = tokenize(sql);
  let at = 0;
  const is = (word: string) => tokens[at] === word;
  const eat = (...words: string[]) => {
    if (!words.every((word, offset) => tokens[at + offset] === word)) return false;
    at += words.length;
    return true;
  };
  const names = (): string[] => {
    const list: string[] = [];
    do {
      list.push(unquote(tokens[at++] ?? ''));
    } while (eat(','));
    return list;
  };
  let owners: string[] | undefined;
  let schemas: (string | null)[] = [null];
  if (eat('ALTER', 'DEFAULT', 'PRIVILEGES', 'FOR', 'ROLE')) {
    owners = names();
    if (eat('IN', 'SCHEMA')) schemas = names();
  }
  let action: string;
  if (eat('GRANT')) action = 'grant';
  else if (eat('REVOKE', 'GRANT', 'OPTION', 'FOR')) action = 'revoke option';
  else if (eat('REVOKE')) action = 'revoke';
  else return [];
  const privileges: [string, string[]][] = [];
  while (at < tokens.length && !is('ON')) {
    let name = tokens[at++] ?? '';
    if (name === ',') continue;
    while (/^[A-Z]+$/.test(tokens[at] ?? '') && !is('ON')) name += ` ${tokens[at++]}`;
    const columns: string[] = [];
    if (eat('(')) {
      columns.push(...names());
      eat(')');
    }
    privileges.push([name, columns.length === 0 ? [''] : columns]);
  }
  if (!eat('ON')) return [];
  const places = owners === undefined ? objectPlaces() : defaultPlaces(owners);
  at++;
  const grantees: string[] = [];
  do {
    const token = tokens[at++] ?? '';
    grantees.push(token === 'PUBLIC' ? PUBLIC : unquote(token));
  } while (eat(','));
  if (action === 'grant' && eat('WITH', 'GRANT', 'OPTION')) action = 'grant option';
  if (eat('CASCADE')) {
    const cascades = places.flatMap((place) =>
      privileges.flatMap(([privilege, columns]) =>
        columns.map((column) => key('cascade', privilege, `${place} ${JSON.stringify(column)}`, '')),
      ),
    );
    return [...cascades, ...plain()];
  }
  return plain();

  function plain(): string[] {
    return places.flatMap((place) =>
      privileges.flatMap(([privilege, columns]) =>
        columns.flatMap((column) =>
          grantees.map((grantee) =>
            key(action, privilege, owners === undefined ? `${place} ${JSON.stringify(column)}` : place, grantee),
          ),
        ),
      ),
    );
  }

  function objectPlaces(): string[] {
    const words: string[] = [];
    while (/^[A-Z]+$/.test(tokens[at] ?? '')) words.push(tokens[at++] ?? '');
    if (words[0] === 'ALL') {
      const kind = (words[1] ?? '').toLowerCase().slice(0, -1);
      return names().map((schema) => `all ${kind} ${JSON.stringify(schema)}`);
    }
    const kind = words.join(' ').toLowerCase().replaceAll(' ', '_');
    const list: string[] = [];
    do {
      let name = '';
      let depth = 0;
      while (at < tokens.length && (depth > 0 || (!is(',') && !is('TO') && !is('FROM')))) {
        if (is('(')) depth++;
        if (is(')')) depth--;
        name += tokens[at++];
      }
      list.push(`${kind} ${name}`);
    } while (eat(','));
    return list;
  }

  function defaultPlaces(of: readonly string[]): string[] {
    const words: string[] = [];
    while (/^[A-Z]+$/.test(tokens[at] ?? '') && !is('TO') && !is('FROM')) words.push(tokens[at++] ?? '');
    const kind = words.join('_').toLowerCase().slice(0, -1);
    return of.flatMap((owner) =>
      schemas.map((schema) => `default ${kind} ${JSON.stringify(owner)} ${JSON.stringify(schema)}`),
    );
  }
}

/** Words, numbers, quoted names with their quotes, and single characters. */
function tokenize(sql: string): string[] {
  return sql.match(/(?:U&)?"(?:[^"]|"")*"|[A-Za-z0-9_]+|[^\s]/g) ?? [];
}

/** A name as the tokens of a reviewed statement spell it. */
function squeeze(name: string): string {
  return tokenize(name).join('');
}

function unquote(token: string): string {
  return token.endsWith('"') ? unquoteIdentifier(token) : token;
}
