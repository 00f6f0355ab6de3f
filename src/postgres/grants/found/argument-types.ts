/** One argument type of an existing function, in every way it may be written. */
export interface ArgumentType {
  readonly schema: string;
  /** `pg_type.typname`, or the element's for an array. */
  readonly name: string;
  /** As `format_type` prints it, without `[]`. */
  readonly spelling: string;
  readonly array: boolean;
}

/** Whether the written arguments are these types, in order. */
export function argumentsMatch(args: readonly string[], types: readonly ArgumentType[]): boolean {
  return args.length === types.length && args.every((arg, index) => argumentMatches(arg, types[index] as ArgumentType));
}

function argumentMatches(written: string, type: ArgumentType): boolean {
  const plain = written.replace(/^(in|inout|variadic) (?=.)/, '');
  if (typeMatches(plain, type)) return true;
  // An argument name may stand before the type; which it is, only the candidates can tell.
  const afterName = /^(?:"(?:[^"]|"")*"|[^\s"]+) (.+)$/s.exec(plain)?.[1];
  return afterName !== undefined && typeMatches(afterName.replace(/^(in|inout|variadic) (?=.)/, ''), type);
}

function typeMatches(written: string, type: ArgumentType): boolean {
  const array = /^(.*?)((?: ?\[\d*\])+| array(?: ?\[\d+\])?)$/s.exec(written);
  const element = array?.[1] ?? written;
  if (type.array !== (array !== null)) {
    return type.array && spellings({ ...type, name: `_${type.name}`, spelling: `_${type.name}` }).includes(element);
  }
  return spellings(type).includes(withoutModifier(element)) || spellings(type).includes(element);
}

/** `numeric(10, 2)` is numeric: PostgreSQL keeps no modifier in a signature. */
function withoutModifier(written: string): string {
  return written.replace(/ ?\([\d, ]*\)/, '').trim();
}

function spellings(type: ArgumentType): string[] {
  const names = [type.name, quote(type.name)];
  const all = [
    ...names,
    type.spelling,
    ...names.flatMap((name) => [`${type.schema}.${name}`, `${quote(type.schema)}.${name}`]),
  ];
  if (type.schema === 'pg_catalog') all.push(...(ALIASES[type.name] ?? []));
  return all;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Spellings that the grammar knows besides `format_type`'s (PostgreSQL manual, "Data Types"). */
const ALIASES: Record<string, string[]> = {
  int4: ['int', 'integer'],
  int8: ['bigint'],
  int2: ['smallint'],
  float4: ['real'],
  float8: ['float', 'double precision'],
  bool: ['boolean'],
  numeric: ['decimal', 'dec'],
  varchar: ['character varying', 'char varying', 'national character varying', 'nchar varying'],
  bpchar: ['character', 'char', 'nchar', 'national character'],
  varbit: ['bit varying'],
  timestamp: ['timestamp without time zone'],
  timestamptz: ['timestamp with time zone'],
  time: ['time without time zone'],
  timetz: ['time with time zone'],
};

/** How `format_type` prints the types that have several spellings. */
const PRINTED: Readonly<Record<string, string>> = {
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  numeric: 'numeric',
  varchar: 'character varying',
  bpchar: 'character',
  varbit: 'bit varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
};

const PRINTED_FOR = new Map(
  Object.entries(PRINTED).flatMap(([name, printed]) => [name, ...(ALIASES[name] ?? [])].map((each) => [each, printed])),
);

/** An argument type as PostgreSQL names it where that is told by how it is written: `int[]` is `integer[]`. */
export function printedType(written: string): string {
  // float(24) is real, float(25) is not.
  if (/^float ?\(/.test(written)) return written;
  const [, element = '', array = ''] = /^(.*?)((?:\[\d*\])*)$/s.exec(written) ?? [];
  const printed = PRINTED_FOR.get(withoutModifier(element));
  return printed === undefined ? written : printed + (array === '' ? '' : '[]');
}
