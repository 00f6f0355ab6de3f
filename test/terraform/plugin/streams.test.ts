import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { Client, type ClientReadableStream, credentials, status } from '@grpc/grpc-js';
import { DiagnosticsError, type Provider } from '../../../src/terraform/plugin';
import { streamCall } from '../../../src/terraform/plugin/calls/stream-call';
import { hclog } from '../../../src/terraform/plugin/serve/hclog';
import { createServer } from '../../../src/terraform/plugin/server/server';
import { localEndpoint } from '../../../src/terraform/plugin/wire/endpoint';
import { type Handlers, listen } from '../../../src/terraform/plugin/wire/grpc';
import { type Message, readMessage, writeMessage } from '../../../src/terraform/plugin/wire/messages';
import { closedAfterwards } from '../../support/clean-up';

/** A real gRPC client of a server with these methods. */
async function clientOf(handlers: Handlers): Promise<(path: string, request?: Buffer) => ClientReadableStream<Buffer>> {
  const endpoint = localEndpoint();
  const listening = closedAfterwards(await listen(() => ({ handlers }), { endpoint, tls: undefined }));
  const client = closedAfterwards(new Client(`unix:${listening.address}`, credentials.createInsecure()));
  const bytes = (value: Buffer) => value;
  return (path, request = Buffer.alloc(0)) => client.makeServerStreamRequest(path, bytes, bytes, request);
}

/** What came, and how it ended. */
async function all(stream: ClientReadableStream<Buffer>): Promise<{ came: Buffer[]; code: number; details: string }> {
  const came: Buffer[] = [];
  stream.on('data', (message: Buffer) => came.push(message)).on('error', () => undefined);
  return new Promise((resolve) => {
    stream.on('status', ({ code, details }) => resolve({ came, code, details }));
  });
}

describe('an answer of many messages', () => {
  test('comes in order, each as soon as it is there, and ends well', async () => {
    let goOn: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const call = await clientOf({
      '/toy/Count': async function* (request) {
        yield request;
        await waiting;
        yield Buffer.from('2');
        yield Buffer.alloc(0);
      },
    });
    const stream = call('/toy/Count', Buffer.from('1'));
    stream.once('data', goOn);
    const { came, code } = await all(stream);
    expect(came.map(String)).toEqual(['1', '2', '']);
    expect(code).toBe(status.OK);
  });

  test('may be empty, and may break off with a fault after some of it', async () => {
    const call = await clientOf({
      '/toy/None': async function* () {},
      '/toy/Broken': async function* () {
        yield Buffer.from('1');
        throw new Error('it broke: ü');
      },
    });
    expect(await all(call('/toy/None'))).toMatchObject({ came: [], code: status.OK });
    const { came, code, details } = await all(call('/toy/Broken'));
    expect({ came: came.map(String), code, details }).toEqual({
      ...{ came: ['1'], code: status.INTERNAL, details: 'it broke: ü' },
    });
  });

  test('is made no faster than it is read', async () => {
    const message = Buffer.alloc(1024 * 1024, 'x');
    let made = 0;
    const call = await clientOf({
      '/toy/Flood': async function* () {
        for (; made < 100; made++) yield message;
      },
    });
    const stream = call('/toy/Flood');
    await once(stream, 'readable');
    // Until nothing more is made while nobody reads.
    for (let before = -1; before !== made; ) {
      before = made;
      await after(50);
    }
    expect(made).toBeLessThan(50);
    let size = 0;
    for await (const each of stream) size += (each as Buffer).length;
    expect(size).toBe(100 * message.length);
  });

  test.each(['while nothing comes', 'while more comes than it reads'])(
    'is ended when the client gives up %s',
    async (when) => {
      let ended: (how: string) => void = () => undefined;
      const end = new Promise<string>((resolve) => {
        ended = resolve;
      });
      const call = await clientOf({
        '/toy/Endless': async function* (_request, signal) {
          try {
            yield Buffer.from('1');
            while (when !== 'while nothing comes') yield Buffer.alloc(100_000);
            await once(signal, 'abort');
          } finally {
            ended(signal.aborted ? 'aborted' : 'not aborted');
          }
        },
      });
      const stream = call('/toy/Endless').on('error', () => undefined);
      await once(stream, 'readable');
      stream.cancel();
      expect(await end).toBe('aborted');
    },
  );
});

/** A call of the protocol that streams: its events, and what becomes of what it throws. */
describe('a call that answers with events', () => {
  const provider: Provider = { schema: { attributes: {} }, configure: () => null, resources: {} };

  async function eventsOf(fail: unknown): Promise<Message<'InvokeAction.Event'>[]> {
    const server = createServer(
      async () => provider,
      hclog('toy', () => undefined),
      (text) => text.replace('secret', '***'),
    );
    const invoke = streamCall(
      'InvokeAction',
      'invoke',
      async function* (_server, { actionType }, { tell, useSchema }) {
        useSchema({ attributes: { name: { type: 'string', required: true } } });
        yield { progress: { message: `begins with ${actionType}` } };
        if (fail !== undefined) throw fail;
        yield { completed: { diagnostics: tell([{ severity: 'warning', summary: 'done', path: ['name'] }]) } };
      },
      (diagnostics) => ({ completed: { diagnostics } }),
    );
    const call = await clientOf({ '/toy/Invoke': (request, signal) => invoke(server, request, signal) });
    const { came, code } = await all(call('/toy/Invoke', writeMessage('InvokeAction.Request', { actionType: 'x' })));
    expect(code).toBe(status.OK);
    return came.map((each) => readMessage('InvokeAction.Event', each));
  }

  test('tells its progress, then its diagnostics with the paths that they have by the schema', async () => {
    expect(await eventsOf(undefined)).toEqual([
      { progress: { message: 'begins with x' } },
      {
        completed: {
          diagnostics: [{ severity: 2, summary: 'done', attribute: { steps: [{ attributeName: 'name' }] } }],
        },
      },
    ]);
  });

  test.each([
    ['diagnostics', new DiagnosticsError([{ severity: 'error', summary: 'no secret' }]), 'no ***'],
    ['a fault', new TypeError('it broke'), 'Internal fault in the provider'],
  ])('ends with what it threw: %s', async (_what, thrown, summary) => {
    expect(await eventsOf(thrown)).toMatchObject([
      { progress: {} },
      { completed: { diagnostics: [{ severity: 1, summary }] } },
    ]);
  });

  test('fails as a call where the request is no message', async () => {
    const server = createServer(
      async () => provider,
      hclog('toy', () => undefined),
    );
    const list = streamCall(
      'ListResource',
      'list',
      async function* () {},
      (diagnostic) => ({ diagnostic }),
    );
    const call = await clientOf({ '/toy/List': (request, signal) => list(server, request, signal) });
    expect((await all(call('/toy/List', Buffer.from([0xff])))).code).toBe(status.INVALID_ARGUMENT);
  });
});
