import fc from 'fast-check';
import {
  type Attribute,
  attach,
  defaultPlan,
  known,
  type ObjectValue,
  type Schema,
  UNKNOWN,
  type Value,
} from '../../../src/terraform/plugin';
import { closedAfterwards } from '../../support/clean-up';
import { TOY, toyProvider } from './toy';
import { openToyFolder, type ToyFolder } from './toy-folder';

/** A resource with blocks and without a plan of its own, driven by Terraform. */
describe('the default plan', () => {
  let here: ToyFolder;

  beforeEach(async () => {
    const attached = closedAfterwards(await attach(TOY, toyProvider));
    here = closedAfterwards(openToyFolder({ reattach: JSON.parse(attached.reattach) }));
  });

  const shelf = (name: string, note: string, more = '') =>
    here.configure(`resource "toy_shelf" "a" {
      name = "${name}"
      note = "${note}"
      board {
        width = 80
        hook { colour = "red" }
        hook { colour = "blue" }
      }
      board {
        width = 60
        label = "mine"
      }
      place { room = "hall" }
      ${more}
    }`);

  async function change() {
    const { resource_changes } = (await here.planJson()) as unknown as {
      resource_changes: { change: { actions: string[]; after: object; after_unknown: Record<string, unknown> } }[];
    };
    return resource_changes[0]?.change;
  }

  test('leaves open what is computed where something changes, save what stays, and nothing where nothing does', async () => {
    shelf('one', 'new');
    expect(await change()).toMatchObject({
      actions: ['create'],
      after_unknown: { id: true, revision: true, board: [{ label: true }, {}] },
    });
    await here.apply();
    expect(here.attributes('toy_shelf.a')).toMatchObject({
      id: 'shelf-one',
      revision: 1,
      board: [
        { width: 80, label: 'board 0', hook: [{ colour: 'blue' }, { colour: 'red' }] },
        { width: 60, label: 'mine', hook: [] },
      ],
      wall: null,
      place: { room: 'hall' },
    });
    await here.expectNoChanges();

    shelf('one', 'newer', 'wall {}');
    const update = await change();
    expect(update).toMatchObject({
      actions: ['update'],
      after: { id: 'shelf-one', note: 'newer', wall: { side: null } },
      after_unknown: { revision: true, board: [{ label: true }, {}] },
    });
    expect(update?.after_unknown).not.toHaveProperty('id');
    await here.apply('tfplan');
    expect(here.attributes('toy_shelf.a')).toMatchObject({ id: 'shelf-one', revision: 2, note: 'newer' });

    shelf('two', 'newer');
    expect(await change()).toMatchObject({ actions: ['delete', 'create'], after_unknown: { id: true } });
    await here.apply('tfplan');
    expect(here.attributes('toy_shelf.a')).toMatchObject({ id: 'shelf-two', revision: 1 });
  });

  test('has blocks that Terraform counts, and that an import may leave out', async () => {
    here.configure('resource "toy_shelf" "a" {\n name = " "\n}');
    const none = await here.failing.plan();
    expect(none).toContain('At least 1 "board" blocks are required.');
    expect(none).toContain('A block of type "place" is required here.');
    shelf('one', 'new', 'board { width = 1 }');
    expect(await here.failing.plan()).toContain('No more than 2 "board" blocks are allowed');
    shelf(' ', 'new');
    expect(await here.failing.plan()).toContain('A shelf has a name');
    shelf('one', 'new');
    await here.import('toy_shelf.a', 'one');
    expect(here.attributes('toy_shelf.a')).toMatchObject({ name: 'one', board: [], wall: null, place: null });
  });
});

/** Whatever the schema: the rules of Terraform's core that a plan has to keep (`AssertPlanValid`). */
describe('the default plan of any schema', () => {
  const leaf = fc.constantFrom<Attribute>(
    { type: 'string', required: true },
    { type: 'string', optional: true },
    { type: 'string', computed: true },
    { type: 'string', optional: true, computed: true },
    { type: 'string', computed: true, useStateForUnknown: true },
    { type: 'string', optional: true, requiresReplace: true },
  );
  const leaves = fc.dictionary(fc.constantFrom('a', 'b', 'c'), leaf, { noNullPrototype: true });
  const nested = fc
    .record({ mode: fc.constantFrom('single' as const, 'list' as const, 'map' as const), attributes: leaves })
    .map((each): Attribute => ({ nested: each, optional: true }));
  const attributes = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 1, arbitrary: nested }),
    { noNullPrototype: true },
  );
  const text = fc.constantFrom<Value>(null, 'x', 'y');

  /** A configuration, and what Terraform proposes of it and of a state that was there. */
  function objects(all: Schema['attributes']): fc.Arbitrary<{ config: ObjectValue; proposed: ObjectValue }> {
    const members = Object.entries(all).map(([name, each]) => values(each).map((pair) => [name, pair] as const));
    return fc.tuple(...members).map((pairs) => ({
      config: Object.fromEntries(pairs.map(([name, { config }]) => [name, config])),
      proposed: Object.fromEntries(pairs.map(([name, { proposed }]) => [name, proposed])),
    }));
  }

  function values({
    nested,
    computed,
    optional,
    required,
  }: Attribute): fc.Arbitrary<{ config: Value; proposed: Value }> {
    if (nested) {
      const one = objects(nested.attributes);
      if (nested.mode === 'single') return one;
      if (nested.mode === 'list') {
        return fc.array(one, { maxLength: 2 }).map((all) => ({
          config: all.map(({ config }) => config),
          proposed: all.map(({ proposed }) => proposed),
        }));
      }
      return one.map(({ config, proposed }) => ({ config: { k: config }, proposed: { k: proposed } }));
    }
    const configured = required ? fc.constantFrom<Value>('x', 'y', UNKNOWN) : optional ? text : fc.constant(null);
    return fc.tuple(configured, text).map(([config, state]) => ({
      config,
      proposed: computed && config === null ? state : config,
    }));
  }

  const planning = attributes.chain((all) => fc.tuple(fc.constant({ attributes: all }), objects(all)));

  test('keeps what is configured, and leaves open what is computed and neither configured nor kept', () => {
    fc.assert(
      fc.property(planning, ([schema, { config, proposed }]) => {
        const { planned } = defaultPlan(schema, { config, prior: null, proposed });
        const look = (all: Schema['attributes'], one: ObjectValue, set: ObjectValue, before: ObjectValue): void => {
          for (const [name, { nested, computed, useStateForUnknown }] of Object.entries(all)) {
            const [value, given, kept]: (Value | undefined)[] = [one[name], set[name], before[name]];
            if (nested) {
              const parts = (whole: Value | undefined) =>
                (nested.mode === 'single' ? [whole] : Object.values(whole as object)) as ObjectValue[];
              parts(value).forEach((part, at) => {
                look(nested.attributes, part, parts(given)[at] ?? {}, parts(kept)[at] ?? {});
              });
            } else if (!computed || given !== null) expect(value).toBe(given);
            else expect(value).toBe(useStateForUnknown && kept !== null ? kept : UNKNOWN);
          }
        };
        look(schema.attributes, planned, config, proposed);
      }),
    );
  });

  test('is nothing where nothing changes, and replaces for those alone that change and say so', () => {
    fc.assert(
      fc.property(planning, ([schema, { config, proposed }]) => {
        fc.pre(known(proposed) !== undefined);
        expect(defaultPlan(schema, { config, prior: proposed, proposed })).toEqual({ planned: proposed });
        const prior = Object.fromEntries(
          Object.entries(proposed).map(([name, value]): [string, Value] => [name, value === 'x' ? 'y' : value]),
        );
        const { replace = [] } = defaultPlan(schema, { config, prior, proposed });
        const expected = Object.entries(schema.attributes).filter(
          ([name, { requiresReplace }]) => requiresReplace && proposed[name] === 'x',
        );
        expect(replace).toEqual(expected.map(([name]) => [name]));
      }),
    );
  });
});
