/** What the sandbox answers to one request. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON; undefined sends no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by an operation that refuses: becomes the answer, with `{"message": ...}` as its body. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** 204. */
export const NO_CONTENT: Answer = { status: 204 };

/** 200 with a whole list, as the lists without pages are. */
export function wholeList(data: readonly unknown[]): Answer {
  return ok({ data, pagination: { total: data.length, limit: data.length, offset: 0 } });
}
