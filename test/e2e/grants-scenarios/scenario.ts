/** What a scenario has for itself: its roles, its schema and its databases. */
export interface Place {
  /** The role whose access is tried. */
  readonly role: string;
  readonly other: string;
  readonly schema: string;
  /** Owns the databases and everything that is made in them; nobody signs in as it. */
  readonly owner: string;
  readonly database: string;
  /** A database for what concerns a whole database. */
  readonly second: string;
}

export interface Entry {
  readonly on: string;
  readonly privileges: readonly string[];
  readonly [more: string]: unknown;
}

/** A configuration, and what may be done once it is applied. */
export interface Step {
  /** What somebody does by hand before; run as the superuser in the schema. */
  readonly byHand?: string;
  /** What the plan tells of it. */
  readonly drift?: readonly string[];
  readonly mode?: 'additive';
  /** Default: the scenario's role is the grantee, its schema the one of kinds that live in one. */
  readonly grants?: readonly Entry[];
  readonly defaults?: readonly Entry[];
  /** What the owner does after it is applied. */
  readonly owner?: string;
  /** What the role can do, and what it is denied. */
  readonly may?: readonly string[];
  readonly not?: readonly string[];
  /** The same for the other role. */
  readonly otherMay?: readonly string[];
  readonly otherNot?: readonly string[];
}

export interface Scenario {
  /** What holds. */
  readonly name: string;
  /** Names that are harder than usual. */
  readonly awkward?: true;
  readonly inSecondDatabase?: true;
  /** From this version on. */
  readonly since?: number;
  /** Where only a superuser can act for the owner. */
  readonly superuserOnly?: true;
  /** What is there before; the owner makes it, in the schema. */
  readonly given?: string;
  readonly steps: (place: Place) => readonly Step[];
}

/** USAGE, and perhaps more, on a schema. */
export const usage = (schema: string, ...more: string[]): Entry => ({
  on: 'schema',
  objects: [schema],
  privileges: ['USAGE', ...more],
});
/** Privileges on tables; without names on all of the schema. */
export const table = (privileges: readonly string[], ...objects: string[]): Entry => ({
  on: 'table',
  privileges,
  ...(objects.length > 0 && { objects }),
});
/** What is tried on the table `t`. */
export const READ = 'SELECT * FROM t';
export const WRITE = 'INSERT INTO t VALUES (1)';
export const CHANGE = 'UPDATE t SET id = 2';
export const REMOVE = 'DELETE FROM t';
