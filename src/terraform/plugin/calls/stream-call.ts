import type { Diagnostic } from '../diagnostic';
import type { Schema } from '../schema';
import { diagnose } from '../server/diagnose';
import type { Server } from '../server/server';
import { type Message, writeMessage } from '../wire/messages';
import type { StreamMethod } from '../wire/methods';
import { type Call, readRequest } from './call';
import { diagnosticMessages } from './diagnostic-message';
import { inCall } from './in-call';

/** What a call that answers with a stream is given besides its request. */
export interface Streaming {
  /** Says by which schema paths in diagnostics are to be taken. */
  useSchema(schema: Schema): void;
  /** Diagnostics as the protocol has them. */
  tell(diagnostics: readonly Diagnostic[]): Message<'Diagnostic'>[];
}

/**
 * Makes a call of a method that answers with a stream of events: `run` yields them, each when Terraform has room for it.
 * Whatever it throws becomes the last event, by `failed`.
 */
export function streamCall<M extends StreamMethod>(
  method: M,
  verb: string,
  run: (server: Server, request: Message<`${M}.Request`>, streaming: Streaming) => AsyncIterable<Message<`${M}.Event`>>,
  failed: (diagnostics: Message<'Diagnostic'>[]) => Message<`${M}.Event`>,
): Call {
  return async function* (client, bytes, signal) {
    const request = readRequest(`${method}.Request`, bytes);
    const server = inCall(client, method, request, signal);
    let schema: Schema = { attributes: {} };
    const streaming: Streaming = {
      useSchema: (used) => {
        schema = used;
      },
      tell: (diagnostics) => diagnosticMessages(server, schema, diagnostics),
    };
    try {
      for await (const event of run(server, request, streaming)) yield writeMessage(`${method}.Event`, event);
    } catch (error) {
      yield writeMessage(`${method}.Event`, failed(streaming.tell(diagnose(server, verb, error))));
    }
  };
}
