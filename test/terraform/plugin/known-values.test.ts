import fc from 'fast-check';
import {
  isGiven,
  type KnownValues,
  known,
  type ObjectValue,
  type Schema,
  UNKNOWN,
  type Value,
  type Values,
} from '../../../src/terraform/plugin';

const schema = {
  attributes: {
    name: { type: 'string', required: true },
    size: { type: 'number', optional: true },
    tags: { type: { map: 'string' }, optional: true },
    sides: { nested: { mode: 'list', attributes: { open: { type: 'bool', required: true } } }, optional: true },
  },
  blocks: { board: { mode: 'list', attributes: { width: { type: 'number', required: true } } } },
} as const satisfies Schema;

describe('values by their schema', () => {
  test('may be unknown in a plan: the compiler asks for a look', () => {
    const planned: Values<typeof schema> = {
      name: UNKNOWN,
      size: null,
      tags: { a: UNKNOWN },
      sides: [{ open: true }],
      board: UNKNOWN,
    };
    // @ts-expect-error it may be unknown, which has no such method
    expect(() => planned.name.toUpperCase()).toThrow(TypeError);
    expect(isGiven(planned.name) && planned.name.toUpperCase()).toBe(false);
    expect(isGiven(planned.size)).toBe(false);
    const tags = known(planned.tags);
    // @ts-expect-error there may be none, since one of them is not known
    expect(tags?.a === undefined || tags.a.length).toBe(true);
    expect(known(planned.sides)?.[0]?.open).toBe(true);
    expect(known(planned.board)?.[0]?.width).toBeUndefined();
  });

  test('are known in a state, and not null where they are required', () => {
    const state: KnownValues<typeof schema> = { name: 'one', size: 2n, tags: null, sides: null, board: [{ width: 1 }] };
    expect(state.name.toUpperCase()).toBe('ONE');
    // @ts-expect-error it may be null
    expect(state.size.toString()).toBe('2');
    expect(state.board.map(({ width }) => Number(width))).toEqual([1]);
    // @ts-expect-error a state has all attributes, and nothing that is unknown
    const wrong: KnownValues<typeof schema> = { name: UNKNOWN };
    expect(isGiven(wrong.name)).toBe(false);
    // Of a schema that is known at run time only, they are values of any kind.
    const any: KnownValues<Schema> = state satisfies ObjectValue;
    expect(any.name).toBe('one');
  });

  test('are all known or not at all, at any depth', () => {
    const { value } = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Value>(null, UNKNOWN, true, 'x', 1),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(value, (each) => {
        let unknowns = 0;
        const count = (one: Value): void => {
          if (one === UNKNOWN) unknowns += 1;
          else if (typeof one === 'object' && one !== null) Object.values(one).forEach(count);
        };
        count(each);
        expect(known(each)).toBe(unknowns === 0 ? each : undefined);
      }),
    );
  });
});
