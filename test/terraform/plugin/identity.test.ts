import { type Schema, UNKNOWN, type Value } from '../../../src/terraform/plugin';
import { objectType } from '../../../src/terraform/plugin/attribute-type';
import { decodeMsgpack } from '../../../src/terraform/plugin/wire/decode-value';
import { encodeMsgpack } from '../../../src/terraform/plugin/wire/encode-value';
import type { Message } from '../../../src/terraform/plugin/wire/messages';
import { freshFolder } from '../../support/folder';
import { toyProvider } from './toy';
import { type ToyClient, toyClient } from './toy-client';

const IDENTITY = { object: { name: 'string' } } as const;

let toy: ToyClient;

beforeAll(async () => {
  toy = await toyClient();
  const config = { json: Buffer.from(JSON.stringify({ folder: freshFolder('boxes') })) };
  await toy.ask('ConfigureProvider', { config });
});

const json = (value: object) => ({ json: Buffer.from(JSON.stringify(value)) });

/** The identity in an answer. */
function identityIn(field: Message<'ResourceIdentityData'> | undefined): Value {
  const { msgpack } = field?.identityData ?? {};
  return msgpack ? decodeMsgpack(IDENTITY, msgpack) : null;
}

test('the schema of identities has the attributes of those resources that have one', async () => {
  const { identitySchemas } = await toy.ask('GetResourceIdentitySchemas');
  expect(Object.keys(identitySchemas as object)).toEqual(['toy_box']);
  const { toy_box } = identitySchemas ?? {};
  expect(toy_box).toMatchObject({
    identityAttributes: [{ name: 'name', requiredForImport: true, description: 'Cannot be changed.' }],
  });
  const type = toy_box?.identityAttributes?.[0]?.type;
  expect(Buffer.from(type ?? []).toString()).toBe('"string"');
});

test('a box is told by its name: planned, made, read, imported', async () => {
  const { resources } = toyProvider();
  const { attributes } = (resources.toy_box as () => { schema: { attributes: object } })().schema;
  const box = (more: object) => ({
    ...Object.fromEntries(Object.keys(attributes).map((name) => [name, null])),
    ...more,
  });
  const config = json(box({ name: 'blue' }));
  const plan = (proposed: object) =>
    toy.ask('PlanResourceChange', {
      ...{ typeName: 'toy_box', config: json(proposed), proposedNewState: json(proposed) },
    });
  const planned = await plan(box({ name: 'blue' }));
  expect(identityIn(planned.plannedIdentity)).toEqual({ name: 'blue' });
  const applied = await toy.ask('ApplyResourceChange', {
    ...{ typeName: 'toy_box', config, plannedState: planned.plannedState, plannedPrivate: planned.plannedPrivate },
  });
  expect(applied.diagnostics ?? []).toEqual([]);
  expect(identityIn(applied.newIdentity)).toEqual({ name: 'blue' });
  const read = await toy.ask('ReadResource', {
    ...{ typeName: 'toy_box', currentState: applied.newState, private: applied.private },
  });
  expect(identityIn(read.newIdentity)).toEqual({ name: 'blue' });

  const identity = { identityData: { msgpack: encodeMsgpack(IDENTITY, { name: 'blue' }) } };
  const imported = await toy.ask('ImportResourceState', {
    typeName: 'toy_box',
    identity,
  });
  expect(identityIn(imported.importedResources?.[0]?.identity)).toEqual({ name: 'blue' });
  const nobody = { identityData: { msgpack: encodeMsgpack(IDENTITY, { name: 'green' }) } };
  const none = await toy.ask('ImportResourceState', {
    ...{ typeName: 'toy_box', identity: nobody },
  });
  expect(none.diagnostics).toMatchObject([{ summary: 'There is no toy_box {"name":"green"}' }]);
});

test('what is not known yet is nobody', async () => {
  const { attributes } = (toyProvider().resources.toy_box as () => { schema: Schema })().schema;
  const none = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
  const type = objectType(attributes);
  const proposed = { msgpack: encodeMsgpack(type, { ...none, name: UNKNOWN }) };
  const planned = await toy.ask('PlanResourceChange', {
    ...{ typeName: 'toy_box', config: proposed, proposedNewState: proposed },
  });
  expect(planned.diagnostics ?? []).toEqual([]);
  expect(identityIn(planned.plannedIdentity)).toBeNull();
});

test('an identity of a state comes back as it is; of another version, or what is none, it is an error', async () => {
  const upgrade = (version: number, text: string) =>
    toy.ask('UpgradeResourceIdentity', {
      ...{ typeName: 'toy_box', version, rawIdentity: { json: Buffer.from(text) } },
    });
  expect(identityIn((await upgrade(0, '{"name":"blue"}')).upgradedIdentity)).toEqual({ name: 'blue' });
  expect((await upgrade(3, '{"name":"blue"}')).diagnostics).toMatchObject([
    { summary: 'The identity was written by another version of the provider' },
  ]);
  for (const text of ['', '[]', '{"name":{}}', '{', 'null']) {
    expect((await upgrade(0, text)).diagnostics).toHaveLength(1);
  }
});
