import { camelCase, type ObjectShape, type Shape } from '../../metadata';
import { isUnevaluated, type Known } from '../project-document';
import { type Members, type ValueWriter, writeDescribed } from '../write-described';
import type { References } from './references';
import { members, type Source } from './source';

type Exceptions = Pick<ValueWriter<Source>, 'special' | 'secret'>;

/**
 * The attributes of a resource as the props of a construct, as its description has them, in camelCase. The keys of maps
 * stay as they are.
 *
 * @param exceptions how secrets are written, and what is written in a way of its own
 */
export function describedProps(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  references: References,
  exceptions: Exceptions,
): Members<Source> {
  return writeDescribed<Source>(shape, values, {
    value: (value, its) => sourceOf(value, its, references),
    list: (items) => ({ items }),
    map: members,
    object: members,
    spell: camelCase,
    ...exceptions,
  });
}

/** An expression is of the type that the prop has; only a choice among words has one that no token is of. */
function sourceOf(value: unknown, shape: Shape, references: References): Source {
  if (!isUnevaluated(value)) return references.any(value);
  if (shape.kind === 'string' && shape.values === undefined) return references.text(value);
  if (shape.kind === 'number') return references.number(value);
  const isTexts = (shape.kind === 'list' || shape.kind === 'set') && shape.element.kind === 'string';
  return isTexts ? references.list(value as Known<readonly string[]>) : references.any(value);
}
