/** Thrown, and used as the reason of an abort, when the time for connecting is over. */
export class TimedOut extends Error {
  constructor(readonly milliseconds: number) {
    super(`no answer within ${milliseconds / 1000} s`);
  }
}

/** No socket came about. The next address is tried. */
export class NoSocket extends Error {
  constructor(readonly reason: NodeJS.ErrnoException) {
    super(reason.message);
  }
}

/** The server said that it has no TLS. */
export class NoTls extends Error {}

/** The handshake, the check of the certificate, or reading what it needs failed. */
export class TlsFailure extends Error {
  constructor(readonly reason: Error) {
    super(reason.message);
  }
}

/** The sign-in failed. */
export class SignInFailure extends Error {
  constructor(
    readonly reason: Error,
    readonly encrypted: boolean,
    /** The server itself said no, before it accepted the credentials: libpq then tries the other encryption. */
    readonly refused: boolean,
  ) {
    super(reason.message);
  }
}

/** The server is not what `target_session_attrs` asks for. The next host is tried. */
export class Unsuitable extends Error {}

/** With sslmode prefer or allow: neither way worked. */
export class BothFailed extends Error {
  constructor(
    readonly first: unknown,
    readonly second: unknown,
    readonly encryptedFirst: boolean,
  ) {
    super('neither with nor without encryption');
  }
}
