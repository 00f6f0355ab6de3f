import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type ClientHttp2Session, connect } from 'node:http2';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import fc from 'fast-check';
import { selfSignedIdentity } from '../../../src/terraform/plugin/wire/certificate';
import { cleanUp, closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { toyClient } from './toy-client';

/** What is written by hand although libraries for it exist does what they do, whatever bytes come. */
describe('beside @grpc/grpc-js', () => {
  const PATH = '/tfplugin6.Provider/GetMetadata';
  let ours: ClientHttp2Session;
  let library: ClientHttp2Session;

  const session = (socket: string) =>
    closedAfterwards(connect('http://localhost', { createConnection: () => createConnection(socket) }));

  beforeAll(async () => {
    ours = session((await toyClient()).socket);
    const server = new Server();
    const same = (bytes: Buffer) => bytes;
    const codec = {
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    };
    server.addService(
      { GetMetadata: { path: PATH, requestStream: false, responseStream: false, ...codec } },
      { GetMetadata: (_: unknown, answer: (error: null, bytes: Buffer) => void) => answer(null, Buffer.alloc(0)) },
    );
    const socket = join(freshFolder('library'), 'library');
    await new Promise<void>((resolve, reject) => {
      server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      );
    });
    cleanUp(() => server.forceShutdown());
    library = session(socket);
  });

  test('the same bodies are taken, and the same refused', async () => {
    const message = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from([0x0a, bytes.length, ...bytes]));
    // Without the sign of compression, which the library overlooks where no compression was named; here it is refused.
    const frame = fc
      .record({
        message,
        lie: fc.oneof(
          { weight: 6, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 ** 20 }) },
        ),
      })
      .map(({ message, lie }) => {
        const prefix = Buffer.alloc(5);
        prefix.writeUInt32BE(message.length + lie, 1);
        return Buffer.concat([prefix, message]);
      });
    const alone = fc.oneof({ weight: 8, arbitrary: frame }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }) });
    const several = fc.array(frame, { minLength: 2, maxLength: 3 }).map((frames) => Buffer.concat(frames));
    const outcomes = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(alone, several), fc.array(fc.nat(50), { maxLength: 4 }), async (bytes, cuts) => {
        const body = Buffer.from(bytes);
        const parts = inParts(body, cuts);
        const [one, other] = await Promise.all([post(ours, PATH, parts), post(library, PATH, parts)]);
        outcomes.add(one === '0');
        // The library may have answered before it sees that something follows the one message.
        const more = body.length >= 5 && body.length > 5 + body.readUInt32BE(1);
        expect({ taken: one === '0' }).toEqual({ taken: !more && other === '0' });
      }),
      { numRuns: 300 },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  });
});

/** Cut at these places, each after the one before. */
function inParts(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** The status of a call whose body comes in these parts. */
async function post(session: ClientHttp2Session, path: string, parts: readonly Buffer[]): Promise<string> {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  let status = 'none';
  const note = (headers: Record<string, unknown>) => {
    if (headers['grpc-status'] !== undefined) status = String(headers['grpc-status']);
  };
  stream.on('response', note).on('trailers', note).resume();
  const closed = new Promise<void>((resolve) => {
    stream.on('error', () => undefined).on('close', resolve);
  });
  for (const part of parts) if (!stream.destroyed) stream.write(part);
  stream.end();
  await closed;
  return status;
}

test('every identity is one that TLS takes: a certificate of its own key, for localhost, at this time', () => {
  const serials = Array.from({ length: 100 }, () => {
    const { certificate, key, der } = selfSignedIdentity();
    const read = new X509Certificate(certificate);
    expect(read.raw).toEqual(der);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read).toMatchObject({ ca: true, subject: 'CN=localhost', issuer: 'CN=localhost' });
    expect(read.checkHost('localhost')).toBe('localhost');
    expect(read.checkHost('example.org')).toBeUndefined();
    const [from, to] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
    expect(from < Date.now() && Date.now() < to).toBe(true);
    return read.serialNumber;
  });
  expect(new Set(serials).size).toBe(serials.length);
});
