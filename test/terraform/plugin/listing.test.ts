import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StatusObject, status } from '@grpc/grpc-js';
import { attach } from '../../../src/terraform/plugin';
import { decodeMsgpack } from '../../../src/terraform/plugin/wire/decode-value';
import { type Message, writeMessage } from '../../../src/terraform/plugin/wire/messages';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { finds, terraformPrograms } from '../../support/terraform-program';
import { TOY, toyProvider } from './toy';
import { type ToyClient, toyClient } from './toy-client';
import { openToyFolder } from './toy-folder';

type Event = Message<'ListResource.Event'>;

let toy: ToyClient;
let folder: string;

beforeAll(async () => {
  toy = await toyClient();
});

beforeEach(async () => {
  folder = freshFolder('boxes');
  await toy.ask('ConfigureProvider', { config: json({ folder }) });
});

const json = (value: object) => ({ json: Buffer.from(JSON.stringify(value)) });
const store = (name: string, text: object | string = { name }) =>
  writeFileSync(join(folder, `${name}.json`), typeof text === 'string' ? text : JSON.stringify(text));
const seen = () => {
  const file = join(folder, 'keys.log');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
const list = (config: object = {}, more: Message<'ListResource.Request'> = {}) =>
  toy.events('ListResource', { typeName: 'toy_box', config: json({ prefix: null, ...config }), ...more });
const nameOf = ({ identity }: Event) =>
  decodeMsgpack({ object: { name: 'string' } }, identity?.identityData?.msgpack as Uint8Array);

describe('a list, message by message', () => {
  test('is named in metadata and described in the schema', async () => {
    const { listResources, serverCapabilities } = await toy.ask('GetMetadata');
    expect(listResources).toEqual([{ typeName: 'toy_box' }]);
    expect(serverCapabilities).toMatchObject({ generateResourceConfig: true });
    const { listResourceSchemas } = await toy.ask('GetProviderSchema');
    expect(listResourceSchemas).toMatchObject({
      toy_box: { block: { attributes: [{ name: 'prefix', optional: true, descriptionKind: 1 }] } },
    });
  });

  test('is validated by itself and by its schema', async () => {
    const validate = (typeName: string, config: object) =>
      toy.ask('ValidateListResourceConfig', { typeName, config: json(config) });
    expect(await validate('toy_box', { prefix: 'a' })).toEqual({});
    expect((await validate('toy_box', { prefix: '' })).diagnostics).toMatchObject([
      { severity: 1, summary: 'A prefix has letters', attribute: { steps: [{ attributeName: 'prefix' }] } },
    ]);
    expect((await validate('toy_box', { suffix: 'a' })).diagnostics).toMatchObject([
      { severity: 1, summary: 'The configuration cannot be used' },
    ]);
    expect((await validate('toy_key', {})).diagnostics).toMatchObject([
      { severity: 1, summary: 'There is no list resource "toy_key"', detail: expect.stringContaining('toy_box') },
    ]);
  });

  test('gives identity and name of each, and the object where it is asked for, without what is write-only', async () => {
    store('one', { name: 'one', content: 'tea', key_wo: 'secret' });
    store('two');
    const events = await list();
    expect(events.map(nameOf)).toEqual([{ name: 'one' }, { name: 'two' }]);
    expect(events.map(({ displayName }) => displayName)).toEqual(['Box one', 'Box two']);
    expect(events.map(({ resourceObject }) => resourceObject)).toEqual([undefined, undefined]);
    const [whole] = await list({ prefix: 'o' }, { includeResourceObject: true });
    expect(Buffer.from(whole?.resourceObject?.msgpack as Uint8Array).toString('latin1')).toContain('tea');
    expect(Buffer.from(whole?.resourceObject?.msgpack as Uint8Array).toString('latin1')).not.toContain('secret');
  });

  test('ends at the limit, and looks no further; what it only warns of does not count', async () => {
    for (const name of ['a', 'b', 'c', 'd']) store(name, name === 'b' ? 'no JSON' : { name });
    const events = await list({}, { limit: 2 });
    expect(events.map(({ displayName }) => displayName)).toEqual(['Box a', undefined, 'Box c']);
    expect(events[1]).toEqual({ diagnostic: [{ severity: 2, summary: 'Nobody can look into b' }] });
    expect(seen()).toEqual(['looked at a', 'looked at b', 'looked at c', 'listed']);
    expect(await list({ prefix: 'x' })).toEqual([]);
  });

  test('warns beside an object, and ends with what went wrong', async () => {
    store('heavy');
    store('broken');
    store('a');
    expect(await list({ prefix: 'heavy' })).toMatchObject([
      { displayName: 'Box heavy', diagnostic: [{ severity: 2, summary: 'It is heavy' }] },
    ]);
    expect(await list()).toMatchObject([
      { displayName: 'Box a' },
      { diagnostic: [{ severity: 1, summary: 'A box broke', attribute: { steps: [{ attributeName: 'prefix' }] } }] },
    ]);
    store('crash');
    const [fault] = await list({ prefix: 'crash' });
    expect(fault).toMatchObject({ diagnostic: [{ severity: 1, summary: 'Internal fault in the provider' }] });
  });

  test('is over when Terraform wants no more', async () => {
    const content = 'x'.repeat(5000);
    for (let index = 0; index < 1000; index += 1) store(`box_${index}`, { name: `box_${index}`, content });
    const config = json({ prefix: null });
    const request = writeMessage('ListResource.Request', { typeName: 'toy_box', config, includeResourceObject: true });
    const stream = toy.open('ListResource', request).on('error', () => undefined);
    const ended = new Promise<StatusObject>((resolve) => stream.once('status', resolve));
    await once(stream, 'data');
    stream.cancel();
    expect((await ended).code).toBe(status.CANCELLED);
    while (seen().at(-1) !== 'listed') await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen().length).toBeLessThan(1000);
  });
});

describe('generated configuration', () => {
  const generate = async (state: object | null) => {
    const answer = await toy.ask('GenerateResourceConfig', {
      typeName: 'toy_box',
      ...(state && { state: json({ ...EMPTY, ...state }) }),
    });
    return answer;
  };
  const EMPTY = {
    ...{ id: null, name: null, content: null, size: null, slow: null, fail: null, tags: null, labels: null, old: null },
    ...{ key_wo: null, key_hash: null, lid: null, sides: null, stickers: null, rooms: null },
  };

  test('has nothing that only the provider sets, that is secret, or that is deprecated', async () => {
    const { config, diagnostics } = await generate({
      ...{
        id: 'box-one',
        name: 'one',
        content: 'tea',
        old: 'old tea',
        key_wo: 'secret',
        key_hash: 7,
        tags: { a: 'b' },
      },
      lid: { colour: 'red', serial: '#red' },
      rooms: { hall: { colour: 'blue', serial: '#blue', pin_wo: '1234' } },
    });
    expect(diagnostics).toBeUndefined();
    const text = Buffer.from(config?.msgpack as Uint8Array).toString('latin1');
    for (const kept of ['one', 'tea', 'red', 'blue', 'hall']) expect(text).toContain(kept);
    for (const left of ['box-one', 'old tea', 'secret', '#red', '#blue', '1234']) expect(text).not.toContain(left);
    expect(Buffer.from((await generate(null)).config?.msgpack as Uint8Array)).toEqual(Buffer.from([0xc0]));
  });

  test('is warned of where Terraform would write a text otherwise', async () => {
    const texts = {
      a: '{"b": 1}',
      b: '{"a":[1,"<x>"]}',
      c: '{"a":[1,"\\u003cx\\u003e"],"b":null}',
      d: ' []',
      e: '[1.0]',
      f: '"text"',
      g: '{not JSON}',
      h: '{"b":1,"a":2}',
    };
    for (const [name, content] of Object.entries(texts)) store(name, { name, content, old: '{"b": 1}', id: '{ }' });
    const events = await list({}, { includeResourceObject: true });
    const warned = events.map((each) => [each.displayName, (each.diagnostic ?? []).map(({ summary }) => summary)]);
    const content = ['"content" is generated as another text'];
    expect(Object.fromEntries(warned)).toEqual({
      ...{ 'Box a': content, 'Box b': content, 'Box c': [], 'Box d': content, 'Box e': content, 'Box f': [] },
      ...{ 'Box g': [], 'Box h': content },
    });
  });
});

const programs = terraformPrograms().filter(finds);
const described = programs.length > 0 ? programs : ['(none of Terraform 1.14 or newer is there)'];

describe.each(described)('a query, driven by %s', (program) => {
  const testIf = programs.length > 0 ? test : test.skip;

  testIf('finds boxes, and writes the configuration that imports them', async () => {
    const attached = closedAfterwards(await attach(TOY, toyProvider));
    const here = closedAfterwards(openToyFolder({ program, reattach: JSON.parse(attached.reattach) }));
    here.configure('');
    await here.init();
    for (const name of ['one', 'two', 'three']) {
      writeFileSync(
        join(here.boxes, `${name}.json`),
        JSON.stringify({ name, id: `box-${name}`, content: `in $\{${name}}` }),
      );
    }
    here.write(
      'boxes.tfquery.hcl',
      'list "toy_box" "all" {\n  provider = toy\n  limit = 2\n  config {\n    prefix = "t"\n  }\n}\n',
    );
    const { stdout } = await here.run('query', '-no-color', '-generate-config-out=found.tf');
    expect(stdout).toMatch(/name=three\s+Box three[\s\S]*name=two\s+Box two/);
    expect((await here.plan('-no-color')).stdout).toContain('2 to import, 0 to add, 0 to change, 0 to destroy');
    await here.apply();
    await here.expectNoChanges();
  });
});
