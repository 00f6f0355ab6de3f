import { once } from 'node:events';
import { Client, credentials } from '@grpc/grpc-js';
import { type Attached, attach, type Context, type Provider } from '../../../src/terraform/plugin';
import { type Message, readMessage, writeMessage } from '../../../src/terraform/plugin/wire/messages';
import type { Method, UnaryMethod } from '../../../src/terraform/plugin/wire/methods';
import { closedAfterwards } from '../../support/clean-up';

/** What the verbs of a thing were given, by the name in its configuration. */
type Told = Record<string, Context<string>>;

const schema = { attributes: { name: { type: 'string', required: true } } } as const;

/** A provider with one data source: a read of `wait` ends when it is cancelled, all others at once. */
function provider(told: Told, closed: string[]): Provider<string> {
  return {
    schema,
    configure: ({ config }, { terraformVersion }) => `${String(config.name)} of ${terraformVersion}`,
    resources: {},
    dataSources: {
      toy_thing: {
        schema,
        read: async ({ config }, context) => {
          told[String(config.name)] = context;
          context.log.info('it is read');
          if (config.name === 'wait') {
            await once(context.signal, 'abort');
            throw Object.assign(new Error('cancelled'), { name: 'AbortError' });
          }
          return { state: config };
        },
      },
    },
    close: (configured) => {
      closed.push(configured);
    },
  };
}

/** A client on a connection of its own. */
function connect({ socket }: Attached) {
  const client = new Client(`unix:${socket}`, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  const bytes = (value: Buffer) => value;
  const ask = <M extends Method & UnaryMethod>(
    method: M,
    request: Message<`${M}.Request`> = {},
  ): Promise<Message<`${M}.Response`>> =>
    new Promise((resolve, reject) => {
      const message = writeMessage(`${method}.Request`, request);
      client.makeUnaryRequest(`/tfplugin6.Provider/${method as string}`, bytes, bytes, message, (error, answer) =>
        error ? reject(error) : resolve(readMessage(`${method}.Response`, answer ?? Buffer.alloc(0))),
      );
    });
  const named = (name: string) => ({ config: { json: Buffer.from(JSON.stringify({ name })) } });
  return {
    ask,
    configure: (name: string, terraformVersion: string, clientCapabilities: Message<'ClientCapabilities'> = {}) =>
      ask('ConfigureProvider', { ...named(name), terraformVersion, clientCapabilities }),
    read: (name: string, more: Message<'ReadDataSource.Request'> = {}) =>
      ask('ReadDataSource', { typeName: 'toy_thing', ...named(name), ...more }),
    close: () => client.close(),
  };
}

test('clients of one process have a configuration, a version, capabilities and a stop each', async () => {
  const told: Told = {};
  const closed: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const attached = closedAfterwards(
    await attach('toys.internal/test/toy', provider(told, closed), (line) => lines.push(JSON.parse(line))),
  );
  const [one, other] = [closedAfterwards(connect(attached)), closedAfterwards(connect(attached))];
  await one.configure('red', '1.11.4', { deferralAllowed: true });
  await other.configure('blue', '1.16.0', { writeOnlyAttributesAllowed: true });

  await one.read('first');
  await other.read('second', { clientCapabilities: { storePlannedPrivate: true, computedBlocksAllowed: true } });
  const nothing = { writeOnlyAttributes: false, deferral: false, plannedPrivate: false, computedBlocks: false };
  expect(told.first).toMatchObject({
    configured: 'red of 1.11.4',
    terraformVersion: '1.11.4',
    // Of a call that does not say: what was said with the configuration.
    clientCapabilities: { ...nothing, deferral: true },
  });
  expect(told.second).toMatchObject({
    configured: 'blue of 1.16.0',
    terraformVersion: '1.16.0',
    clientCapabilities: { ...nothing, plannedPrivate: true, computedBlocks: true },
  });
  expect(lines).toEqual(
    Array(2).fill({
      '@level': 'info',
      '@message': 'it is read',
      '@module': 'toys.internal/test/toy',
      // The only form of a time that go-plugin reads.
      '@timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      tf_rpc: 'ReadDataSource',
      tf_data_source_type: 'toy_thing',
    }),
  );

  const [waiting, goesOn] = [one.read('wait'), other.read('third')];
  await goesOn;
  while (!told.wait) await new Promise((resolve) => setImmediate(resolve));
  await one.ask('StopProvider');
  expect((await waiting).diagnostics).toMatchObject([{ summary: 'Stopped' }]);
  expect(told.third?.signal.aborted).toBe(false);

  other.close();
  while (closed.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toEqual(['blue of 1.16.0']);
  expect(told.third?.signal.aborted).toBe(true);
  await attached.close();
  expect(closed).toEqual(['blue of 1.16.0', 'red of 1.11.4']);
});
