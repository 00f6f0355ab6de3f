/** What a grant can be on. */
export const GRANT_KINDS = [
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

export type GrantKind = (typeof GRANT_KINDS)[number];

/** What default privileges can be on. */
export const DEFAULT_PRIVILEGE_KINDS = [
  'table',
  'sequence',
  'function',
  'routine',
  'type',
  'schema',
  'large_object',
] as const;

export type DefaultPrivilegeKind = (typeof DEFAULT_PRIVILEGE_KINDS)[number];

/** What carries an access list of its own: `routine` is a way to name functions and procedures, a column is a part of a table. */
export type TargetKind = Exclude<GrantKind, 'routine'> | 'column';

/** The grantee that stands for everybody; no role can have this name. */
export const PUBLIC = 'public';

/** The kinds whose objects live in a schema, which an entry must name. */
export function livesInSchema(kind: GrantKind): boolean {
  return ['table', 'sequence', 'function', 'procedure', 'routine', 'type'].includes(kind);
}

/** The kinds whose objects are named with a signature. */
export function hasSignature(kind: GrantKind): boolean {
  return ['function', 'procedure', 'routine'].includes(kind);
}

/** The kind of access list that entries on a kind speak of; a routine is a function or a procedure. */
export function targetKind(on: GrantKind, columns: boolean): TargetKind {
  if (on === 'routine') return 'function';
  return on === 'table' && columns ? 'column' : on;
}

/** `foreign_data_wrapper` as a person says it. */
export function kindLabel(kind: GrantKind | TargetKind): string {
  return kind.replaceAll('_', ' ');
}
