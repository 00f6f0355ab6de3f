import type { GrantKind } from '../../../metadata';
import { quoteIdentifier } from '../../quote';
import type { ArgumentType } from '../found/argument-types';
import type { NamedObject } from './grant-statement';

/** The name of an object as a statement has it: every part quoted, functions with their input types. */
export function renderObject(kind: GrantKind | 'column', { schema, name, args, written }: NamedObject): string {
  if (kind === 'large_object') return name;
  if (kind === 'parameter') return parameterName(name);
  const full = schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  if (args === undefined) return written == null ? full : `${full}(${written.map(argumentText).join(', ')})`;
  // The mode makes PostgreSQL 14 and newer look at the input arguments alone, where a procedure has others besides.
  const mode = kind === 'procedure' ? 'IN ' : '';
  return `${full}(${args.map((each) => mode + typeName(each)).join(', ')})`;
}

/** The grammar has dots between the parts of a parameter's name. */
function parameterName(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.');
}

/** An argument as somebody wrote it, where it can be nothing but a type, its name before it maybe. */
function argumentText(written: string): string {
  const plain = /^(?:[\p{L}\p{N}_$. ]|"(?:[^"]|"")+")+(?: ?\([\d, ]+\))?[\p{L} ]*(?: ?\[\d*\])*$/u;
  return plain.test(written) ? written : quoteIdentifier(written);
}

function typeName(type: ArgumentType): string {
  const brackets = type.array ? '[]' : '';
  if (type.schema === 'pg_catalog' && GRAMMAR_TYPES.has(type.spelling)) return type.spelling + brackets;
  return `${quoteIdentifier(type.schema)}.${quoteIdentifier(type.name)}${brackets}`;
}

/** Types that the grammar itself takes to pg_catalog, whatever the search_path. */
export const GRAMMAR_TYPES: ReadonlySet<string> = new Set([
  'integer',
  'bigint',
  'smallint',
  'boolean',
  'real',
  'double precision',
  'numeric',
  'character varying',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'time with time zone',
  'interval',
]);
