import { Client, credentials, status } from '@grpc/grpc-js';
import { attach } from '../../../src/terraform/plugin';
import { closedAfterwards } from '../../support/clean-up';
import { TOY, toyProvider } from './toy';

/** A real gRPC client that speaks with the toy, message by message. */
export interface ToyClient {
  readonly socket: string;
  /** Sends a message as bytes. `method` is one of the provider's, or a whole path. */
  send(method: string, request: Uint8Array): Promise<{ code: number; answer: Buffer }>;
}

/** A toy of its own, served until the test, or the file, is over. */
export async function toyClient(): Promise<ToyClient> {
  const attached = closedAfterwards(await attach(TOY, toyProvider));
  const options = { 'grpc.max_receive_message_length': 64 * 1024 * 1024 };
  const client = closedAfterwards(new Client(`unix:${attached.socket}`, credentials.createInsecure(), options));
  return {
    socket: attached.socket,
    send: (method, request) =>
      new Promise((resolve) => {
        const bytes = (value: Buffer) => value;
        const path = method.includes('/') ? method : `/tfplugin6.Provider/${method}`;
        client.makeUnaryRequest(path, bytes, bytes, Buffer.from(request), (error, answer) =>
          resolve(
            error
              ? { code: error.code, answer: Buffer.alloc(0) }
              : { code: status.OK, answer: answer ?? Buffer.alloc(0) },
          ),
        );
      }),
  };
}
