import { objectType } from '../../../src/terraform/plugin/attribute-type';
import { decodeMsgpack } from '../../../src/terraform/plugin/wire/decode-value';
import type { Message } from '../../../src/terraform/plugin/wire/messages';
import { toyProvider } from './toy';
import { type ToyClient, toyClient } from './toy-client';

let toy: ToyClient;

beforeAll(async () => {
  toy = await toyClient();
});

/** Asks for a move to a box, as Terraform does: of a provider that is not configured. */
function move(sourceTypeName: string, state: string) {
  return toy.ask('MoveResourceState', {
    sourceProviderAddress: 'registry.terraform.io/crates/crate',
    ...{ sourceTypeName, sourceSchemaVersion: 3, targetTypeName: 'toy_box' },
    ...(state !== '' && { sourceState: { json: Buffer.from(state) } }),
  });
}

function valueIn(field: Message<'DynamicValue'> | undefined, type: Parameters<typeof decodeMsgpack>[0]) {
  return decodeMsgpack(type, field?.msgpack ?? new Uint8Array());
}

test('the schema says that objects of other types can be moved here', async () => {
  const { serverCapabilities } = await toy.ask('GetProviderSchema');
  expect(serverCapabilities).toMatchObject({ moveResourceState: true });
});

test("another type's state becomes one of this, without what is write-only, and with private data and identity", async () => {
  const moved = await move('crate_box', '{"label":"blue","secret":"y"}');
  expect(moved.diagnostics ?? []).toEqual([]);
  const { schema } = (toyProvider().resources.toy_box as () => { schema: { attributes: object } })();
  expect(valueIn(moved.targetState, objectType(schema.attributes as Parameters<typeof objectType>[0]))).toMatchObject({
    name: 'blue',
    content: 'registry.terraform.io/crates/crate 3',
    key_wo: null,
  });
  expect(Buffer.from(moved.targetPrivate ?? []).toString()).toBe('{"moved":true}');
  expect(valueIn(moved.targetIdentity?.identityData, { object: { name: 'string' } })).toEqual({ name: 'blue' });
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
