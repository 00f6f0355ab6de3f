import { decodeMsgpack } from '../../../src/terraform/plugin/wire/decode-value';
import { type Message, readMessage, writeMessage } from '../../../src/terraform/plugin/wire/messages';
import { type ToyClient, toyClient } from './toy-client';

let toy: ToyClient;

beforeAll(async () => {
  toy = await toyClient();
});

/** Asks for a move to a box, as Terraform does: of a provider that is not configured. */
async function move(sourceTypeName: string, state: string): Promise<Message> {
  const request = {
    sourceProviderAddress: 'registry.terraform.io/crates/crate',
    ...{ sourceTypeName, sourceSchemaVersion: 3, targetTypeName: 'toy_box' },
    ...(state !== '' && { sourceState: { json: Buffer.from(state) } }),
  };
  const { answer } = await toy.send('MoveResourceState', writeMessage('MoveRequest', request));
  return readMessage('MoveResponse', answer);
}

const value = (field: unknown, type: Parameters<typeof decodeMsgpack>[0]) =>
  decodeMsgpack(type, (field as { msgpack: Uint8Array }).msgpack);

const BOX = { object: { name: 'string', content: 'string', key_wo: 'string' } } as const;

test('the schema says that objects of other types can be moved here', async () => {
  const { answer } = await toy.send('GetProviderSchema', new Uint8Array());
  expect(readMessage('ProviderSchema', answer).serverCapabilities).toMatchObject({ moveResourceState: true });
});

test("another type's state becomes one of this, without what is write-only, and with private data and identity", async () => {
  const { targetState, targetPrivate, targetIdentity, diagnostics } = await move(
    'crate_box',
    '{"label":"blue","secret":"y"}',
  );
  expect(diagnostics ?? []).toEqual([]);
  expect(value(targetState, BOX)).toMatchObject({
    name: 'blue',
    content: 'registry.terraform.io/crates/crate 3',
    key_wo: null,
  });
  expect(Buffer.from(targetPrivate as Uint8Array).toString()).toBe('{"moved":true}');
  expect(value((targetIdentity as Message).identityData, { object: { name: 'string' } })).toEqual({ name: 'blue' });
});

test('what does not tell all of its identity has none yet', async () => {
  expect((await move('crate_box', '{}')).targetIdentity).toBeUndefined();
});

test.each([
  ['a type that cannot become one', 'crate_lid', '{"label":"blue"}', 'No crate_lid can become a toy_box'],
  ['a state that is no JSON', 'crate_box', '{', 'The state cannot be used'],
  ['a state that is no object', 'crate_box', '[]', 'The state cannot be used'],
  ['no state', 'crate_box', '', 'The state has no JSON'],
])('%s is refused', async (_, type, state, summary) => {
  const { diagnostics, targetState } = await move(type, state);
  expect(diagnostics).toMatchObject([{ severity: 1, summary }]);
  expect(targetState).toBeUndefined();
});
