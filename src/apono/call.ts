/** One request to the API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path without query, every part of it percent-encoded. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: unknown;
  /** Ends this call early, beside the client's own signal. */
  readonly signal?: AbortSignal;
}

/** The server's answer, whatever its status. */
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly body: string;
  /** Whether there was more of the body than is taken in: only its beginning is here then. */
  readonly cut: boolean;
  /** From the `Retry-After` header, in seconds. */
  readonly retryAfter: number | undefined;
  /** From the `Location` header. */
  readonly location: string | undefined;
}

/** No answer: the try ran out of time, or the network failed. */
export type Fault = FaultOf<'timeout'> | FaultOf<'network'>;

interface FaultOf<Kind> {
  readonly kind: Kind;
  /** The system's or the TLS library's code, for example `ECONNREFUSED`; empty when there is none. */
  readonly code: string;
  readonly detail: string;
  /** Whether the request may have reached the server, and so may have done its work. */
  readonly mayHaveArrived: boolean;
}

/** What came of one try. */
export type Outcome = Reply | Fault;
