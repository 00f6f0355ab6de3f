import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';

/** gRPC's status codes, as far as they are used. */
export const STATUS = { ok: 0, invalidArgument: 3, resourceExhausted: 8, unimplemented: 12, internal: 13 } as const;

/** An answer other than a message. */
export class GrpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Answers a call that has one message each way (gRPC over HTTP/2: five bytes of prefix, status in the trailers). */
export async function answerUnary(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  run: (request: Buffer) => Promise<Buffer>,
): Promise<void> {
  try {
    const response = await run(await onlyMessage(stream, headers));
    if (stream.destroyed || stream.closed) return;
    sendHeaders(stream);
    const prefix = Buffer.alloc(PREFIX);
    prefix.writeUInt32BE(response.length, 1);
    stream.end(Buffer.concat([prefix, response]));
  } catch (error) {
    refuse(stream, error instanceof GrpcError ? error : new GrpcError(STATUS.internal, (error as Error).message));
  }
}

/** Opens a stream of messages; ending it ends the call well. */
export function sendHeaders(stream: ServerHttp2Stream): void {
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(STATUS.ok) }));
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
}

/** Answers with a status alone. */
export function refuse(stream: ServerHttp2Stream, { code, message }: GrpcError): void {
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  const status = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message.toWellFormed()) };
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...status }, { endStream: true });
  // Otherwise a client that goes on sending would wait for room.
  stream.resume();
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
