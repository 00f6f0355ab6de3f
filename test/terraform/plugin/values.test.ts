import { decode as oracleDecode, encode as oracleEncode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { UNKNOWN, type Value } from '../../../src/terraform/plugin';
import type { Type } from '../../../src/terraform/plugin/value/type';
import { decodeJson, decodeMsgpack } from '../../../src/terraform/plugin/wire/decode-value';
import { encodeMsgpack } from '../../../src/terraform/plugin/wire/encode-value';
import { readNumber } from '../../../src/terraform/plugin/wire/number';
import { typeFromJson, typeToJson } from '../../../src/terraform/plugin/wire/type-json';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', 'toString'),
  fc.string({ minLength: 30, maxLength: 70_000, unit: fc.constant('é') }),
);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => readNumber(value === 0 ? 0 : value)),
  fc.bigInt({ min: -(2n ** 400n), max: 2n ** 400n }).map(readNumber),
);

/** A type together with values of it. */
const typed: fc.Arbitrary<[Type, Value]> = fc
  .letrec<{ type: Type }>((tie) => ({
    type: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Type>('string', 'number', 'bool', 'dynamic'),
      tie('type').map((list) => ({ list })),
      tie('type').map((set) => ({ set })),
      tie('type').map((map) => ({ map })),
      fc.array(tie('type'), { maxLength: 3 }).map((tuple) => ({ tuple })),
      fc.dictionary(text, tie('type'), { maxKeys: 3, noNullPrototype: true }).map((object) => ({ object })),
    ),
  }))
  .type.chain((type) => fc.tuple(fc.constant(type), anyOf(type)));

function anyOf(type: Type): fc.Arbitrary<Value> {
  const special = fc.constantFrom<Value>(null, UNKNOWN);
  return fc.oneof({ weight: 1, arbitrary: special }, { weight: 8, arbitrary: known(type) });
}

function known(type: Type): fc.Arbitrary<Value> {
  if (type === 'string') return text;
  if (type === 'number') return number;
  if (type === 'bool') return fc.boolean();
  if (type === 'dynamic') {
    const inner = fc.constantFrom<Type>('string', 'number', { list: 'bool' }, { tuple: ['string', 'dynamic'] });
    return inner.chain((of) => anyOf(of).map((value) => ({ type: typeToJson(of) as Value, value })));
  }
  if ('list' in type) return fc.array(anyOf(type.list), { maxLength: 40 });
  if ('set' in type) return fc.array(anyOf(type.set), { maxLength: 4 });
  if ('tuple' in type) return fc.tuple(...type.tuple.map(anyOf));
  if ('map' in type) return fc.dictionary(text, anyOf(type.map), { maxKeys: 20, noNullPrototype: true });
  return fc
    .tuple(...Object.values(type.object).map(anyOf))
    .map((values) => Object.fromEntries(Object.keys(type.object).map((name, index) => [name, values[index] ?? null])));
}

describe('values on the wire', () => {
  test('every value of every type comes back as it was', () => {
    fc.assert(
      fc.property(typed, ([type, value]) => {
        expect(decodeMsgpack(type, encodeMsgpack(type, value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('what is written is the MessagePack that others read, and the reverse', () => {
    const plain = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string({ maxLength: 300 }));
    const shape: Type = { object: { list: { list: 'string' }, map: { map: 'number' }, flag: 'bool' } };
    const values = fc.record({
      list: fc.array(fc.string({ maxLength: 300 }), { maxLength: 40 }),
      map: fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        fc.integer(),
        { noNullPrototype: true },
      ),
      flag: fc.boolean(),
    });
    fc.assert(
      fc.property(values, plain, (value, odd) => {
        // Numbers go as decimal text, which every Terraform compares well.
        const texts = Object.fromEntries(Object.entries(value.map).map(([key, each]) => [key, String(each)]));
        expect(oracleDecode(encodeMsgpack(shape, value))).toEqual({ ...value, map: texts });
        expect(decodeMsgpack(shape, oracleEncode(value))).toEqual(value);
        // Of another type it is refused with a message, not with a crash.
        if (odd !== null) expect(() => decodeMsgpack(shape, oracleEncode(odd))).toThrow('expected');
      }),
    );
  });

  test('every extension is unknown, whatever it carries', () => {
    for (const hex of ['d40000', 'c7030cabcdef', 'c800020cabcd', `d8ff${'00'.repeat(16)}`, 'd50c8101']) {
      expect(decodeMsgpack('string', Buffer.from(hex, 'hex'))).toBe(UNKNOWN);
    }
    expect(encodeMsgpack('dynamic', UNKNOWN).toString('hex')).toBe('d40000');
  });

  test('numbers keep every digit or are refused', () => {
    const read = (json: string) => decodeJson('number', Buffer.from(json));
    expect(read('12345678901234567890')).toBe(12345678901234567890n);
    expect(read('9007199254740991')).toBe(9007199254740991);
    expect(read('1e3')).toBe(1000);
    expect(read('"-0.10"')).toBe(-0.1);
    expect(read('-0')).toBe(0);
    expect(() => read('0.12345678901234567890')).toThrow('decimal places');
    expect(() => read('1e999999')).toThrow('number');
    expect(() => read('"0x10"')).toThrow('number');
    expect(decodeMsgpack('number', Buffer.from('cfffffffffffffffff', 'hex'))).toBe(2n ** 64n - 1n);
    expect(() => encodeMsgpack('number', Number.NaN)).toThrow('finite');
  });

  test('numbers inside JSON strings are left alone', () => {
    const text = 'say "12345678901234567890" \\ 0.12345678901234567890';
    expect(decodeJson('string', Buffer.from(JSON.stringify(text)))).toBe(text);
  });

  test('a fault is told with its path and without the value', () => {
    const type: Type = { object: { a: { list: { object: { b: 'number' } } } } };
    const wrong = { a: [{ b: 1 }, { b: 'secret' }] };
    expect(() => encodeMsgpack(type, wrong)).toThrow(expect.objectContaining({ path: ['a', 1, 'b'] }));
    expect(() => decodeJson(type, Buffer.from(JSON.stringify(wrong)))).toThrow(
      expect.objectContaining({ path: ['a', 1, 'b'], message: expect.not.stringContaining('secret') }),
    );
    expect(() => encodeMsgpack(type, { a: [], c: 1 })).toThrow('"c"');
  });

  test('arbitrary bytes are read or refused, never more', () => {
    fc.assert(
      fc.property(typed, fc.uint8Array({ maxLength: 64 }), ([type], bytes) => {
        for (const decode of [decodeMsgpack, decodeJson]) {
          try {
            decode(type, bytes);
          } catch (error) {
            expect((error as Error).constructor.name).toBe('ValueError');
          }
        }
      }),
    );
    const deep = Buffer.alloc(1_000_000, 0x91);
    expect(() => decodeMsgpack('dynamic', deep)).toThrow('cannot be read');
    expect(() => decodeMsgpack('dynamic', Buffer.concat([deep, Buffer.of(0xc0)]))).toThrow('expected');
    expect(() => decodeMsgpack('dynamic', Buffer.from('ddffffffff', 'hex'))).toThrow('cannot be read');
    expect(() => decodeJson('dynamic', Buffer.from('['.repeat(1_000_000)))).toThrow('cannot be read');
  });

  test('types survive their JSON notation', () => {
    fc.assert(fc.property(typed, ([type]) => expect(typeFromJson(typeToJson(type))).toEqual(type)));
    for (const wrong of [null, 'text', [], ['list'], ['object', 1], {}]) {
      expect(() => typeFromJson(wrong)).toThrow('not a Terraform type');
    }
  });
});
