import { Construct } from 'constructs';
import { problem } from '../../src/problem';
import { refuse } from './validation';

/**
 * The scope of a construct that is being made, looked at before anything else is.
 *
 * @throws ProblemError where it is no construct, or the id no text
 */
export function inScope(scope: Construct, id: string): Construct {
  if (!Construct.isConstruct(scope)) {
    refuse(`the construct ${JSON.stringify(id) ?? ''}`, [
      problem('INVALID_VALUE', ['scope'], 'The scope is no construct', {
        ...(typeof scope !== 'object' && typeof scope !== 'undefined' && { value: String(scope) }),
        allowed: 'a stack, or a construct in one',
        next: 'Give `this` within a construct or a stack, else the stack.',
      }),
    ]);
  }
  if (typeof id !== 'string' || id === '') {
    refuse(scope, [
      problem('INVALID_VALUE', ['id'], 'The id of a construct is no text', {
        value: typeof id === 'object' || typeof id === 'function' ? typeof id : id,
        allowed: 'a text that no other construct of the scope has as its id',
        next: 'Give the id as the second argument, before the props.',
      }),
    ]);
  }
  return scope;
}
