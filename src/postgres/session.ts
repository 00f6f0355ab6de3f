/** One open connection to one database, as the engine sees it: something that runs statements. */
export interface Session {
  /** The database connected to. */
  readonly database: string;
  /** The role that signed in (`session_user`). */
  readonly user: string;
  /** `server_version_num`: 130000 and up. */
  readonly serverVersion: number;
  /**
   * Runs one statement and gives its rows; parameters go by the extended protocol.
   *
   * @throws PostgresError as the server reported it, with its SQLSTATE.
   */
  query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** How long statements of a server may wait and run; undefined where nothing is said of it. */
export interface StatementLimits {
  /** For a lock. */
  readonly lockSeconds?: number | undefined;
  /** In all; 0 is without limit. */
  readonly statementSeconds?: number | undefined;
}

/** The databases of one server, connected to when needed. */
export interface DatabaseServer {
  /** The database where cluster-wide statements run. */
  readonly database: string;
  readonly limits: StatementLimits;
  /**
   * Gives a session on a database for as long as the work takes; opens, reuses and closes connections by itself. For
   * reading: its statements run in one read-only transaction, and all see the same snapshot. In every session, names
   * without a schema mean the system's own, and no setting that the database or the role was given matters.
   *
   * @param database default: the server's own `database`
   */
  use<T>(work: (session: Session) => Promise<T>, database?: string): Promise<T>;
  /**
   * Like `use`, but for writing too, inside one transaction: committed when the work resolves, rolled back when it
   * rejects. Each statement sees what others have committed.
   */
  transaction<T>(work: (session: Session) => Promise<T>, database?: string): Promise<T>;
  /** Cancels what is running; further work is refused. */
  cancel(): Promise<void>;
  /** Closes every connection. */
  close(): Promise<void>;
}
