import { connect } from 'node:http2';
import { createConnection } from 'node:net';
import { status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { writeMessage } from '../../../src/terraform/plugin/wire/messages';
import { METHODS } from '../../../src/terraform/plugin/wire/methods';
import { IS_QUICK } from '../../support/tier';
import { type ToyClient, toyClient } from './toy-client';

/** Requests that no Terraform would send. The one provider must answer all of them. */
describe('a provider under malformed requests', () => {
  let toy: ToyClient;

  beforeAll(async () => {
    toy = await toyClient();
  });

  const send = (method: string, request: Uint8Array) => toy.send(method, request);
  const alive = async () =>
    expect((await send('GetProviderSchema', Buffer.alloc(0))).answer.length).toBeGreaterThan(300);

  test('arbitrary bytes get an answer from every method', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...METHODS), fc.uint8Array({ maxLength: 200 }), async (method, request) => {
        expect([status.OK, status.INVALID_ARGUMENT]).toContain((await send(method, request)).code);
      }),
      { numRuns: IS_QUICK ? 100 : 400 },
    );
    await alive();
  });

  test('well-formed messages with arbitrary values get diagnostics', async () => {
    const dynamic = fc.oneof(
      fc.constant(undefined),
      fc.uint8Array({ maxLength: 80 }).map((msgpack) => ({ msgpack })),
      fc.json().map((text) => ({ json: Buffer.from(text) })),
    );
    const request = fc.record({
      typeName: fc.constantFrom('toy_box', 'toy_any', 'toy_lookup', 'toy_key', '__proto__', ''),
      config: dynamic,
      priorState: dynamic,
      plannedState: dynamic,
      proposedNewState: dynamic,
      currentState: dynamic,
      private: fc.uint8Array({ maxLength: 9 }),
      priorPrivate: fc.uint8Array({ maxLength: 9 }),
      plannedPrivate: fc.uint8Array({ maxLength: 9 }),
      rawState: fc.json().map((text) => ({ json: Buffer.from(text) })),
      version: fc.integer(),
      id: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...METHODS), request, async (method, fields) => {
        expect((await send(method, writeMessage(`${method}.Request`, fields))).code).toBe(status.OK);
      }),
      { numRuns: IS_QUICK ? 100 : 400 },
    );
    await alive();
  });

  test('a failing apply gives back the state it was sent, byte by byte', async () => {
    const priorState = { msgpack: Buffer.from([0x81, 0xa1, 0x78, 0xc0]) };
    const { newState, diagnostics } = await toy.ask('ApplyResourceChange', { typeName: 'toy_box', priorState });
    expect(Buffer.from(newState?.msgpack ?? [])).toEqual(priorState.msgpack);
    expect(diagnostics).toMatchObject([{ severity: 1, summary: 'The prior state cannot be used' }]);
  });

  test('a write-only value from a Terraform that would store it is refused, where it stands', async () => {
    const config = { json: Buffer.from('{"name":"a","rooms":{"x":{"colour":"red","pin_wo":"1"}}}') };
    const { diagnostics } = await toy.ask('ValidateResourceConfig', { typeName: 'toy_box', config });
    expect(diagnostics).toMatchObject([
      {
        severity: 1,
        summary: '"pin_wo" needs a newer Terraform',
        attribute: { steps: [{ attributeName: 'rooms' }, { elementKeyString: 'x' }, { attributeName: 'pin_wo' }] },
      },
    ]);
  });

  test('a message of many megabytes passes both ways', async () => {
    const config = { json: Buffer.from(JSON.stringify({ name: 'x'.repeat(20_000_000), content: 'bad' })) };
    const request = { typeName: 'toy_box', config, proposedNewState: config };
    const { answer } = await send('PlanResourceChange', writeMessage('PlanResourceChange.Request', request));
    expect(answer.length).toBeGreaterThan(20_000_000);
  });

  test('what is not gRPC is refused, and the connection lives', async () => {
    const session = connect('http://localhost', { createConnection: () => createConnection(toy.socket) });
    const post = (headers: object, body: Buffer) =>
      new Promise<unknown>((resolve, reject) => {
        const stream = session.request({ ':method': 'POST', ':path': '/tfplugin6.Provider/GetMetadata', ...headers });
        let status: unknown;
        const note = (received: Record<string, unknown>) => {
          status = received['grpc-status'] ?? status;
        };
        stream.on('response', note).on('trailers', note).on('error', reject);
        stream.on('close', () => resolve(status)).resume();
        stream.end(body);
      });
    const grpc = { 'content-type': 'application/grpc' };
    expect(await post({}, Buffer.alloc(5))).toBe('3');
    expect(await post(grpc, Buffer.alloc(0))).toBe('3');
    expect(await post(grpc, Buffer.from([0, 0, 0, 0, 9, 1]))).toBe('3');
    expect(await post(grpc, Buffer.from([1, 0, 0, 0, 0]))).toBe('12');
    expect(await post(grpc, Buffer.alloc(5))).toBe('0');
    const cancelled = session.request({ ':method': 'POST', ':path': '/tfplugin6.Provider/GetMetadata', ...grpc });
    cancelled.on('error', () => undefined);
    cancelled.close(8);
    expect(await post(grpc, Buffer.alloc(5))).toBe('0');
    session.close();
  });

  test('what the provider does not have is answered as such', async () => {
    const outcome = async (method: string) => (await send(method, Buffer.alloc(0))).code;
    expect(await outcome('ReadStateBytes')).toBe(status.UNIMPLEMENTED);
    expect(await outcome('GetFunctions')).toBe(status.OK);
    expect(await outcome('GetResourceIdentitySchemas')).toBe(status.OK);
    expect(await outcome('/plugin.Unknown/Method')).toBe(status.UNIMPLEMENTED);
    expect(await toy.ask('GetMetadata')).toMatchObject({
      resources: [{ typeName: 'toy_box' }, { typeName: 'toy_any' }, { typeName: 'toy_shelf' }],
    });
    expect((await toy.ask('MoveResourceState')).diagnostics).toHaveLength(1);
    expect((await toy.ask('CallFunction')).error?.text).toContain('There is no function');
  });
});
