import { namesOf, PUBLIC, type TargetKind } from '../../metadata';
import { quoteIdentifier } from '../quote';
import type { ArgumentType } from './argument-types';
import type { FoundTarget } from './found';
import { type FoundIndex, placeKey } from './found-index';

/** `SELECT, UPDATE ("a", "b")`: each set of privileges with the columns it is on, if any. */
export function privilegeClause(parts: readonly (readonly [number, readonly string[]])[]): string {
  return parts
    .flatMap(([bits, columns]) => {
      const on = columns.length === 0 ? '' : ` (${columns.map(quoteIdentifier).join(', ')})`;
      return namesOf(bits).map((name) => name + on);
    })
    .join(', ');
}

/**
 * What stands after ON for objects of one kind: one clause, or two where some schemas can be named as a whole.
 * A schema is named as a whole only where an entry means it so and every object of it is among these.
 */
export function objectClauses(
  targets: readonly number[],
  wholeSchemas: ReadonlySet<string>,
  index: FoundIndex,
): string[] {
  const first = index.found.targets[targets[0] as number] as FoundTarget;
  const all = ALL_OF[first.kind];
  const whole: string[] = [];
  const single: number[] = [];
  for (const [schema, part] of bySchema(targets, index)) {
    const key = placeKey(first.kind, schema);
    const complete = part.length === index.places.get(key)?.length;
    if (all !== undefined && part.length > 1 && complete && wholeSchemas.has(key)) whole.push(schema);
    else single.push(...part);
  }
  const clauses: string[] = [];
  if (whole.length > 0) clauses.push(`ALL ${all} IN SCHEMA ${whole.map(quoteIdentifier).join(', ')}`);
  if (single.length > 0) {
    const names = single.map((each) => objectName(index.found.targets[each] as FoundTarget));
    clauses.push(`${KEYWORDS[first.kind]} ${names.join(', ')}`);
  }
  return clauses;
}

/** The name of an object as a statement has it: every part quoted, functions with their input types. */
export function objectName(target: FoundTarget): string {
  if (target.kind === 'large_object') return target.name;
  if (target.kind === 'parameter') return parameterName(target.name);
  const name = target.schema === undefined ? '' : `${quoteIdentifier(target.schema)}.`;
  if (target.args === undefined) return name + quoteIdentifier(target.name);
  // The mode makes PostgreSQL 14 and newer look at the input arguments alone, where a procedure has others besides.
  const mode = target.kind === 'procedure' ? 'IN ' : '';
  return `${name}${quoteIdentifier(target.name)}(${target.args.map((each) => mode + typeName(each)).join(', ')})`;
}

/** PUBLIC is a keyword here: quoted it would be a role's name. */
export function granteeName(grantee: string): string {
  return grantee === PUBLIC ? 'PUBLIC' : quoteIdentifier(grantee);
}

const KEYWORDS: Record<TargetKind, string> = {
  database: 'DATABASE',
  schema: 'SCHEMA',
  table: 'TABLE',
  column: 'TABLE',
  sequence: 'SEQUENCE',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  type: 'TYPE',
  language: 'LANGUAGE',
  foreign_data_wrapper: 'FOREIGN DATA WRAPPER',
  foreign_server: 'FOREIGN SERVER',
  tablespace: 'TABLESPACE',
  parameter: 'PARAMETER',
  large_object: 'LARGE OBJECT',
};

const ALL_OF: Partial<Record<TargetKind, string>> = {
  table: 'TABLES',
  sequence: 'SEQUENCES',
  function: 'FUNCTIONS',
  procedure: 'PROCEDURES',
};

function bySchema(targets: readonly number[], index: FoundIndex): Map<string, number[]> {
  const parts = new Map<string, number[]>();
  for (const each of targets) {
    const schema = index.found.targets[each]?.schema ?? '';
    const part = parts.get(schema);
    if (part === undefined) parts.set(schema, [each]);
    else part.push(each);
  }
  return parts;
}

/** The grammar has dots between the parts of a parameter's name. */
function parameterName(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.');
}

function typeName(type: ArgumentType): string {
  const brackets = type.array ? '[]' : '';
  if (type.schema === 'pg_catalog' && GRAMMAR_TYPES.has(type.spelling)) return type.spelling + brackets;
  return `${quoteIdentifier(type.schema)}.${quoteIdentifier(type.name)}${brackets}`;
}

/** Types that the grammar itself takes to pg_catalog, whatever the search_path. */
const GRAMMAR_TYPES: ReadonlySet<string> = new Set([
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
