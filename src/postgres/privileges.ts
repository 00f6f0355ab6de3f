/**
 * Every privilege as one bit, the same bit that PostgreSQL keeps in an `aclitem` (`src/include/nodes/parsenodes.h`):
 * a set of privileges is a number.
 */
export const PRIVILEGE_BITS = {
  INSERT: 1 << 0,
  SELECT: 1 << 1,
  UPDATE: 1 << 2,
  DELETE: 1 << 3,
  TRUNCATE: 1 << 4,
  REFERENCES: 1 << 5,
  TRIGGER: 1 << 6,
  EXECUTE: 1 << 7,
  USAGE: 1 << 8,
  CREATE: 1 << 9,
  TEMPORARY: 1 << 10,
  CONNECT: 1 << 11,
  SET: 1 << 12,
  'ALTER SYSTEM': 1 << 13,
  MAINTAIN: 1 << 14,
} as const;

export type Privilege = keyof typeof PRIVILEGE_BITS;

/** What a grant entry may be `on`. */
export const OBJECT_KINDS = [
  'database',
  'schema',
  'table',
  'sequence',
  'function',
  'procedure',
  'routine',
  'type',
  'language',
  'foreign_data_wrapper',
  'foreign_server',
  'tablespace',
  'parameter',
  'large_object',
] as const;

export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** What carries an access list of its own: `routine` is a way to name functions and procedures, a column is a part of a table. */
export type TargetKind = Exclude<ObjectKind, 'routine'> | 'column';

/** What default privileges may be `on`. */
export const DEFAULT_KINDS = ['table', 'sequence', 'function', 'routine', 'type', 'schema', 'large_object'] as const;

export type DefaultKind = (typeof DEFAULT_KINDS)[number];

/** The order in which SQL and messages name privileges: as the PostgreSQL manual does. */
const ORDER: readonly Privilege[] = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
  'MAINTAIN',
  'USAGE',
  'CREATE',
  'CONNECT',
  'TEMPORARY',
  'EXECUTE',
  'SET',
  'ALTER SYSTEM',
];

const BY_KIND: Record<TargetKind, readonly Privilege[]> = {
  database: ['CREATE', 'CONNECT', 'TEMPORARY'],
  schema: ['USAGE', 'CREATE'],
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'],
  column: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  function: ['EXECUTE'],
  procedure: ['EXECUTE'],
  type: ['USAGE'],
  language: ['USAGE'],
  foreign_data_wrapper: ['USAGE'],
  foreign_server: ['USAGE'],
  tablespace: ['CREATE'],
  parameter: ['SET', 'ALTER SYSTEM'],
  large_object: ['SELECT', 'UPDATE'],
};

/** `server_version_num` from which a privilege exists, where it is newer than 13. */
const PRIVILEGE_SINCE: Partial<Record<Privilege, number>> = { MAINTAIN: 170000, SET: 150000, 'ALTER SYSTEM': 150000 };

/** The newest `server_version_num` this table describes, taken where the server is not known. */
export const NEWEST_VERSION = 180000;

/** The kind of access list that entries on a kind speak of; a routine is a function or a procedure. */
export function privilegeKind(on: ObjectKind, columns: boolean): TargetKind {
  if (on === 'routine') return 'function';
  return on === 'table' && columns ? 'column' : on;
}

/** The privileges a kind has on a server, in the manual's order: what ALL means there. */
export function privilegesOf(kind: TargetKind, serverVersion: number = NEWEST_VERSION): Privilege[] {
  return BY_KIND[kind].filter((each) => (PRIVILEGE_SINCE[each] ?? 0) <= serverVersion);
}

/** All of a kind's privileges as a set of bits. */
export function allBits(kind: TargetKind, serverVersion: number = NEWEST_VERSION): number {
  return privilegesOf(kind, serverVersion).reduce((bits, each) => bits | PRIVILEGE_BITS[each], 0);
}

/** A privilege as written, in PostgreSQL's own spelling: `temp` is TEMPORARY, `all privileges` is ALL. */
export function spellPrivilege(written: string): string {
  const upper = written.trim().replace(/\s+/g, ' ').toUpperCase();
  if (upper === 'TEMP') return 'TEMPORARY';
  return upper === 'ALL PRIVILEGES' ? 'ALL' : upper;
}

/** A list of privileges as bits; ALL is every privilege of the kind on this server, names it does not know count for nothing. */
export function bitsOf(written: readonly string[], kind: TargetKind, serverVersion: number): number {
  const all = allBits(kind, serverVersion);
  let bits = 0;
  for (const each of written) {
    const name = spellPrivilege(each);
    bits |= name === 'ALL' ? all : (PRIVILEGE_BITS[name as Privilege] ?? 0) & all;
  }
  return bits;
}

/** Bits as names, in the manual's order. */
export function namesOf(bits: number): Privilege[] {
  return ORDER.filter((each) => (bits & PRIVILEGE_BITS[each]) !== 0);
}

/** What PUBLIC holds on a new object of a kind before anybody grants anything (`acldefault`). */
export function builtInPublicBits(kind: TargetKind): number {
  switch (kind) {
    case 'database':
      return PRIVILEGE_BITS.CONNECT | PRIVILEGE_BITS.TEMPORARY;
    case 'function':
    case 'procedure':
      return PRIVILEGE_BITS.EXECUTE;
    case 'type':
    case 'language':
      return PRIVILEGE_BITS.USAGE;
    default:
      return 0;
  }
}

/** `foreign_data_wrapper` as a person says it. */
export function kindLabel(kind: ObjectKind | TargetKind): string {
  return kind.replaceAll('_', ' ');
}
