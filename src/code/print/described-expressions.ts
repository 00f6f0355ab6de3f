import type { ObjectShape } from '../../metadata';
import { type Expression, list, object } from '../hcl';
import { type Members, type ValueWriter, writeDescribed } from '../write-described';
import { expressionOf } from './value';

type Exceptions = Pick<ValueWriter<Expression>, 'special' | 'secret'>;

/**
 * The attributes of a resource as expressions, as its description has them.
 *
 * @param exceptions how secrets are written, and what is written in a way of its own
 */
export function describedExpressions(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  exceptions: Exceptions,
): Members<Expression> {
  return writeDescribed<Expression>(shape, values, {
    value: expressionOf,
    list,
    map: object,
    object,
    ...exceptions,
  });
}
