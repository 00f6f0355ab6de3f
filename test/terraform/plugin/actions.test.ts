import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNKNOWN, type Value } from '../../../src/terraform/plugin';
import { objectType } from '../../../src/terraform/plugin/attribute-type';
import { encodeMsgpack } from '../../../src/terraform/plugin/wire/encode-value';
import { freshFolder } from '../../support/folder';
import { type ToyClient, toyClient } from './toy-client';

const TYPE = objectType({ box: { type: 'string' }, times: { type: 'number' }, key_wo: { type: 'string' } });

let toy: ToyClient;
let folder: string;

beforeEach(async () => {
  toy = await toyClient();
  folder = freshFolder('boxes');
  await toy.ask('ConfigureProvider', { config: { json: Buffer.from(JSON.stringify({ folder })) } });
});

const config = (box: Value, more: { times?: number; key_wo?: string } = {}) => ({
  msgpack: encodeMsgpack(TYPE, { box, times: null, key_wo: null, ...more }),
});
const shake = (...given: Parameters<typeof config>) =>
  toy.events('InvokeAction', { actionType: 'toy_shake', config: config(...given) });
const noted = () => readFileSync(join(folder, 'keys.log'), 'utf8').trim().split('\n');

test('metadata and schema have it, with no place for computed values', async () => {
  expect((await toy.ask('GetMetadata')).actions).toEqual([{ typeName: 'toy_shake' }]);
  const { actionSchemas } = await toy.ask('GetProviderSchema');
  const block = actionSchemas?.toy_shake?.schema?.block;
  expect(block?.description).toBe('Shakes a box.');
  expect(block?.attributes?.map(({ name, computed }) => [name, computed ?? false])).toEqual([
    ['box', false],
    ['times', false],
    ['key_wo', false],
  ]);
});

test('what is wrong with its configuration is said when it is validated, what is not known when it is planned', async () => {
  const { diagnostics } = await toy.ask('ValidateActionConfig', { typeName: 'toy_shake', config: config('') });
  expect(diagnostics).toMatchObject([
    { severity: 1, summary: 'Nothing to shake', attribute: { steps: [{ attributeName: 'box' }] } },
  ]);
  const planned = await toy.ask('PlanAction', { actionType: 'toy_shake', config: config(UNKNOWN) });
  expect(planned.diagnostics).toMatchObject([{ severity: 2, summary: 'Not known yet' }]);
});

test('it is invoked with progress as it goes, and completed with its warnings', async () => {
  expect(await shake('blue', { times: 3, key_wo: 'secret' })).toMatchObject([
    { progress: { message: 'shaken 1' } },
    { progress: { message: 'shaken 2' } },
    { progress: { message: 'shaken 3' } },
    { completed: { diagnostics: [{ severity: 2, summary: 'The key rattled' }] } },
  ]);
  expect(noted()).toEqual(['shaken blue', 'shaken blue', 'shaken blue', 'put down blue']);
});

test.each([
  ['an error that it names', 'glass', 'It broke'],
  ['a fault', 'crash', 'Internal fault'],
])('%s completes it, after what was told before', async (_, box, summary) => {
  const [told, completed, ...others] = await shake(box);
  expect(told).toMatchObject({ progress: { message: 'shaken 1' } });
  expect(completed?.completed?.diagnostics).toMatchObject([{ severity: 1, summary: expect.stringContaining(summary) }]);
  expect(others).toEqual([]);
  expect(noted().at(-1)).toBe(`put down ${box}`);
});

test('an action that there is not is an error of its own', async () => {
  const [event] = await toy.events('InvokeAction', { actionType: 'toy_kick', config: config('blue') });
  expect(event?.completed?.diagnostics).toMatchObject([{ severity: 1, summary: 'There is no action "toy_kick"' }]);
});
