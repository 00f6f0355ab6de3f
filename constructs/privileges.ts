// Generated from the descriptions in src/metadata by `npm run generate`.
import type { AnyPrivilege } from './any-privilege';

/**
 * What can be granted on a database: CREATE, CONNECT, TEMPORARY, or ALL.
 */
export type DatabasePrivilege = 'CREATE' | 'CONNECT' | 'TEMPORARY' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a schema: USAGE, CREATE, or ALL.
 */
export type SchemaPrivilege = 'USAGE' | 'CREATE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a table: SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN (from PostgreSQL 17), or ALL.
 */
export type TablePrivilege =
  | 'SELECT'
  | 'INSERT'
  | 'UPDATE'
  | 'DELETE'
  | 'TRUNCATE'
  | 'REFERENCES'
  | 'TRIGGER'
  | 'MAINTAIN'
  | 'ALL'
  | AnyPrivilege;

/**
 * What can be granted on a sequence: SELECT, UPDATE, USAGE, or ALL.
 */
export type SequencePrivilege = 'SELECT' | 'UPDATE' | 'USAGE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a function: EXECUTE, or ALL.
 */
export type FunctionPrivilege = 'EXECUTE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a procedure: EXECUTE, or ALL.
 */
export type ProcedurePrivilege = 'EXECUTE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a type: USAGE, or ALL.
 */
export type TypePrivilege = 'USAGE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a language: USAGE, or ALL.
 */
export type LanguagePrivilege = 'USAGE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a foreign data wrapper: USAGE, or ALL.
 */
export type ForeignDataWrapperPrivilege = 'USAGE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a foreign server: USAGE, or ALL.
 */
export type ForeignServerPrivilege = 'USAGE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a tablespace: CREATE, or ALL.
 */
export type TablespacePrivilege = 'CREATE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a parameter: SET (from PostgreSQL 15), ALTER SYSTEM (from PostgreSQL 15), or ALL.
 */
export type ParameterPrivilege = 'SET' | 'ALTER SYSTEM' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a large object: SELECT, UPDATE, or ALL.
 */
export type LargeObjectPrivilege = 'SELECT' | 'UPDATE' | 'ALL' | AnyPrivilege;

/**
 * What can be granted on a column: SELECT, INSERT, UPDATE, REFERENCES, or ALL.
 */
export type ColumnPrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'REFERENCES' | 'ALL' | AnyPrivilege;
