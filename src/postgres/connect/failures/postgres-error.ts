/**
 * A statement's failure as the server reported it. It holds neither the statement nor its parameters, since either may
 * hold a secret.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export class PostgresError extends Error {
  /** Five characters, such as `42501`. */
  readonly sqlstate: string;
  readonly severity: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** Where in the statement, counted in characters from 1. */
  readonly position: number | undefined;
  /** The schema, table, column or constraint concerned, where the server names it. */
  readonly object: { schema?: string; table?: string; column?: string; constraint?: string };

  constructor(fields: ServerErrorFields, positionOffset = 0) {
    super(bounded(fields.message) ?? 'The server reported an error without a message');
    this.name = 'PostgresError';
    this.sqlstate = fields.code ?? 'XX000';
    this.severity = fields.severity ?? 'ERROR';
    this.detail = bounded(fields.detail);
    this.hint = bounded(fields.hint);
    this.position = fields.position === undefined ? undefined : Number(fields.position) - positionOffset;
    this.object = {};
    for (const key of ['schema', 'table', 'column', 'constraint'] as const) {
      const name = fields[key];
      if (name !== undefined) this.object[key] = name;
    }
  }
}

/** Characters of one text: what a trigger raises may be of any length. */
const LONGEST_TEXT = 20_000;

function bounded(text: string | undefined): string | undefined {
  return text !== undefined && text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** The fields of the protocol's error message. */
export interface ServerErrorFields {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly severity?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly position?: string | undefined;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
}

/** Whether an error came from the server as a message, with an SQLSTATE, rather than from the socket. */
export function isServerError(error: unknown): error is Error & ServerErrorFields {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  );
}
