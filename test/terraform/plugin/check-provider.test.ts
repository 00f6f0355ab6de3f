import {
  type AnyProvider,
  type Attribute,
  attach,
  checkProvider,
  type ListResource,
  type Schema,
} from '../../../src/terraform/plugin';
import { aponopgProvider } from '../../../src/terraform/provider/provider';
import { closedAfterwards } from '../../support/clean-up';
import { TOY, toyProvider } from './toy';
import { openToyFolder } from './toy-folder';

const verbs = {
  create: () => ({ state: {} }),
  read: () => null,
  update: () => ({ state: {} }),
  delete: () => undefined,
};

/** A provider with one resource of this schema. */
function providerOf(schema: Schema, more: Partial<AnyProvider> = {}, identity?: string[]): AnyProvider {
  const identified = identity && {
    identity: { attributes: Object.fromEntries(identity.map((name) => [name, {}])) },
  };
  return {
    schema: { attributes: {} },
    configure: () => null,
    resources: { toy_wrong: () => ({ schema, ...verbs, ...identified }) },
    ...more,
  };
}

const text = { type: 'string', optional: true } as const;
const dynamic = { type: 'dynamic', optional: true } as const;
const secret = { type: 'string', optional: true, writeOnly: true } as const;

describe('a provider that describes itself wrongly', () => {
  test.each<[string, Record<string, Attribute>, string]>([
    [
      'a type beside nested',
      { a: { type: 'string', nested: { mode: 'list', attributes: {} }, optional: true } },
      '"a" has a type and is nested. Keep one of them.',
    ],
    ['no type', { a: { optional: true } }, '"a" has no type. Give it one, or `nested` with attributes.'],
    ['none of the three', { a: { type: 'string' } }, '"a" is neither required, optional nor computed. Say which.'],
    ['required and optional', { a: { ...text, required: true } }, '"a" is required and optional. Keep one of them.'],
    [
      'required and computed',
      { a: { type: 'bool', required: true, computed: true } },
      '"a" is required and computed. What a person has to give is not computed: make it optional, or drop one.',
    ],
    [
      'write-only and computed',
      { a: { ...secret, computed: true } },
      '"a" is write-only and computed. What stands in no state cannot be computed: drop one.',
    ],
    [
      'write-only in a set',
      {
        a: {
          nested: {
            mode: 'set',
            attributes: { b: { nested: { mode: 'single', attributes: { c: secret } }, optional: true } },
          },
          optional: true,
        },
      },
      '"a.b.c" is write-only in a set, whose members Terraform tells apart by all they hold. Make it a list or a map, or all of the set write-only.',
    ],
    [
      'dynamic in a list',
      { a: { type: { list: 'dynamic' }, optional: true } },
      '"a" is dynamic in a collection, whose members all have one type. Make all of it dynamic, or give it a type.',
    ],
    [
      'dynamic in nested objects of a map',
      { a: { nested: { mode: 'map', attributes: { b: dynamic } }, optional: true } },
      '"a.b" is dynamic in a collection, whose members all have one type. Make all of it dynamic, or give it a type.',
    ],
    [
      'dynamic in a set',
      { a: { nested: { mode: 'set', attributes: { b: dynamic } }, optional: true } },
      '"a.b" is dynamic in a set, whose members all have one type. Make all of it dynamic, or give it a type.',
    ],
    [
      'a tuple',
      { a: { type: { tuple: ['string'] }, optional: true } },
      '"a" is a tuple. Those come in dynamic values only: take an object or a list.',
    ],
    [
      'a name that is none',
      { 'A-b': text },
      '"A-b" is no name: lower-case letters, digits and underscores are allowed, and no digit first.',
    ],
    [
      'a reserved name',
      { count: text },
      '"count" has a meaning of its own in every resource block. Give it another name.',
    ],
    [
      'useStateForUnknown of what is never unknown',
      { a: { ...text, useStateForUnknown: true } },
      '"a" has useStateForUnknown and is not computed, so that it is never unknown. Drop it.',
    ],
    [
      'requiresReplace within',
      { a: { nested: { mode: 'single', attributes: { b: { ...text, requiresReplace: true } } }, optional: true } },
      '"a.b" has requiresReplace, which outermost attributes of resources alone can have. Put it on the outermost one.',
    ],
  ])('is told of %s', (_what, attributes, expected) => {
    expect(checkProvider(providerOf({ attributes }))).toEqual([`toy_wrong: ${expected}`]);
  });

  test('is told of blocks that could never be written', () => {
    const block = { attributes: {} };
    const blocks = {
      a: { ...block, mode: 'single', minItems: 2 },
      b: { ...block, mode: 'list', maxItems: 0 },
      c: { ...block, mode: 'set', minItems: 3, maxItems: 2, attributes: { d: secret } },
      e: { ...block, mode: 'list', minItems: -1 },
      f: { ...block, mode: 'list' },
    } as const;
    expect(checkProvider(providerOf({ attributes: { f: text }, blocks }))).toEqual([
      'toy_wrong: "a" is a single block. It takes minItems: 1 where it has to be there, and no maxItems.',
      'toy_wrong: "b" has maxItems: 0, and could never be written. Leave maxItems out for any number.',
      'toy_wrong: "c" has minItems above maxItems. Turn them round.',
      expect.stringContaining('"c.d" is write-only in a set'),
      'toy_wrong: "e" has minItems or maxItems that are no whole numbers from 0 on.',
      'toy_wrong: "f" is an attribute and a block. Give one of them another name.',
    ]);
  });

  test('is told of identities, functions and its own configuration', () => {
    const provider = providerOf(
      { attributes: { name: text, all: { type: { map: 'string' }, optional: true } } },
      {
        schema: { attributes: { alias: text, key: secret } },
        functions: {
          shout: {
            summary: '',
            parameters: [
              { name: 'A', type: 'string' },
              { name: 'A', type: 'string' },
            ],
            returns: 'string',
            call: () => '',
          },
        },
      },
      ['nobody', 'all'],
    );
    expect(checkProvider(provider)).toEqual([
      'The provider\'s configuration: "alias" has a meaning of its own in every provider block. Give it another name.',
      'The provider\'s configuration: "key" is write-only. Only resources and actions stand in a state or plan to be left out of: drop it in a provider.',
      'toy_wrong: Its identity names "nobody", which the schema does not have: name, all.',
      'toy_wrong: Its identity names "all", which is of no primitive type, nor a list of one. Take another attribute.',
      ...Array(2).fill('shout: Its parameter "A" is no name: lower-case letters, digits and underscores are allowed.'),
      'shout: It has two parameters "A". Give one of them another name.',
    ]);
    const list: ListResource = {
      schema: { attributes: { count: text, key: { ...text, writeOnly: true } } },
      list: () => [],
    };
    const lists = { toy_wrong: list, toy_none: { ...list, schema: { attributes: {} } } };
    expect(checkProvider(providerOf({ attributes: { name: text } }, { listResources: lists }))).toEqual([
      'toy_wrong: "key" is write-only. Only resources and actions stand in a state or plan to be left out of: drop it in a list resource.',
      'toy_wrong: It is listed, and has no identity. Give the resource one.',
      'toy_none: It is listed, and there is no such resource. Call it by the name of one.',
    ]);
    expect(checkProvider(providerOf({ attributes: {} }, {}, []))).toEqual([
      'toy_wrong: Its identity has no attributes. Name those that tell one object from all others.',
    ]);
  });

  test('is told of an action that would give something back', () => {
    const attributes = { at: { type: 'string', computed: true }, key: secret } as const;
    const action = { schema: { attributes }, async *invoke() {} };
    expect(checkProvider(providerOf({ attributes: {} }, { actions: { toy_kick: action } }))).toEqual([
      'toy_kick: "at" is computed, and an action gives nothing back. Drop it.',
    ]);
  });

  test('ends every command of Terraform with all of it', async () => {
    const attached = closedAfterwards(
      await attach(TOY, providerOf({ attributes: { a: { type: 'string' }, b: { ...text, required: true } } })),
    );
    const here = closedAfterwards(openToyFolder({ reattach: JSON.parse(attached.reattach) }));
    here.configure('resource "toy_wrong" "a" {}');
    const said = await here.failing.plan();
    expect(said).toContain('toy_wrong: "a" is neither required, optional nor computed. Say which.');
    expect(said).toContain('toy_wrong: "b" is required and optional. Keep one of them.');
  });
});

test.each([
  ['the toy', toyProvider()],
  ['aponopg', aponopgProvider({})],
])('%s describes itself well', (_name, provider) => {
  expect(checkProvider(provider as AnyProvider)).toEqual([]);
});
