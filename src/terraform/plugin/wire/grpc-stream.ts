import { once } from 'node:events';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';

/** gRPC's status codes, as far as they are used. */
export const STATUS = {
  ok: 0,
  invalidArgument: 3,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

/** An answer other than a message. */
export class GrpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** What answers a call, from bytes to bytes: with one message, or with many. `signal` is aborted when the client gives up. */
export type Handler = (request: Buffer, signal: AbortSignal) => Promise<Buffer> | AsyncIterable<Buffer>;

/**
 * Answers a call that has one message for a request (gRPC over HTTP/2: five bytes of prefix, status in the trailers). Of
 * many messages the next one is asked for when the client has room for it, and none when the client gives up.
 */
export async function answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, handler: Handler): Promise<void> {
  const givenUp = new AbortController();
  stream.once('close', () => givenUp.abort());
  try {
    const answering = handler(await onlyMessage(stream, headers), givenUp.signal);
    if (!(Symbol.asyncIterator in answering)) return end(stream, await answering);
    openAnswer(stream);
    for await (const message of answering) {
      if (isOver(stream)) return;
      if (!stream.write(framed(message))) await once(stream, 'drain', { signal: givenUp.signal });
    }
    stream.end();
  } catch (error) {
    fail(stream, error instanceof GrpcError ? error : new GrpcError(STATUS.internal, (error as Error).message));
  }
}

/** Begins an answer; ending the stream then ends it well. */
export function openAnswer(stream: ServerHttp2Stream): void {
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(STATUS.ok) }));
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
}

/** Ends a call with a status in place of an answer, or of the rest of it. */
export function fail(stream: ServerHttp2Stream, { code, message }: GrpcError): void {
  if (isOver(stream)) return;
  const status = { 'grpc-status': String(code), 'grpc-message': encodeURI(message.toWellFormed()) };
  if (stream.headersSent) {
    stream.removeAllListeners('wantTrailers').once('wantTrailers', () => stream.sendTrailers(status));
    stream.end();
    return;
  }
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...status }, { endStream: true });
  // Otherwise a client that goes on sending would wait for room.
  stream.resume();
}

function end(stream: ServerHttp2Stream, message: Buffer): void {
  if (isOver(stream)) return;
  openAnswer(stream);
  stream.end(framed(message));
}

function isOver(stream: ServerHttp2Stream): boolean {
  return stream.destroyed || stream.closed;
}

function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** The compression flag and the length. */
const PREFIX = 5;
/** As large as Terraform's own limit: a state may be long. */
const MAX_MESSAGE = 256 * 1024 * 1024;

async function onlyMessage(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<Buffer> {
  if (!headers['content-type']?.startsWith('application/grpc')) {
    throw new GrpcError(STATUS.invalidArgument, 'this is a gRPC server');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Not `for await`, which would destroy the stream, and with it the answer, when the loop is left early.
  await new Promise<void>((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_MESSAGE + PREFIX) reject(new GrpcError(STATUS.resourceExhausted, 'the message is too large'));
      else chunks.push(chunk);
    });
    stream.on('end', resolve);
    stream.on('close', () => reject(new GrpcError(STATUS.internal, 'the call was given up')));
  });
  const body = Buffer.concat(chunks);
  if (size < PREFIX || body.readUInt32BE(1) !== size - PREFIX) {
    throw new GrpcError(STATUS.invalidArgument, 'exactly one message was expected');
  }
  if (body[0] !== 0) throw new GrpcError(STATUS.unimplemented, 'compressed messages are not supported');
  return body.subarray(PREFIX);
}
