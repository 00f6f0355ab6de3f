import { GRANT_KINDS, type GrantKind, giveOneOf, livesInSchema, parseSignature } from '../metadata';
import type { FoundAccess } from '../postgres/access';
import { ProblemError, problem } from '../problem';
import type { ObjectName } from './list-rights';

const KINDS: readonly string[] = [...GRANT_KINDS, 'column'];

/** A name as it was written; `routine` is a function or a procedure. */
export interface WrittenName extends Omit<ObjectName, 'kind'> {
  readonly kind: ObjectName['kind'] | 'routine';
}

/**
 * An object as people write it: a kind and a name, `app.orders`, `app."Odd.Name"`, `app.f(integer)`, for a column
 * `app.orders.note`.
 *
 * @param at the option or argument of the name, for problems
 * @param ofKind that of the kind, where it is another
 * @throws ProblemError INVALID_VALUE
 */
export function parseObjectName(kind: string, text: string, at: string, ofKind = at): WrittenName {
  if (!KINDS.includes(kind)) {
    throw new ProblemError(
      problem('INVALID_VALUE', [ofKind], `There is no kind of object ${JSON.stringify(kind)}`, {
        value: kind,
        allowed: KINDS.join(', '),
        next: giveOneOf(kind, KINDS),
      }),
    );
  }
  const { parts, rest } = splitName(text);
  const wanted = kind === 'column' ? 3 : livesInSchema(kind as GrantKind) ? 2 : 1;
  // A parameter's name, and a large object's, is taken as it stands.
  if (kind === 'parameter' || kind === 'large_object') return { kind, name: text };
  if (parts.length !== wanted || (rest !== '' && !/^\(.*\)$/s.test(rest))) {
    throw new ProblemError(
      problem('INVALID_VALUE', [at], `${JSON.stringify(text)} is no name of a ${kind.replaceAll('_', ' ')}`, {
        value: text,
        allowed: FORMS[wanted] as string,
        next: 'Write a part that holds a dot, a quote or a parenthesis in double quotes, as in SQL.',
      }),
    );
  }
  const name = `${parts.at(-1)}${rest}`;
  if (kind === 'column') return { kind, schema: parts[0] as string, table: parts[1] as string, name };
  const named = kind as WrittenName['kind'];
  return wanted === 2 ? { kind: named, schema: parts[0] as string, name } : { kind: named, name };
}

const FORMS: readonly string[] = [
  '',
  'a name',
  'schema.name; of a function schema.name(type, ...)',
  'schema.table.column',
];

/** The parts between the dots, without their quotes, and what follows them: the arguments of a function. */
function splitName(text: string): { parts: string[]; rest: string } {
  const parts: string[] = [];
  const next = /(?:^|\.)(?:"((?:[^"]|"")+)"|([^".(]+))/y;
  let end = 0;
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    parts.push(match[1]?.replaceAll('""', '"') ?? match[2]?.trim() ?? '');
    end = next.lastIndex;
  }
  return { parts, rest: text.slice(end).trim() };
}

/**
 * The objects of the database that a name means: all overloads of a function that is named without arguments.
 *
 * @throws ProblemError GRANT_OBJECT_MISSING
 */
export function objectsMeant(name: WrittenName, found: FoundAccess, at: string): ObjectName[] {
  const kinds: readonly string[] = name.kind === 'routine' ? ['function', 'procedure'] : [name.kind];
  if (name.kind === 'column') return [columnMeant({ ...name, kind: 'column' }, found, at)];
  const there = found.lists.flatMap((list) =>
    kinds.includes(list.kind)
      ? list.objects
          .filter(({ schema }) => schema === name.schema)
          .map((each) => ({ ...each, kind: list.kind as ObjectName['kind'] }))
      : [],
  );
  const isRoutine = kinds.includes('function') || kinds.includes('procedure');
  const meant = there.filter((each) => each.name === name.name || (isRoutine && isRoutineMeant(name.name, each.name)));
  if (meant.length > 0) return meant;
  throw missing(
    name,
    found.database,
    at,
    isRoutine ? there.map((each) => each.name).filter((each) => bare(each) === bare(name.name)) : [],
  );
}

/** A column without privileges of its own stands in no list: that its table is there has to do. */
function columnMeant(name: ObjectName, found: FoundAccess, at: string): ObjectName {
  const tables = found.lists.filter(({ kind }) => kind === 'table').flatMap(({ objects }) => objects);
  if (tables.some((each) => each.schema === name.schema && each.name === name.table)) return name;
  throw missing(name, found.database, at, []);
}

function isRoutineMeant(written: string, there: string): boolean {
  if (!written.includes('(')) return bare(there) === written;
  const [one, other] = [parseSignature(written), parseSignature(there)];
  return one.name === bare(there) && JSON.stringify(one.args) === JSON.stringify(other.args);
}

/** The name of a function without its arguments, which hold no parentheses themselves. */
export function bare(signature: string): string {
  const open = signature.lastIndexOf('(');
  return open < 0 ? signature : signature.slice(0, open);
}

function missing(
  name: Pick<ObjectName, 'schema' | 'name' | 'table'> & { kind: string },
  database: string,
  at: string,
  close: readonly string[],
): ProblemError {
  const full = [name.schema, name.table, name.name].filter((each) => each !== undefined).join('.');
  return new ProblemError(
    problem(
      'GRANT_OBJECT_MISSING',
      [at],
      `There is no ${name.kind.replaceAll('_', ' ')} ${full} in the database ${database}`,
      {
        value: full,
        ...(close.length > 0 && { allowed: close.join('; ') }),
        next:
          close.length > 0
            ? 'Write the types as PostgreSQL names them.'
            : "Check the name, upper and lower case too. Objects of PostgreSQL's own are looked at with --system.",
      },
    ),
  );
}
