import type { Diagnostic } from '../diagnostic';
import type { Schema } from '../schema';
import { diagnose } from '../server/diagnose';
import type { Server } from '../server/server';
import { GrpcError, STATUS } from '../wire/grpc-stream';
import { type Message, type MessageName, readMessage, writeMessage } from '../wire/messages';
import type { UnaryMethod } from '../wire/methods';
import { diagnosticMessages } from './diagnostic-message';
import { inCall } from './in-call';

/**
 * One method of the protocol, from bytes to bytes: one message, or many. Fails only where the request is no message at
 * all. `signal` is aborted when the client gives up.
 */
export type Call = (server: Server, request: Buffer, signal: AbortSignal) => Promise<Buffer> | AsyncIterable<Buffer>;

/** What a call answers, in its message's fields, with the diagnostics still as the verb gave them. */
export type Answer<M extends UnaryMethod> = Omit<Message<`${M}.Response`>, 'diagnostics'> & {
  readonly diagnostics?: readonly Diagnostic[];
};

/**
 * Makes a call of a method that answers with one message. Whatever `run` throws becomes the answer's diagnostics, beside
 * what `failed` puts there; paths in it are taken by the schema that `run` said it works with.
 */
export function call<M extends UnaryMethod>(
  method: M,
  verb: string,
  run: (server: Server, request: Message<`${M}.Request`>, useSchema: (schema: Schema) => void) => Promise<Answer<M>>,
  failed: (request: Message<`${M}.Request`>) => Answer<M> = () => ({}) as Answer<M>,
): Call {
  return async (client, bytes) => {
    const request = readRequest(`${method}.Request`, bytes);
    const server = inCall(client, method, request);
    let schema: Schema = { attributes: {} };
    const written = ({ diagnostics = [], ...answer }: Answer<M>) =>
      writeMessage(`${method}.Response`, {
        ...answer,
        diagnostics: diagnosticMessages(server, schema, diagnostics),
      } as Message<`${M}.Response`>);
    try {
      return written(
        await run(server, request, (used) => {
          schema = used;
        }),
      );
    } catch (error) {
      return written({ ...failed(request), diagnostics: diagnose(server, verb, error) });
    }
  };
}

/** Reads a request, or fails the call. */
export function readRequest<N extends MessageName>(name: N, bytes: Uint8Array): Message<N> {
  try {
    return readMessage(name, bytes);
  } catch (error) {
    throw new GrpcError(STATUS.invalidArgument, `the request cannot be read: ${(error as Error).message}`);
  }
}
