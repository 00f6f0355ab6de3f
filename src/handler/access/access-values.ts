import { type ObjectShape, objectShapeOf, settableNames, withNestedDefaults } from '../../metadata';
import type { Values } from '../handler-resource';
import { sameValue } from '../same-value';
import type { AccessKind, Found } from './access-kind';
import { inSpellingOf } from './spelling';

/** The values of one kind of thing that gives access. */
export interface AccessValues<Read> {
  readonly shape: ObjectShape;
  /** What can be configured; null where nothing is. */
  given(values: Values): Values;
  /** The same with every default said. */
  filled(config: Values): Values;
  /** What Apono tells, spelled as it stood before. */
  read(found: Read, before: Values): Values;
}

/** How values of a kind are made of a configuration, and of what Apono tells. */
export function accessValues<Body extends { readonly name: string }, Read extends Found>(
  kind: AccessKind<Body, Read>,
): AccessValues<Read> {
  const shape = objectShapeOf(kind.description.schema);
  const settable = settableNames(shape);

  const given = (values: Values): Values => Object.fromEntries(settable.map((name) => [name, values[name] ?? null]));
  // Before, for what must not take a default yet, and after, for what takes none.
  const withAllDefaults = (values: Values): Values =>
    kind.withDefaults(withNestedDefaults(shape, kind.withDefaults(values)));

  return {
    shape,
    given,
    filled: (config) => withAllDefaults(given(config)),
    read: (found, before) => {
      const told: Values = { ...kind.values(found), space_reference: found.space?.space_name ?? null };
      const spellings = [
        ...kind.spellings(found),
        ...(found.space ? [[found.space.space_id, found.space.space_name] as const] : []),
      ];
      const spelled = settable.map((name) => {
        const attribute = shape.attributes[name];
        // What is filled in where nothing is given stands in the state.
        const isFilled = attribute?.annotation.default !== undefined;
        const was = isFilled ? (before[name] ?? told[name]) : before[name];
        return [name, attribute && inSpellingOf(attribute, told[name], was, spellings)];
      });
      const values = withAllDefaults(Object.fromEntries(spelled));
      const isAsBefore = settable.every((name) => sameValue(shape.attributes[name], values[name], before[name]));
      return {
        ...values,
        id: found.id,
        space: spaceOf(found),
        summary: isAsBefore && before.summary ? before.summary : kind.summary(values),
      };
    },
  };
}

/** The space that it is in. */
export function spaceOf({ space }: Found): Values | null {
  return space ? { space_id: space.space_id, space_name: space.space_name } : null;
}
