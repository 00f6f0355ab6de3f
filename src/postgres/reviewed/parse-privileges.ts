import { GRANT_KINDS, hasSignature, PRIVILEGE_BITS, type Privilege, PUBLIC } from '../../metadata';
import { DEFAULT_PRIVILEGE_KINDS } from '../../metadata/grant-kinds';
import type { GrantAction } from '../grants/changes';
import type { ArgumentType } from '../grants/found/argument-types';
import type {
  DefaultPrivilegeStatement,
  LeftOut,
  NamedObject,
  PrivilegeStatement,
  PrivilegesOn,
} from '../grants/write/grant-statement';
import { GRAMMAR_TYPES } from '../grants/write/render-object';
import { NotOurs, type TokenReader } from './token-reader';

type Kind = PrivilegeStatement['on'];

const DEFAULT_KINDS = DEFAULT_PRIVILEGE_KINDS.filter((each) => each !== 'routine');

/** What stands after GRANT or REVOKE, where it is about privileges. */
export function parsePrivileges(tokens: TokenReader, verb: 'grant' | 'revoke'): PrivilegeStatement {
  const { action, privileges } = changed(tokens, verb);
  const whole = tokens.passes('ALL');
  const on = kindNamed(tokens, GRANT_KINDS, whole ? 'S' : '');
  if (whole) tokens.must('IN', 'SCHEMA');
  const place = whole
    ? { schemas: tokens.names(), objects: null }
    : { schemas: null, objects: objectsNamed(tokens, on) };
  const { grantees, withGrantOption } = whom(tokens, verb);
  const cascade = verb === 'revoke' && tokens.passes('CASCADE');
  const except = whole ? leftOut(tokens, on) : undefined;
  return {
    do: 'change privileges',
    action,
    on,
    ...place,
    privileges,
    grantees,
    grantor: null,
    withGrantOption,
    cascade,
    ...(except !== undefined && { except }),
  };
}

/** What stands after ALTER DEFAULT PRIVILEGES. */
export function parseDefaultPrivileges(tokens: TokenReader): DefaultPrivilegeStatement {
  tokens.must('FOR', 'ROLE');
  const owners = tokens.names();
  const schemas = tokens.passes('IN', 'SCHEMA') ? tokens.names() : null;
  const verb = tokens.passes('GRANT') ? 'grant' : 'revoke';
  if (verb === 'revoke') tokens.must('REVOKE');
  const { action, privileges } = changed(tokens, verb);
  if (privileges.some(({ columns }) => columns !== undefined)) throw new NotOurs();
  const on = kindNamed(tokens, DEFAULT_KINDS, 'S');
  return {
    do: 'change default privileges',
    action,
    owners,
    schemas,
    on,
    privileges: privileges.flatMap(({ names }) => names),
    ...whom(tokens, verb),
  };
}

function changed(tokens: TokenReader, verb: 'grant' | 'revoke'): { action: GrantAction; privileges: PrivilegesOn[] } {
  const optionOnly = verb === 'revoke' && tokens.passes('GRANT', 'OPTION', 'FOR');
  const privileges = together(tokens.list(() => privilegeOn(tokens)));
  tokens.must('ON');
  return { action: optionOnly ? 'revoke_grant_option' : verb, privileges };
}

function privilegeOn(tokens: TokenReader): PrivilegesOn {
  const name = ['ALL', ...Object.keys(PRIVILEGE_BITS)].find((each) => tokens.passes(...each.split(' ')));
  if (name === undefined) throw new NotOurs();
  const names = [name as Privilege | 'ALL'];
  if (!tokens.passesMark('(')) return { names };
  const columns = tokens.names();
  tokens.mustMark(')');
  return { names, columns };
}

/** Neighbours on the same columns are one. */
function together(all: readonly PrivilegesOn[]): PrivilegesOn[] {
  const folded: PrivilegesOn[] = [];
  for (const each of all) {
    const last = folded.at(-1);
    if (last !== undefined && JSON.stringify(last.columns) === JSON.stringify(each.columns)) {
      folded[folded.length - 1] = { ...last, names: [...last.names, ...each.names] };
    } else folded.push(each);
  }
  return folded;
}

function whom(tokens: TokenReader, verb: 'grant' | 'revoke') {
  tokens.must(verb === 'grant' ? 'TO' : 'FROM');
  const grantees = tokens.list(() => (tokens.passes('PUBLIC') ? PUBLIC : tokens.name()));
  const withGrantOption = verb === 'grant' && tokens.passes('WITH', 'GRANT', 'OPTION');
  return { grantees, withGrantOption };
}

/** @param ending of the last word: `S` where all objects of the kind are meant */
function kindNamed<K extends string>(tokens: TokenReader, kinds: readonly K[], ending: string): K {
  const kind = kinds.find((each) => tokens.passes(...`${each.toUpperCase()}${ending}`.split('_')));
  if (kind === undefined) throw new NotOurs();
  return kind;
}

/** The comment that tells what of whole schemas is left out. */
function leftOut(tokens: TokenReader, on: Kind): LeftOut | undefined {
  if (!tokens.passesMark('/*')) return undefined;
  tokens.must('except');
  let extensions = false;
  const objects = tokens.list((): NamedObject[] => {
    extensions = tokens.passes('members', 'of', 'extensions');
    return extensions ? [] : [objectNamed(tokens, on, hasSignature(on) ? withWritten : plain)];
  });
  tokens.mustMark('*/');
  return { objects: objects.flat(), extensions };
}

function objectsNamed(tokens: TokenReader, on: Kind): NamedObject[] {
  const all = (more: More) => () => tokens.list(() => objectNamed(tokens, on, more));
  if (!hasSignature(on)) return all(plain)();
  if (on === 'routine') return all(withWritten)();
  // By the types as the server has them; else as somebody wrote them.
  return tokens.either(
    all((reader) => ({ args: argumentTypes(reader, on) })),
    all(withWritten),
  );
}

/** What stands behind the name of an object. */
type More = (tokens: TokenReader) => Pick<NamedObject, 'args' | 'written'>;

const plain: More = () => ({});
const withWritten: More = (tokens) => ({ written: writtenArguments(tokens) });

function objectNamed(tokens: TokenReader, on: Kind, more: More): NamedObject {
  if (on === 'large_object') return { name: tokens.number() };
  const parts = [tokens.name()];
  while (tokens.passesMark('.')) parts.push(tokens.name());
  if (on === 'parameter') return { name: parts.join('.') };
  const [name, schema, ...others] = parts.reverse();
  if (name === undefined || others.length > 0) throw new NotOurs();
  return { ...(schema !== undefined && { schema }), name, ...more(tokens) };
}

function writtenArguments(tokens: TokenReader): readonly string[] | null {
  if (!tokens.passesMark('(')) return null;
  if (tokens.passesMark(')')) return [];
  const all = tokens.list(() => tokens.asWritten());
  tokens.mustMark(')');
  return all;
}

function argumentTypes(tokens: TokenReader, on: Kind): ArgumentType[] {
  tokens.mustMark('(');
  if (tokens.passesMark(')')) return [];
  const types = tokens.list(() => {
    if (on === 'procedure') tokens.must('IN');
    return argumentType(tokens);
  });
  tokens.mustMark(')');
  return types;
}

function argumentType(tokens: TokenReader): ArgumentType {
  if (tokens.nextIs('name')) {
    const schema = tokens.name();
    tokens.mustMark('.');
    const name = tokens.name();
    return { schema, name, spelling: name, array: isArray(tokens) };
  }
  const words: string[] = [];
  while (tokens.nextIs('word')) words.push(tokens.word());
  const spelling = words.join(' ');
  if (!GRAMMAR_TYPES.has(spelling)) throw new NotOurs();
  return { schema: 'pg_catalog', name: spelling, spelling, array: isArray(tokens) };
}

function isArray(tokens: TokenReader): boolean {
  if (!tokens.passesMark('[')) return false;
  tokens.mustMark(']');
  return true;
}
