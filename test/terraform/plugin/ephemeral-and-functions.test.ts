import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attach } from '../../../src/terraform/plugin';
import { decodeMsgpack } from '../../../src/terraform/plugin/wire/decode-value';
import { encodeMsgpack } from '../../../src/terraform/plugin/wire/encode-value';
import type { Message } from '../../../src/terraform/plugin/wire/messages';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { TOY, toyProvider } from './toy';
import { type ToyClient, toyClient } from './toy-client';
import { openToyFolder, type ToyFolder } from './toy-folder';

const KEY = { object: { box: 'string', minutes: 'number', secret: 'string' } } as const;

describe('ephemeral resources and functions, message by message', () => {
  let toy: ToyClient;
  let folder: string;

  beforeAll(async () => {
    toy = await toyClient();
    folder = freshFolder('boxes');
    const config = { json: Buffer.from(JSON.stringify({ folder })) };
    await toy.ask('ConfigureProvider', { config });
  });

  const open = (config: object, clientCapabilities = {}) =>
    toy.ask('OpenEphemeralResource', {
      typeName: 'toy_key',
      config: { json: Buffer.from(JSON.stringify(config)) },
      clientCapabilities,
    });

  test('are named in metadata and described in the schema', async () => {
    const metadata = await toy.ask('GetMetadata');
    expect(metadata).toMatchObject({ ephemeralResources: [{ typeName: 'toy_key' }], functions: [{ name: 'shout' }] });
    const schema = await toy.ask('GetProviderSchema');
    const attributes = [
      { name: 'box', required: true },
      { name: 'minutes', optional: true },
      { name: 'secret', computed: true, sensitive: true },
    ];
    expect(schema.ephemeralResourceSchemas).toMatchObject({ toy_key: { block: { attributes } } });
    const { functions } = await toy.ask('GetFunctions');
    expect(functions).toEqual(schema.functions);
    expect(functions?.shout).toMatchObject({
      summary: 'Says it louder',
      parameters: [{ name: 'text', description: 'What to say.' }],
      variadicParameter: { name: 'marks', allowNullValue: true },
    });
  });

  test('one is validated, opened, renewed and closed, with its private data and its times', async () => {
    const config = { json: Buffer.from('{"box":"","minutes":null,"secret":null}') };
    const found = await toy.ask('ValidateEphemeralResourceConfig', {
      typeName: 'toy_key',
      config,
    });
    expect(found.diagnostics).toMatchObject([
      { severity: 1, summary: 'A key needs a box', attribute: { steps: [{ attributeName: 'box' }] } },
    ]);

    const opened = await open({ box: 'one', minutes: 5 });
    expect(decodeMsgpack(KEY, opened.result?.msgpack as Uint8Array)).toEqual({
      box: 'one',
      minutes: 5,
      secret: 'key of one',
    });
    expect(opened.renewAt).toEqual({ seconds: Date.UTC(2030, 0, 1, 0, 5) / 1000, nanos: 250_000_000 });
    const renew = (kept: Uint8Array | undefined) =>
      toy.ask('RenewEphemeralResource', {
        typeName: 'toy_key',
        private: kept,
      });
    const renewed = await renew(opened.private);
    expect(renewed.renewAt).toEqual({ seconds: Date.UTC(2031, 0) / 1000, nanos: 0 });
    const last = await renew(renewed.private);
    expect(last.renewAt).toBeUndefined();
    const closed = await toy.ask('CloseEphemeralResource', {
      typeName: 'toy_key',
      private: last.private,
    });
    expect(closed.diagnostics).toMatchObject([{ severity: 2, summary: 'The key was left in the box' }]);
    expect(readFileSync(join(folder, 'keys.log'), 'utf8')).toBe('opened one\nrenewed one\nrenewed one\nclosed one\n');
  });

  test('one that has to wait says so to who can wait, and fails for who cannot', async () => {
    expect(await open({ box: 'later' }, { deferralAllowed: true })).toMatchObject({ deferred: { reason: 3 } });
    const { diagnostics, deferred } = await open({ box: 'later' });
    expect(deferred).toBeUndefined();
    expect(diagnostics).toMatchObject([{ severity: 1, summary: 'It cannot be opened yet' }]);
    expect((await open({ box: 'broken' })).diagnostics).toMatchObject([{ severity: 1, summary: 'The key broke' }]);
    const unknown = await toy.ask('RenewEphemeralResource', {
      typeName: 'x',
    });
    expect(unknown.diagnostics).toMatchObject([{ summary: 'There is no ephemeral resource "x"' }]);
  });

  test('a function gives its result, or what is wrong with which argument', async () => {
    const call = (name: string, ...args: Message<'DynamicValue'>[]) =>
      toy.ask('CallFunction', { name, arguments: args });
    const text = (value: string | null) => ({ msgpack: encodeMsgpack('string', value) });
    const marks = (value: string[]) => ({ msgpack: encodeMsgpack({ list: 'string' }, value) });
    const { result } = await call('shout', text('tea'), marks(['!', '?']), marks(['!']));
    expect(decodeMsgpack('string', result?.msgpack as Uint8Array)).toBe('TEA!?!');
    const failure = async (...given: Parameters<typeof call>) => (await call(...given)).error;
    expect(await failure('shout', text('hush'))).toEqual({ text: 'Nothing is said here.', functionArgument: 0 });
    expect(await failure('shout', text('tea'), text('!'))).toEqual({
      text: '"marks" cannot be used: a list was expected.',
      functionArgument: 1,
    });
    expect(await failure('shout')).toEqual({ text: '1 arguments are needed, 0 were given.' });
    expect(await failure('whisper')).toMatchObject({ text: expect.stringContaining('There is no function "whisper"') });
    expect(await failure('shout', text('crash'))).toMatchObject({ text: expect.stringContaining('the toy broke') });
  });
});

/** Real Terraform, 1.10 or newer. */
describe('ephemeral resources and functions, driven by Terraform', () => {
  let here: ToyFolder;

  beforeAll(async () => {
    const attached = closedAfterwards(await attach(TOY, toyProvider));
    here = closedAfterwards(openToyFolder({ reattach: JSON.parse(attached.reattach) }));
  });

  test('a key opens for a write-only argument, is closed, and stands nowhere', async () => {
    here.configure(`ephemeral "toy_key" "k" { box = "one" }
    resource "toy_box" "a" {
      name    = "one"
      content = provider::toy::shout("tea", ["!"])
      key_wo  = ephemeral.toy_key.k.secret
    }`);
    await here.init();
    await here.apply();
    expect(here.attributes()).toMatchObject({ content: 'TEA!', key_wo: null });
    expect(here.attributes().key_hash).toBeGreaterThan(7);
    expect(here.read('terraform.tfstate')).not.toContain('key of one');
    expect(readFileSync(join(here.boxes, 'keys.log'), 'utf8')).toMatch(/^(opened one\nclosed one\n)+$/);
    await here.expectNoChanges();
    here.configure('output "x" { value = provider::toy::shout("hush") }');
    expect(await here.failing.plan()).toContain('Nothing is said here.');
  });
});
