import { Client, type ClientReadableStream, credentials, status } from '@grpc/grpc-js';
import { attach, type Provider } from '../../../src/terraform/plugin';
import { type Message, readMessage, writeMessage } from '../../../src/terraform/plugin/wire/messages';
import type { Method, StreamMethod, UnaryMethod } from '../../../src/terraform/plugin/wire/methods';
import { closedAfterwards } from '../../support/clean-up';
import { TOY, toyProvider } from './toy';

/** A real gRPC client that speaks with the toy, message by message. */
export interface ToyClient {
  readonly socket: string;
  /** Sends a message as bytes; gives the last one that came. `method` is one of the provider's, or a whole path. */
  send(method: string, request: Uint8Array): Promise<{ code: number; answer: Buffer }>;
  /** Calls a method of the provider. @throws Error where the answer is no message */
  ask<M extends Method & UnaryMethod>(method: M, request?: Message<`${M}.Request`>): Promise<Message<`${M}.Response`>>;
  /** Sends a message as bytes, and leaves it to the caller to read what comes. */
  open(method: string, request: Uint8Array): ClientReadableStream<Buffer>;
  /** Calls a method that streams. @throws Error where it ends with a status other than OK */
  events<M extends Method & StreamMethod>(
    method: M,
    request?: Message<`${M}.Request`>,
  ): Promise<Message<`${M}.Event`>[]>;
}

/** A toy of its own, served until the test, or the file, is over. */
export function toyClient(): Promise<ToyClient> {
  return protocolClient(TOY, toyProvider);
}

/** The same with any provider. */
export async function protocolClient(source: string, load: () => Provider): Promise<ToyClient> {
  const attached = closedAfterwards(await attach(source, load));
  const options = { 'grpc.max_receive_message_length': 64 * 1024 * 1024 };
  const client = closedAfterwards(new Client(`unix:${attached.socket}`, credentials.createInsecure(), options));
  const bytes = (value: Buffer) => value;
  const open = (method: string, request: Uint8Array) => {
    const path = method.includes('/') ? method : `/tfplugin6.Provider/${method}`;
    return client.makeServerStreamRequest(path, bytes, bytes, Buffer.from(request));
  };
  // One message, too, is a stream: so that it may be any method.
  const send: ToyClient['send'] = (method, request) =>
    new Promise((resolve) => {
      let answer = Buffer.alloc(0);
      open(method, request)
        .on('data', (message: Buffer<ArrayBuffer>) => {
          answer = message;
        })
        .on('error', () => undefined)
        .on('status', ({ code }) => resolve({ code, answer: code === status.OK ? answer : Buffer.alloc(0) }));
    });
  return {
    socket: attached.socket,
    send,
    ask: async (method, request = {}) => {
      const { code, answer } = await send(method, writeMessage(`${method}.Request`, request));
      if (code !== status.OK) throw new Error(`${method} ended with status ${code}`);
      return readMessage(`${method}.Response`, answer);
    },
    open,
    events: async (method, request = {}) => {
      const events: Buffer[] = await open(method, writeMessage(`${method}.Request`, request)).toArray();
      return events.map((each) => readMessage(`${method}.Event`, each));
    },
  };
}
