/** Every constructor and function of the package, called as a program without a compiler may call it. */
import type { TerraformStack } from 'cdktf';
import * as constructs from '../../constructs';
import type { ObjectType, ValueType } from '../../constructs/checks/wrong-values';
import { PROP_TYPES } from '../../constructs/prop-types';
import { ProblemError } from '../../src/problem';
import { CALLS, CONSTRUCTORS, World } from './calls';

const TYPES: Readonly<Record<string, ObjectType>> = PROP_TYPES;
const WRONG: readonly unknown[] = [undefined, null, 5, 'text', [], {}, () => 1];
/** In the place of what a description checks, which has tests of its own. */
const WRONG_ANYWHERE: readonly unknown[] = [null, {}];

/** What makes a wrong value of a right one, and whether it must be refused. */
type Mutation = readonly [what: string, change: (right: never) => unknown, must: boolean];

function mutations(type: ValueType, right: unknown, required: boolean, place: string): Mutation[] {
  const replaced = (type === 'any' ? WRONG_ANYWHERE : WRONG).map((value): Mutation => {
    const must = value === undefined ? required : !mayBe(type, value);
    return [`${place} = ${shown(value)}`, () => value, must];
  });
  if (typeof type === 'object' && 'list' in type && Array.isArray(right) && right.length > 0) {
    const first = mutations(type.list, right[0], true, `${place}[0]`);
    return [
      ...replaced,
      ...first.map(([what, change, must]): Mutation => {
        return [what, ([each, ...others]: readonly unknown[]) => [change(each as never), ...others], must];
      }),
    ];
  }
  const object = typeof type === 'object' && 'of' in type ? TYPES[type.of] : undefined;
  if (object === undefined || object.open || typeof right !== 'object' || right === null) return replaced;
  const members = Object.entries(object.members).flatMap(([name, member]) => {
    const value = (right as Record<string, unknown>)[name];
    return mutations(member, value, object.required.includes(name), `${place}.${name}`).map(
      ([what, change, must]): Mutation => {
        return [what, (given: Record<string, unknown>) => ({ ...given, [name]: change(given[name] as never) }), must];
      },
    );
  });
  return [
    ...replaced,
    [`${place}.unknownMember`, (given: object) => ({ ...given, unknownMember: 1 }), true],
    ...members,
  ];
}

/** Whether a value could be right. Null never is; what a description checks may be anything here. */
function mayBe(type: ValueType, value: unknown): boolean {
  if (value === null) return false;
  if (type === 'any') return true;
  if (type === 'text') return typeof value === 'string';
  if (type === 'construct') return false;
  if (typeof type === 'string') return typeof value === type;
  if ('either' in type) return type.either.some((each) => mayBe(each, value));
  if ('values' in type) return false;
  if ('list' in type) return Array.isArray(value);
  if ('map' in type) return typeof value === 'object' && !Array.isArray(value);
  return typeof value === 'object' && !Array.isArray(value) && TYPES[type.of]?.required.length === 0;
}

function shown(value: unknown): string {
  return typeof value === 'function' ? 'a function' : String(JSON.stringify(value));
}

/** Says what is wrong with how a call went: nothing but a `ProblemError` may be thrown, and that where it must be. */
function fault(call: () => unknown, must: boolean): string | undefined {
  try {
    call();
    return must ? 'was accepted' : undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) return `threw ${error}`;
    const complete = error.problems.every(({ code, path, allowed, next }) => code && path && (allowed || next));
    return complete ? undefined : `does not say what to do: ${error.message}`;
  }
}

type Call = readonly [run: (given: World, args: readonly unknown[]) => unknown, right: (given: World) => unknown[]];

function faultsOf([run, right]: Call, types: readonly (readonly [string, ValueType, boolean])[]): string[] {
  const first = new World();
  const args = right(first);
  const good = fault(() => run(first, args), false);
  const faults = types.flatMap(([name, type, required], index) =>
    mutations(type, args[index], required, name).flatMap(([what, change, must]) => {
      const given = new World();
      const wrong = right(given);
      wrong[index] = change(wrong[index] as never);
      const said = fault(() => run(given, wrong), must);
      return said === undefined ? [] : [`${what} ${said}`];
    }),
  );
  return good === undefined ? faults : [`right arguments: ${good}`, ...faults];
}

const exported = Object.entries(constructs).filter(([, each]) => typeof each === 'function');
const callNames = Object.keys(PROP_TYPES).filter((name) => name.endsWith('()'));

test('no constructor and no call is left out', () => {
  const classes = exported.filter(([name]) => /^[A-Z]/.test(name)).map(([name]) => name);
  expect(Object.keys(CONSTRUCTORS).sort()).toEqual(classes.sort());
  expect(Object.keys(CALLS).sort()).toEqual(callNames.sort());
});

test.each(Object.entries(CONSTRUCTORS).filter(([, each]) => each !== undefined))('new %s', (name, given) => {
  const [type, props] = given as readonly [keyof typeof PROP_TYPES | undefined, (given: World) => object];
  const Made = (constructs as unknown as Record<string, new (...args: unknown[]) => unknown>)[name] as new (
    ...args: unknown[]
  ) => unknown;
  const call: Call = [(_, args) => new Made(...args), (made) => [made.stack as TerraformStack, 'made', props(made)]];
  const required = type === undefined ? false : (TYPES[type] as ObjectType).required.length > 0;
  expect(
    faultsOf(call, [
      ['scope', 'construct', true],
      ['id', 'text', true],
      ['props', type === undefined ? 'any' : { of: type }, required],
    ]),
  ).toEqual([]);
});

test.each(Object.entries(CALLS))('%s', (name, [of, right]) => {
  const { required, members } = TYPES[name] as ObjectType;
  const method = name.slice(name.indexOf('.') + 1, -2);
  const run: Call[0] = (given, args) =>
    (of(given) as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args);
  const types = Object.entries(members).map(([key, type]) => [key, type, required.includes(key)] as const);
  expect(faultsOf([run, right], types)).toEqual([]);
});
