import { isDeepStrictEqual } from 'node:util';
import type { HandlerContext, HandlerList, HandlerResource, Listed, Values } from '../../../src/handler';
import { writtenValues } from '../../../src/handler/written-values';
import { withoutNulls } from '../../../src/metadata';

/** Something that is listed. */
export type Thing = Extract<Listed, { identity: unknown }>;

/** All that a list has: the things, and what it warns of. */
export async function listAll(
  list: HandlerList,
  config: Values,
  context: HandlerContext,
): Promise<{ things: Thing[]; warnings: string[] }> {
  expect(list.validate(config)).toEqual([]);
  const things: Thing[] = [];
  const warnings: string[] = [];
  for await (const each of list.list(config, context)) {
    if ('identity' in each) things.push(each);
    warnings.push(
      ...(each.problems ?? []).map(({ what, value }) => (value === undefined ? what : `${what}: ${value}`)),
    );
  }
  return { things, warnings };
}

/**
 * Takes a listed thing over: sees that an import by its identity reads what the list has of it, and gives the
 * attributes that a plan of what a person would write changes then.
 */
export async function changedByTakingOver(
  resource: HandlerResource,
  { identity, values }: Thing,
  context: HandlerContext,
): Promise<string[]> {
  const imported = await resource.import(identity, context);
  expect(imported?.values).toEqual(values);
  const prior = await resource.read(imported as NonNullable<typeof imported>, context);
  expect(withoutNulls(prior?.values)).toEqual(withoutNulls(values));
  const config = (resource.written ?? ((given) => writtenValues(resource.description, given)))(values);
  expect(resource.validate(config).filter(({ severity }) => severity === 'error')).toEqual([]);
  const planned = await resource.plan({ config, prior }, context);
  const before = withoutNulls(prior?.values) as Values;
  const after = withoutNulls(planned.values) as Values;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
}
