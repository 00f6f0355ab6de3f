/*
 * A model of PostgreSQL's rules of access, written after the manual and PostgreSQL's `acl.c`, by which the
 * engine is judged. It imports nothing from `src`, and `oracle.test.ts` proves it against real servers.
 */

/** The kinds of object that the model knows. */
export type Kind = 'database' | 'schema' | 'table' | 'column' | 'sequence' | 'function' | 'type';

const NAMES = [
  'INSERT',
  'SELECT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
  'EXECUTE',
  'USAGE',
  'CREATE',
  'TEMPORARY',
  'CONNECT',
  'MAINTAIN',
] as const;

/** A set of privileges, as a number. */
export type Bits = number;

/** A list of privileges as a set; ALL needs the kind and the version. */
export function bits(names: readonly string[], kind: Kind, version: number): Bits {
  return names.reduce(
    (all, name) => all | (name === 'ALL' ? every(kind, version) : 1 << NAMES.indexOf(name as (typeof NAMES)[number])),
    0,
  );
}

export function names(set: Bits): string[] {
  return NAMES.filter((_, at) => (set & (1 << at)) !== 0);
}

const KINDS: Record<Kind, readonly string[]> = {
  database: ['CREATE', 'TEMPORARY', 'CONNECT'],
  schema: ['USAGE', 'CREATE'],
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  column: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  function: ['EXECUTE'],
  type: ['USAGE'],
};

/** What ALL means for a kind. */
export function every(kind: Kind, version: number): Bits {
  const more = kind === 'table' && version >= 17 ? ['MAINTAIN'] : [];
  return bits([...KINDS[kind], ...more], kind, version);
}

/** What PUBLIC holds of an object that nobody has touched. */
export function builtIn(kind: Kind): Bits {
  if (kind === 'database') return bits(['CONNECT', 'TEMPORARY'], kind, 13);
  return kind === 'function' || kind === 'type' ? every(kind, 13) : 0;
}
